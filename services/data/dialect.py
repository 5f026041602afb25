"""Dialects: how a file of separated cells is written, as it was told or as somebody says."""

from dataclasses import dataclass

from services.data.numbers import PLAIN, NumberFormat
from services.errors import InvalidInput
from services.words import _

# Text codecs of Python's that no file is written in; some warn, some run for ever.
_THOUSANDS = (",", ".", " ", "'", "\u00a0", "\u202f", "\u2009")
_NO_FILES = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}


@dataclass(frozen=True)
class Dialect:
    """How a file is written; an empty delimiter means one column, an empty quote that quotes are text."""

    encoding: str
    delimiter: str
    quote: str = '"'
    escape: str = ""
    header: bool = True
    numbers: NumberFormat = PLAIN


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

    def check(self) -> None:
        """Raise InvalidInput where no file can be written so."""
        if self.encoding is not None:
            _check_encoding(self.encoding)
        if self.delimiter is not None and (len(self.delimiter) > 1 or self.delimiter in tuple('\r\n"\0')):
            raise InvalidInput(
                _("“{sign}” can't stand between cells.").format(sign=self.delimiter),
                _("Give one character that is neither a quote nor a line break."),
            )
        for sign in (self.quote, self.escape):
            if sign and (len(sign) != 1 or not sign.isascii() or sign in "\r\n\0" or sign == self.delimiter):
                raise InvalidInput(
                    _("“{sign}” can't mark quoted cells.").format(sign=sign),
                    _("Give one character that isn't the delimiter, or none."),
                )
        if self.decimal is not None and self.decimal not in (".", ","):
            raise InvalidInput(
                _("“{sign}” can't stand before decimals.").format(sign=self.decimal),
                _("Choose a point or a comma."),
            )
        if self.thousands and (self.thousands not in _THOUSANDS or self.thousands == self.decimal):
            raise InvalidInput(
                _("“{sign}” can't stand between thousands.").format(sign=self.thousands),
                _("Choose a comma, a point, a space, an apostrophe or none, unlike the decimal sign."),
            )


DETECTED = Given()


def _check_encoding(name: str) -> None:
    try:
        "a".encode(name)
        known = name.lower().replace("-", "_") not in _NO_FILES
    except (LookupError, UnicodeError, ValueError):
        known = False
    if not known:
        raise InvalidInput(
            _("There is no encoding “{name}” of texts.").format(name=name[:40]),
            _("Choose one such as utf-8, utf-16, cp949, cp932, gb18030, big5, cp1252 or koi8_r."),
        )
