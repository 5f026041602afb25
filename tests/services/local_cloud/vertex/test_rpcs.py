"""The table of served RPCs, against Google's own clients."""

import re
from pathlib import Path

import pytest
from google.cloud import aiplatform_v1

from services.local_cloud.vertex.rpcs import RPCS

SERVICES = Path(aiplatform_v1.__file__).parent / "services"
LOCATION = "projects/p/locations/us-central1"


def google_rules(name):
    """Return the (verb, path, body) rules that Google's REST transport has for an RPC."""
    service, _dot, method = name.partition(".")
    folder = (
        "job_service"
        if service in {"Operations", "Locations"}
        else re.sub(r"(?<!^)(?=[A-Z])", "_", service).lower()
    )
    source = (SERVICES / folder / "transports" / "rest_base.py").read_text()
    block = re.search(rf"class _Base{method}:(.*?)(?=\n    class |\Z)", source, re.DOTALL)[1]
    rules = re.findall(r'"method": "(\w+)",\s*"uri": "([^"]+)"(?:,\s*"body": "([^"]+)")?', block)
    return [(verb.upper(), uri, body) for verb, uri, body in rules]


@pytest.mark.parametrize(
    "rpc", [rpc for rpc in RPCS if not rpc.name.startswith("Operations.")], ids=lambda r: r.name
)
def test_a_rule_is_googles_own(rpc):
    assert (rpc.verb, rpc.path, rpc.body) in google_rules(rpc.name)


@pytest.mark.parametrize("method", sorted({rpc.method for rpc in RPCS if rpc.name.startswith("Operations.")}))
@pytest.mark.parametrize(
    "kind",
    [
        *("", "models/*", "endpoints/*", "datasets/*", "customJobs/*", "trainingPipelines/*"),
        "hyperparameterTuningJobs/*",
        *("metadataStores/*", "metadataStores/*/artifacts/*", "metadataStores/*/contexts/*"),
        *("models/*/evaluations/*", "tensorboards/*", "tensorboards/*/experiments/*/runs/*"),
        "tensorboards/*/experiments/*/runs/*/timeSeries/*",
    ],
)
def test_an_operation_of_every_kind_is_found_where_googles_client_asks_for_it(method, kind):
    ending = f"locations/*/{kind}".rstrip("/") + ("" if method == "ListOperations" else "/operations/*")
    asked = [
        (verb, re.sub(r"[{}]|name=", "", path).replace("*", "x"))
        for verb, path, _body in google_rules(f"Operations.{method}")
        if path.partition("}")[0].endswith(ending)
    ]
    assert len(asked) == 2
    for verb, path in asked:
        found = [rpc.method for rpc in RPCS if rpc.verb == verb and rpc.pattern.match(path)]
        assert found == [method]


@pytest.mark.parametrize(
    ("verb", "path", "name", "groups"),
    [
        ("GET", f"/v1/{LOCATION}/models/7", "ModelService.GetModel", (f"{LOCATION}/models/7",)),
        ("GET", f"/v1/{LOCATION}/models/7@1", "ModelService.GetModel", (f"{LOCATION}/models/7@1",)),
        (
            "GET",
            f"/v1/{LOCATION}/models/7:listVersions",
            "ModelService.ListModelVersions",
            (f"{LOCATION}/models/7",),
        ),
        ("GET", f"/v1/{LOCATION}/models", "ModelService.ListModels", (LOCATION,)),
        ("POST", f"/v1/{LOCATION}/models:upload", "ModelService.UploadModel", (LOCATION,)),
        (
            "POST",
            f"/v1/{LOCATION}/endpoints/e-1:predict",
            "PredictionService.Predict",
            (f"{LOCATION}/endpoints/e-1",),
        ),
        (
            "GET",
            f"/ui/{LOCATION}/models/7/operations/9",
            "Operations.GetOperation",
            (f"{LOCATION}/models/7/operations/9",),
        ),
        ("GET", f"/v1/{LOCATION}/operations", "Operations.ListOperations", (LOCATION,)),
    ],
)
def test_a_path_leads_to_one_rpc(verb, path, name, groups):
    found = [
        (rpc.name, match.groups()) for rpc in RPCS if rpc.verb == verb and (match := rpc.pattern.match(path))
    ]
    assert found == [(name, groups)]


@pytest.mark.parametrize(
    "path",
    [
        f"/v1/{LOCATION}/models/7/extra",
        f"/v1/{LOCATION}/models/",
        f"/v1/{LOCATION}/models/7:unknown",
        f"/v1/{LOCATION}/models/7\n",
        f"/v2/{LOCATION}/models/7",
        f"x/v1/{LOCATION}/models/7",
    ],
)
def test_another_path_leads_to_none(path):
    assert [rpc for rpc in RPCS if rpc.verb == "GET" and rpc.pattern.match(path)] == []
