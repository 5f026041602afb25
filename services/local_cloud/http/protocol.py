"""HTTP/1.1 at the port, and a plain word to callers that speak TLS or gRPC."""

import sys

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
_TLS_HANDSHAKE = b"\x16\x03"
_TLS_ALERT = b"\x15\x03\x01\x00\x02\x02\x46"  # fatal: protocol_version
_ADVICE = 'pass api_transport="rest" to aiplatform.init, and an api_endpoint that begins with http://'


class Protocol(HttpToolsProtocol):
    """Serves HTTP/1.1; answers TLS and gRPC with an error that says how to call instead."""

    _is_first = True
    _grpc: "_Refusals | None" = None

    def data_received(self, data: bytes) -> None:
        """Pass data on, unless the first of it shows that the caller doesn't speak HTTP/1.1."""
        first, self._is_first = self._is_first, False
        if first and data.startswith(_TLS_HANDSHAKE):
            _report("TLS")
            self.transport.write(_TLS_ALERT)
            self.transport.close()
        elif self._grpc is not None:
            self.transport.write(self._grpc.answer(data))
        elif first and data.startswith(_PREFACE):
            _report("HTTP/2, as gRPC does")
            self._grpc = _Refusals()
            self.transport.write(self._grpc.answer(data.removeprefix(_PREFACE)))
        else:
            super().data_received(data)


class _Refusals:
    """Answers each call of an HTTP/2 connection with gRPC's status UNIMPLEMENTED and the advice."""

    _SETTINGS = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"
    _SETTINGS_ACKNOWLEDGED = b"\x00\x00\x00\x04\x01\x00\x00\x00\x00"
    _HEAD = 9  # bytes of a frame before its content
    _MAX_FRAME = 16_384

    def __init__(self) -> None:
        self._frames = b""
        self._has_greeted = False

    def answer(self, data: bytes) -> bytes:
        """Return the frames that answer those in the next bytes of the connection."""
        self._frames += data
        reply = b"" if self._has_greeted else self._SETTINGS
        self._has_greeted = True
        while len(self._frames) >= self._HEAD:
            size = min(int.from_bytes(self._frames[:3], "big"), self._MAX_FRAME)
            if len(self._frames) < self._HEAD + size:
                break
            kind, flags, stream = self._frames[3], self._frames[4], self._frames[5:9]
            self._frames = self._frames[self._HEAD + size :]
            if kind == 4 and not flags & 1:
                reply += self._SETTINGS_ACKNOWLEDGED
            elif kind == 1:
                reply += _headers(stream)
        return reply


def _headers(stream: bytes) -> bytes:
    """Return the one HEADERS frame of a gRPC reply that has nothing but a status."""
    fields = {
        b"content-type": b"application/grpc",
        b"grpc-status": b"12",
        b"grpc-message": f"The local cloud answers plain HTTP: {_ADVICE}.".encode("ascii"),
    }
    block = b"\x88"  # :status 200
    for name, value in fields.items():
        block += b"\x00" + _text(name) + _text(value)
    ends = b"\x05"  # of the stream and of the headers
    return len(block).to_bytes(3, "big") + b"\x01" + ends + stream + block


def _text(text: bytes) -> bytes:
    """Return a text of up to 254 bytes in HPACK, after its length in a prefix of 7 bits."""
    size = len(text)
    return (bytes([size]) if size < 127 else bytes([127, size - 127])) + text


def _report(language: str) -> None:
    sys.stderr.write(f"A caller spoke {language}, but the local cloud answers plain HTTP: {_ADVICE}.\n")
    sys.stderr.flush()
