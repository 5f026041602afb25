"""Code that requests a prediction: a curl command and a Python program with Google's SDK."""

import json
import shlex
from typing import Any

from services.settings import Target


def curl(target: Target, endpoint_id: str, instance: Any) -> str:
    """Return a shell command that sends the instance; it reads the token when it runs."""
    path = f"/v1/{target.parent}/endpoints/{endpoint_id}:predict"
    body = shlex.quote(json.dumps({"instances": [instance]}, ensure_ascii=False))
    if target.kind == "local":
        state = shlex.quote(str(target.state_dir))
        token, url = f"$(cat {state}/token)", f"$(cat {state}/address){path}"
    else:
        token = "$(gcloud auth print-access-token)"  # noqa: S105 - a command that prints one
        url = f"https://{target.location}-aiplatform.googleapis.com{path}"
    return (
        f'curl -X POST "{url}" \\\n'
        f'  -H "Authorization: Bearer {token}" \\\n'
        f'  -H "Content-Type: application/json" \\\n'
        f"  -d {body}"
    )


def python(target: Target, endpoint_id: str, instance: Any) -> str:
    """Return a program that sends the instance with google-cloud-aiplatform."""
    lines = ["from google.cloud import aiplatform"]
    settings = [f'project="{target.project}"', f'location="{target.location}"']
    if target.kind == "local":
        lines = [
            "from pathlib import Path",
            "",
            *lines,
            "from google.oauth2.credentials import Credentials",
            "",
            f"state = Path({str(target.state_dir)!r})",
        ]
        settings += [
            'api_endpoint=(state / "address").read_text().strip()',
            'api_transport="rest"',
            'credentials=Credentials(token=(state / "token").read_text().strip())',
        ]
    else:
        lines.append("")
    lines.append("aiplatform.init(\n    " + ",\n    ".join(settings) + ",\n)")
    lines += [
        f'endpoint = aiplatform.Endpoint("{target.parent}/endpoints/{endpoint_id}")',
        f"print(endpoint.predict(instances=[{instance!r}]).predictions)",
    ]
    return "\n".join(lines)
