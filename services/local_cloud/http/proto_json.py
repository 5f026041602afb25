"""Google's messages from and to JSON, by the rules of proto3."""

import json
import re
from typing import Any

from google.protobuf import json_format
from google.protobuf.message import DecodeError, Message
from starlette.requests import Request

from services.local_cloud.http.errors import invalid_argument

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def from_json(document: Any, message: Any) -> Any:
    """Fill a message with a JSON document.

    Raises a 400 ApiError for an unknown or ill-typed field, and for a nesting so deep that the stored
    message could not be parsed again.
    """
    try:
        filled = json_format.ParseDict(document, message)
        type(filled).FromString(filled.SerializeToString())
        return filled
    except DecodeError as error:
        raise invalid_argument("Invalid JSON payload received. Message too deep.") from error
    except json_format.ParseError as error:
        raise invalid_argument(f"Invalid JSON payload received. {error}") from error
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        raise invalid_argument(f"Invalid JSON payload received. {type(error).__name__}: {error}") from error


def to_json(message: Message, *, enums_as_numbers: bool = False) -> dict[str, Any]:
    """Return a message as the REST API writes it: camelCase, int64 as text, unset fields left out."""
    document: dict[str, Any] = json_format.MessageToDict(message, use_integers_for_enums=enums_as_numbers)
    return document


async def read_body(request: Request, largest: int, message: str) -> bytes:
    """Return a request's body. Raises a 400 ApiError with the message if it is too large."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > largest:
            raise invalid_argument(message)
    return bytes(body)


def read_document(body: bytes) -> dict[str, Any]:
    """Return the JSON object in a body, {} for an empty one. Raises a 400 ApiError for anything else.

    NaN, infinity and half a surrogate pair are errors too, although Python reads them.
    """
    try:
        document = json.loads(body or b"{}", parse_constant=_no_constant)
        if _SURROGATE.search(body):
            json.dumps(document, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise invalid_argument(f"Invalid JSON payload received. {error}") from error
    if not isinstance(document, dict):
        raise invalid_argument("Invalid JSON payload received. The body must be an object.")
    return document


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON.")
