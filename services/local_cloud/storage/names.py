"""Valid names in Cloud Storage (cloud.google.com/storage/docs/buckets and /objects)."""

import ipaddress
import re

from services.local_cloud.http.errors import invalid_argument

# The local cloud's own bucket; no user can create a bucket of such a name.
MANAGED = "goog-vertex-models"
_PART = re.compile(r"[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?\Z")


def check_bucket_name(name: str) -> None:
    """Raise a 400 ApiError unless the name is valid for a bucket."""
    longest = 222 if "." in name else 63
    if (
        not 3 <= len(name) <= longest
        or not all(_PART.match(part) for part in name.split("."))
        or name.startswith("goog")
        or "google" in name
        or _is_address(name)
    ):
        raise invalid_argument(f"Invalid bucket name: '{name}'")


def check_object_name(name: str) -> None:
    """Raise a 400 ApiError unless the name is valid for an object; `a/../b` and NUL are valid."""
    try:
        size = len(name.encode("utf-8"))
    except UnicodeEncodeError:
        raise invalid_argument("The object name is not valid UTF-8.") from None
    if not size:
        raise invalid_argument("Required")
    if size > 1024:
        raise invalid_argument(f"The object name is {size} bytes long; 1024 is the most.")
    reserved = name in {".", ".."} or name.startswith(".well-known/acme-challenge/")
    if reserved or "\r" in name or "\n" in name:
        raise invalid_argument(f"Invalid object name: {name!r}")


def _is_address(name: str) -> bool:
    try:
        ipaddress.IPv4Address(name)
    except ValueError:
        return False
    return True
