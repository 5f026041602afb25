"""Checks of the fields that all resources of Vertex AI share."""

import re
from collections.abc import Iterable, Mapping

from services.local_cloud.http.errors import ApiError, invalid_argument

# Lower-case letters of any alphabet, digits, _ and -; a key starts with a letter.
_LABEL_KEY = re.compile(r"[^\W\d_][\w-]*\Z")
_LABEL_VALUE = re.compile(r"[\w-]*\Z")
_LABEL_LENGTH = 64


def field_error(field: str, message: str) -> ApiError:
    """Return a 400 ApiError in the format in which Vertex AI lists the errors of a request."""
    return invalid_argument(f"List of found errors:\t1.Field: {field}; Message: {message}\t")


def check_display_name(name: str, field: str = "display_name") -> None:
    """Raise a 400 ApiError unless a display name has 1 to 128 characters."""
    if not name:
        raise field_error(field, "Required field is not set.")
    if len(name) > 128:
        raise field_error(field, f"The display name has {len(name)} characters; it must not exceed 128.")


def check_labels(labels: Mapping[str, str], field: str = "labels") -> None:
    """Raise a 400 ApiError unless labels follow cloud.google.com/resource-manager/docs/labels."""
    if len(labels) > 64:
        raise field_error(field, f"{len(labels)} labels are more than 64.")
    for key, value in labels.items():
        if len(key) > _LABEL_LENGTH or not _LABEL_KEY.match(key) or key != key.lower():
            raise field_error(f"{field}.key", f'Label key "{key}" is not valid.')
        if len(value) > _LABEL_LENGTH or not _LABEL_VALUE.match(value) or value != value.lower():
            raise field_error(f"{field}.value", f'Label value "{value}" of "{key}" is not valid.')


def check_mask(paths: Iterable[str], allowed: Iterable[str]) -> list[str]:
    """Return the paths of an update mask. Raises a 400 ApiError for a field that can't be updated."""
    paths, allowed = list(paths), set(allowed)
    for path in paths:
        if path not in allowed:
            raise invalid_argument(
                f'The field "{path}" of the update mask can\'t be updated. Those that can: '
                f"{', '.join(sorted(allowed))}."
            )
    return paths


def parse_uri(uri: str, field: str) -> tuple[str, str]:
    """Return the bucket and object name of a gs:// address. Raises a 400 ApiError."""
    scheme, _slashes, rest = uri.partition("://")
    bucket, _slash, name = rest.partition("/")
    if scheme != "gs" or not bucket:
        raise field_error(field, f'"{uri}" is not a Cloud Storage address, such as gs://bucket/path.')
    return bucket, name
