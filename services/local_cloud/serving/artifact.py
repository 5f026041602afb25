"""Load a model from the bucket as the prebuilt scikit-learn image does."""

import base64
import json
import tempfile
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import joblib

_NAMES = ("model.joblib", "model.pkl")
_SECONDS = 60
_PIECE = 1024 * 1024


def load_model(storage_uri: str, bucket_address: str) -> Any:
    """Return the model under a gs:// folder; `bucket_address` is http://anyone:TOKEN@HOST:PORT.

    Raises FileNotFoundError if the folder has neither model.joblib nor model.pkl, and whatever
    unpickling the file raises.
    """
    bucket, _slash, prefix = storage_uri.removeprefix("gs://").partition("/")
    folder = f"{prefix.rstrip('/')}/" if prefix.rstrip("/") else ""
    with tempfile.TemporaryDirectory() as scratch:
        for name in _NAMES:
            path = Path(scratch) / name
            if _download(bucket_address, bucket, folder + name, path):
                return joblib.load(path)
    raise FileNotFoundError(f"{storage_uri} holds neither {' nor '.join(_NAMES)}.")


def _download(address: str, bucket: str, name: str, path: Path) -> bool:
    """Download an object to a file. Return whether the object exists."""
    parts = urlsplit(address)
    credential = base64.b64encode(f"{parts.username}:{parts.password}".encode()).decode("ascii")
    url = (
        f"http://{parts.hostname}:{parts.port}/storage/v1/b/{quote(bucket, safe='')}/o/{quote(name, safe='')}"
    )
    request = Request(f"{url}?alt=media", headers={"Authorization": f"Basic {credential}"})  # noqa: S310 - http, from above
    try:
        with urlopen(request, timeout=_SECONDS) as reply, path.open("wb") as file:  # noqa: S310 - as above
            while piece := reply.read(_PIECE):
                file.write(piece)
    except HTTPError as error:
        if error.code == 404:
            return False
        raise OSError(f"The bucket answered {error.code}: {_reason(error)}") from error
    return True


def _reason(error: HTTPError) -> str:
    try:
        return str(json.load(error)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return error.reason
