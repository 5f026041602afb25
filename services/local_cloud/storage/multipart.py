"""Bodies of multipart/related uploads: the object's JSON, then its content, parsed as they arrive."""

import json
from collections.abc import Callable
from typing import Any

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from services.local_cloud.http.errors import ApiError, invalid_argument

_MAX_METADATA = 1024 * 1024


class RelatedBody:
    """Parses a multipart/related body in pieces and passes the content to `write`.

    After the last piece, `resource` is the JSON of the first part and `content_type` the type of the
    second. Raises a 400 ApiError for any other body.
    """

    def __init__(self, content_type: str, write: Callable[[bytes], None]) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if kind != b"multipart/related" or not boundary:
            raise invalid_argument("A multipart upload needs a body of multipart/related with a boundary.")
        self.resource: dict[str, Any] = {}
        self.content_type: str | None = None
        self._write = write
        self._json = bytearray()
        self._part = 0
        self._header = bytearray()
        self._value = bytearray()
        self._complete = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_part_data": self._data,
                "on_part_end": self._end,
                "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
                "on_header_end": self._end_header,
                "on_end": self._finish,
            },
        )

    def feed(self, data: bytes) -> None:
        """Parse the next piece of the body."""
        try:
            self._parser.write(data)
        except MultipartParseError as error:
            raise invalid_argument(f"Malformed multipart body: {error}") from None

    def finish(self) -> None:
        """Check that the body is complete."""
        if not self._complete or self._part != 2:
            raise invalid_argument("Malformed multipart body: it must have two parts and a closing boundary.")

    def _begin(self) -> None:
        self._part += 1
        if self._part > 2:
            raise invalid_argument("Malformed multipart body: it has more than two parts.")

    def _end_header(self) -> None:
        if self._part == 2 and self._header.lower() == b"content-type":
            self.content_type = self._value.decode("latin-1").strip()
        self._header.clear()
        self._value.clear()

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._part == 2:
            self._write(data[start:end])
            return
        self._json.extend(data[start:end])
        if len(self._json) > _MAX_METADATA:
            raise ApiError("INVALID_ARGUMENT", "The object's metadata is too large.", http=413)

    def _end(self) -> None:
        if self._part == 1:
            self.resource = read_resource(bytes(self._json))

    def _finish(self) -> None:
        self._complete = True


def read_resource(body: bytes) -> dict[str, Any]:
    """Return the JSON object in a body, {} for an empty one. Raises a 400 ApiError."""
    if not body.strip():
        return {}
    try:
        resource = json.loads(body)
        json.dumps(resource, ensure_ascii=False).encode("utf-8")  # fails for half a surrogate pair
    except (ValueError, RecursionError):
        raise invalid_argument("Parse Error") from None
    if not isinstance(resource, dict):
        raise invalid_argument("The body must be a JSON object.")
    return resource
