"""Resource names of Vertex AI, such as projects/P/locations/L/models/77@1."""

import re
import secrets

from services.local_cloud.http.errors import invalid_argument

_CHOSEN_ID = {
    # aiplatform.v1: CreateEndpointRequest.endpoint_id, UploadModelRequest.model_id
    "endpoint": (re.compile(r"[a-z]([a-z0-9-]{0,61}[a-z0-9])?\Z|[1-9][0-9]{0,8}\Z"), "[a-z0-9-]"),
    "model": (re.compile(r"[a-z_][a-z0-9_-]{0,62}\Z"), "[a-z0-9_-]"),
}


def fresh_id() -> str:
    """Return a random id like Vertex AI's: 19 digits that fit in an int64."""
    return str(secrets.randbelow(8 * 10**18) + 10**18)


def chosen_id(kind: str, requested: str) -> str:
    """Return the id that the caller chose for an endpoint or a model, else a fresh one; 400 if invalid."""
    if not requested:
        return fresh_id()
    pattern, alphabet = _CHOSEN_ID[kind]
    if not pattern.match(requested):
        raise invalid_argument(
            f'Invalid {kind} id "{requested}": it may have up to 63 characters of {alphabet} and must begin '
            "with a letter."
        )
    return requested


def snake_case(field: str) -> str:
    """Return the name of a field in snake_case; callers may write it in camelCase too."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: f"_{match[1].lower()}", field)


def last_part(name: str) -> str:
    """Return the id at the end of a resource name."""
    return name.rsplit("/", 1)[-1]


def collection_of(name: str) -> str:
    """Return a resource name without its last part."""
    return name.rsplit("/", 1)[0]


def location_of(name: str) -> str:
    """Return the projects/P/locations/L of a resource name."""
    return "/".join(name.split("/")[:4])


def project_of(name: str) -> str:
    """Return the project in a resource name."""
    return name.split("/")[1]


def split_version(name: str) -> tuple[str, str]:
    """Return a model's name and the version or alias after its @, empty if there is none."""
    model, _at, version = name.partition("@")
    return model, version
