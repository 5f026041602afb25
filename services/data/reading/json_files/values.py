"""JSON values with numbers as in the file, and a scanner that holds one value at a time."""

import io
import json
import re
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from services.data.reading.parsing.limits import row_too_large
from services.errors import InvalidInput
from services.settings import Limits

_PIECE_CHARACTERS = 1024**2
_BETWEEN_OBJECTS = re.compile(r"(?<=\})[ \t\r\n]*,[ \t\r\n]*(?=\{)")
_MOST_DIGITS = 4_000  # Python converts no longer integers
_BLANKS = re.compile(r"[ \t\r\n]*")
_LONGEST_LITERAL = 16  # characters that a cut may split


class ExactFloat(float):
    """A number with a fraction or an exponent, and its text in the file."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        """Return the number that a text says."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def _integer(text: str) -> int | str:
    return int(text) if len(text) <= _MOST_DIGITS else text


DECODER = json.JSONDecoder(parse_float=ExactFloat, parse_int=_integer, parse_constant=str, strict=False)


def decode(text: str) -> Any:
    """Return the value of a text; raises ValueError if it is no JSON."""
    try:
        return DECODER.decode(text)
    except RecursionError as error:
        raise ValueError from error


class Scanner:
    """Reads the values in a UTF-8 file one by one."""

    def __init__(self, path: Path, start: int, limits: Limits) -> None:
        binary = path.open("rb")
        binary.seek(start)
        self._file = io.TextIOWrapper(binary, encoding="utf-8", errors="replace", newline="")
        self._limits = limits
        self._text, self._at, self._lines = "", 0, 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()

    def peek(self) -> str:
        """Return the next character that isn't blank, empty at the end of the file."""
        while True:
            self._at = _BLANKS.match(self._text, self._at).end()  # type: ignore[union-attr]  # matches anything
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._extend():
                return ""

    def take(self, expected: str) -> str:
        """Return the next character that isn't blank and pass it; raises InvalidInput for another."""
        character = self.peek()
        if not character or character not in expected:
            raise self.broken(self._at)
        self._at += 1
        return character

    def value(self) -> Any:
        """Return the next value and pass it; raises InvalidInput if it is broken or too large."""
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._may_be_cut(error) or not self._extend():
                    raise self.broken(error.pos) from None
            except RecursionError:
                raise self.broken(self._at) from None
            else:
                if end < len(self._text) or not self._extend():
                    self._at = end
                    return value

    def objects(self) -> tuple[list[str], int]:
        """Return the texts between what looks like the border of two objects, and the start of the rest."""
        if len(self._text) - self._at < _PIECE_CHARACTERS // 2:
            self._extend()
        *texts, rest = _BETWEEN_OBJECTS.split(self._text[self._at :])
        return texts, len(self._text) - len(rest)

    def move_to(self, start: int) -> None:
        """Pass what is before a position in the text."""
        self._at = start

    def broken(self, place: int) -> InvalidInput:
        """Return the error for JSON that is invalid at a place in the text."""
        return InvalidInput("json_broken", line=self._lines + self._text.count("\n", 0, place))

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated") or error.pos > len(self._text) - _LONGEST_LITERAL

    def _extend(self) -> bool:
        """Read on and return True, or return False at the end of the file."""
        if len(self._text) - self._at > self._limits.row_bytes:
            raise row_too_large(self._limits)
        piece = self._file.read(_PIECE_CHARACTERS)
        if piece:
            self._lines += self._text.count("\n", 0, self._at)
            self._text, self._at = self._text[self._at :] + piece, 0
        return bool(piece)
