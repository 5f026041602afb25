"""Dialects: how a file of separated cells is written, as it was told or as somebody says."""

import re
from dataclasses import dataclass

from services.data.tables.numbers import PLAIN, NumberFormat
from services.errors import InvalidInput
from services.text.i18n import _

_THOUSANDS = (",", ".", " ", "'", "\u00a0", "\u202f", "\u2009")
_DELIMITER_LENGTH = 8
SKIPPED = 1_000  # lines above a table, at most
# Text codecs of Python's that no file is written in; some warn, some run for ever.
_NO_FILES = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}


@dataclass(frozen=True)
class Dialect:
    """How a file is written; an empty delimiter means one column, an empty quote that quotes are text.

    `skip` lines stand above the table.
    """

    encoding: str
    delimiter: str
    quote: str = '"'
    escape: str = ""
    header: bool = True
    numbers: NumberFormat = PLAIN
    skip: int = 0


@dataclass(frozen=True)
class Given:
    """What a person says of how a file is written; what is None is told from the file."""

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    header: bool | None = None
    decimal: str | None = None
    thousands: str | None = None
    skip: int | None = None

    def check(self) -> None:
        """Raise InvalidInput where no file can be written so."""
        if self.encoding is not None:
            _check_encoding(self.encoding)
        if self.delimiter is not None and not _is_delimiter(self.delimiter):
            raise InvalidInput(
                _("“{sign}” can't stand between cells.", sign=self.delimiter[:40]),
                _("Give one character, or a few, without a quote or a line break."),
            )
        for sign in (self.quote, self.escape):
            if sign and (len(sign) != 1 or not sign.isascii() or sign in f"\r\n\0{self.delimiter or ''}"):
                raise InvalidInput(
                    _("“{sign}” can't mark quoted cells.", sign=sign[:40]),
                    _("Give one character that isn't the delimiter, or none."),
                )
        if self.quote and self.quote == self.escape:
            raise InvalidInput(
                _("“{sign}” can't be both the quote and the escape.", sign=self.quote),
                _("Choose none as the escape: a doubled quote inside a cell is one quote."),
            )
        if self.skip is not None and not 0 <= self.skip <= SKIPPED:
            raise InvalidInput(
                _("{many:,} lines can't be skipped.", many=self.skip),
                _("Skip at most {most:,} lines, or delete them from the file.", most=SKIPPED),
            )
        if self.decimal is not None and self.decimal not in (".", ","):
            raise InvalidInput(
                _("“{sign}” can't stand before decimals.", sign=self.decimal),
                _("Choose a point or a comma."),
            )
        if self.thousands and (self.thousands not in _THOUSANDS or self.thousands == self.decimal):
            raise InvalidInput(
                _("“{sign}” can't stand between thousands.", sign=self.thousands),
                _("Choose a comma, a point, a space, an apostrophe or none, unlike the decimal sign."),
            )


DETECTED = Given()


def typed(text: str) -> str:
    """Return the sign that somebody types: itself, or \\t for a tab and \\x01 for a sign without a key."""
    named = text.replace("\\t", "\t")
    return re.sub(r"\\x([0-9a-fA-F]{2})", lambda code: chr(int(code[1], 16)), named)


def _is_delimiter(sign: str) -> bool:
    return len(sign) <= _DELIMITER_LENGTH and not set(sign) & set('\r\n"\0')


def _check_encoding(name: str) -> None:
    try:
        "a".encode(name)
        known = name.lower().replace("-", "_") not in _NO_FILES
    except (LookupError, UnicodeError, ValueError):
        known = False
    if not known:
        raise InvalidInput(
            _("There is no encoding “{name}” of texts.", name=name[:40]),
            _("Choose one such as utf-8, utf-16, cp949, cp932, gb18030, big5, cp1252 or koi8_r."),
        )
