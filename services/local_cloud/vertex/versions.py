"""The two versions of Vertex AI's API: a method that v1 serves answers under v1beta1 too."""

from typing import Any

_BETA = "/v1beta1/"
_TYPE = "type.googleapis.com/google.cloud.aiplatform."


def is_beta(path: str) -> bool:
    """Return whether a path calls v1beta1."""
    return path.startswith(_BETA)


def stable_path(path: str) -> str:
    """Return the path of the method in v1."""
    return f"/v1/{path.removeprefix(_BETA)}" if is_beta(path) else path


def as_beta(reply: Any) -> Any:
    """Return the JSON of an operation with the types of its metadata and response in v1beta1."""
    if isinstance(reply, list):
        return [as_beta(entry) for entry in reply]
    if not isinstance(reply, dict):
        return reply
    changed = {key: as_beta(value) for key, value in reply.items()}
    kind = changed.get("@type")
    if isinstance(kind, str) and kind.startswith(f"{_TYPE}v1."):
        changed["@type"] = f"{_TYPE}v1beta1.{kind.removeprefix(f'{_TYPE}v1.')}"
    return changed
