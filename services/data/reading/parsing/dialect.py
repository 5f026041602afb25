"""Dialects: the delimiter, quote, encoding and other properties of a file, which a user can override."""

import re
from dataclasses import dataclass

from services.data.tables.numbers import PLAIN, NumberFormat
from services.errors import InvalidInput

MOST_SKIPPED_LINES = 1_000
BLANK_RUNS = r"\s+"  # the delimiter of cells that spaces and tabs separate, however many

_THOUSANDS = (",", ".", " ", "'", "\u00a0", "\u202f", "\u2009")
_DELIMITER_LENGTH = 8
# Python's text codecs in which no file is written; some warn, some never end.
_NOT_FOR_FILES = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}


@dataclass(frozen=True)
class Dialect:
    """The dialect of a file; without a delimiter it has one column, without a quote all quotes are text.

    `skip` is the number of lines above the table. The delimiter may be BLANK_RUNS.
    """

    encoding: str
    delimiter: str
    quote: str = '"'
    escape: str = ""
    header: bool = True
    numbers: NumberFormat = PLAIN
    skip: int = 0


@dataclass(frozen=True)
class DialectOptions:
    """The parts of a dialect that a user has set; None means that it is detected.

    `table` is the name of the one to read in a file that holds several, None for the first.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    header: bool | None = None
    decimal: str | None = None
    thousands: str | None = None
    skip: int | None = None
    table: str | None = None

    def check(self) -> None:
        """Raise InvalidInput if the options contradict each other or are no valid values."""
        if self.encoding is not None:
            _check_encoding(self.encoding)
        if self.delimiter is not None and not _is_delimiter(self.delimiter):
            raise InvalidInput("invalid_delimiter", delimiter=self.delimiter[:40])
        for character in (self.quote, self.escape):
            delimiter = self.delimiter if self.delimiter != BLANK_RUNS else " \t"
            if character and not _is_quote(character, delimiter or ""):
                raise InvalidInput("invalid_quote", character=character[:40])
        if self.quote and self.quote == self.escape:
            raise InvalidInput("quote_is_escape", character=self.quote)
        if self.skip is not None and not 0 <= self.skip <= MOST_SKIPPED_LINES:
            raise InvalidInput("invalid_skip", count=self.skip, limit=MOST_SKIPPED_LINES)
        if self.decimal is not None and self.decimal not in (".", ","):
            raise InvalidInput("invalid_decimal", character=self.decimal)
        if self.thousands and (self.thousands not in _THOUSANDS or self.thousands == self.decimal):
            raise InvalidInput("invalid_thousands", character=self.thousands)


DETECT_ALL = DialectOptions()


def unescape(text: str) -> str:
    """Return the characters that a user types, with \\t as a tab and \\x01 as the character of that code."""
    tabbed = text.replace("\\t", "\t")
    return re.sub(r"\\x([0-9a-fA-F]{2})", lambda code: chr(int(code[1], 16)), tabbed)


def _is_delimiter(text: str) -> bool:
    return len(text) <= _DELIMITER_LENGTH and not set(text) & set('\r\n"\0')


def _is_quote(text: str, delimiter: str) -> bool:
    return len(text) == 1 and text.isascii() and text not in f"\r\n\0{delimiter}"


def _check_encoding(name: str) -> None:
    try:
        "a".encode(name)
        is_known = name.lower().replace("-", "_") not in _NOT_FOR_FILES
    except (LookupError, UnicodeError, ValueError):
        is_known = False
    if not is_known:
        raise InvalidInput("unknown_encoding", encoding=name[:40])
