"""The redaction of credentials in text that is logged or shown."""

import re
import secrets
from typing import Any

_PREFIX = "lct_"  # by which a token of the local cloud is known in any text
_REDACTED = "[redacted]"
_PATTERNS = (
    (re.compile(rf"{_PREFIX}[A-Za-z0-9_-]{{43}}"), _REDACTED),
    # The password of an address, such as that of STORAGE_EMULATOR_HOST.
    (re.compile(r"(://[^\s/:@\"'\\]+:)[^\s/@\"'\\]+@"), rf"\1{_REDACTED}@"),
    # The header as HTTP, Python and JSON write it.
    (
        re.compile(
            r"(authorization[\"'\\]*\s*[:=,]\s*b?[\"'\\]*(?:bearer|basic)\s+)[\w.~+/=-]+", re.IGNORECASE
        ),
        rf"\1{_REDACTED}",
    ),
)


def new_token() -> str:
    """Return a fresh token, which `redacted` recognises."""
    return _PREFIX + secrets.token_urlsafe(32)


def redacted(text: str) -> str:
    """Return a text without tokens of the local cloud, passwords in addresses and Authorization headers."""
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text


class RedactedStream:
    """A text stream that redacts what is written to it; in all else it is the stream behind it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text, redacted; return the number of its characters."""
        self._stream.write(redacted(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        """Return what the stream behind has of this name."""
        return getattr(self._stream, name)
