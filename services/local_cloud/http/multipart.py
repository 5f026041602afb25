"""Bodies of multipart/related uploads: the object's JSON, then its content, parsed as they arrive."""

import json
from collections.abc import Callable
from typing import Any

from python_multipart.multipart import parse_options_header

from services.local_cloud.http.errors import ApiError, invalid_argument

_MAX_METADATA = 1024 * 1024
_MAX_HEADERS = 16 * 1024


class RelatedBody:
    """Parses a multipart/related body in pieces and passes the content to `write`.

    After the last piece, `resource` is the JSON of the first part and `content_type` the type of the
    second. Raises a 400 ApiError for any other body. Lines end as the first one does, by CR LF or, as
    gcsfs sends them and Google takes them, by LF.
    """

    def __init__(self, content_type: str, write: Callable[[bytes], None]) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if kind != b"multipart/related" or not boundary:
            raise invalid_argument("A multipart upload needs a body of multipart/related with a boundary.")
        self.resource: dict[str, Any] = {}
        self.content_type: str | None = None
        self._write = write
        self._delimiter = b"--" + boundary
        self._line_end = b"\r\n"
        self._buffer = bytearray()
        # Each step reads what it can of the buffer, and returns whether there may be more to read.
        self._step: Callable[[], bool] = self._begin

    def feed(self, data: bytes) -> None:
        """Parse the next piece of the body."""
        self._buffer += data
        while self._step():
            pass

    def finish(self) -> None:
        """Check that the body is complete."""
        if self._step != self._end:
            raise _malformed("it must have two parts and a closing boundary")

    def _begin(self) -> bool:
        """Read the first delimiter, whose line end is that of all lines."""
        start = len(self._buffer) - len(self._buffer.lstrip(b"\r\n"))
        line = self._buffer.find(b"\n", start)
        if line < 0:
            return self._wait(len(self._delimiter) + 256)
        if self._buffer[start:line].rstrip() != self._delimiter:
            raise _malformed("it doesn't begin with its boundary")
        self._line_end = b"\r\n" if self._buffer[:line].endswith(b"\r") else b"\n"
        del self._buffer[: line + 1]
        self._step = self._read_first_headers
        return True

    def _read_first_headers(self) -> bool:
        if self._headers() is None:
            return False
        self._step = self._read_resource
        return True

    def _read_resource(self) -> bool:
        end = self._find_delimiter()
        if end < 0:
            self._check_size(len(self._buffer))
            return False
        self._check_size(end)
        after = end + len(self._line_end) + len(self._delimiter)
        if len(self._buffer) < after + len(self._line_end):
            return False
        if not self._buffer.startswith(self._line_end, after):
            raise _malformed("it must have two parts and a closing boundary")
        self.resource = read_resource(bytes(self._buffer[:end]))
        del self._buffer[: after + len(self._line_end)]
        self._step = self._read_second_headers
        return True

    def _read_second_headers(self) -> bool:
        headers = self._headers()
        if headers is None:
            return False
        self.content_type = headers.get("content-type")
        self._step = self._read_content
        return True

    def _read_content(self) -> bool:
        end = self._find_delimiter()
        # Without one, its beginning may still stand at the end of the buffer.
        passed = max(len(self._buffer) - len(self._line_end) - len(self._delimiter), 0) if end < 0 else end
        self._write(bytes(self._buffer[:passed]))
        del self._buffer[:passed]
        after = len(self._line_end) + len(self._delimiter)
        if end < 0 or len(self._buffer) < after + 2:
            return False
        if self._buffer[after : after + 2] != b"--":
            raise _malformed("it has more than two parts")
        self._step = self._end
        return True

    def _end(self) -> bool:
        """Drop what follows the closing delimiter."""
        self._buffer.clear()
        return False

    def _headers(self) -> dict[str, str] | None:
        """Return a part's headers by name, None before the empty line that ends them."""
        empty = b"" if self._buffer.startswith(self._line_end) else self._line_end
        end = self._buffer.find(empty + self._line_end)
        if end < 0:
            self._wait(_MAX_HEADERS)
            return None
        lines = self._buffer[:end].decode("latin-1").splitlines()
        del self._buffer[: end + len(empty + self._line_end)]
        pairs = (line.partition(":") for line in lines)
        return {name.strip().lower(): value.strip() for name, _colon, value in pairs}

    def _find_delimiter(self) -> int:
        return self._buffer.find(self._line_end + self._delimiter)

    def _check_size(self, size: int) -> None:
        if size > _MAX_METADATA:
            raise ApiError("INVALID_ARGUMENT", "The object's metadata is too large.", http=413)

    def _wait(self, longest: int) -> bool:
        if len(self._buffer) > longest:
            raise _malformed("its headers have no end")
        return False


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


def _malformed(reason: str) -> ApiError:
    return invalid_argument(f"Malformed multipart body: {reason}.")
