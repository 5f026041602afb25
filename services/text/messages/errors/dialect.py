"""Texts of errors in the parts of a dialect that a user sets."""

from services.text.i18n import _, _n
from services.text.messages.errors.registry import ErrorText, error


@error
def invalid_delimiter(delimiter: str) -> ErrorText:
    return ErrorText(
        _("“{delimiter}” can't be the delimiter.", delimiter=delimiter),
        _("Enter one or a few characters, but no double quote and no line break."),
    )


@error
def invalid_quote(character: str) -> ErrorText:
    return ErrorText(
        _("“{character}” can't be the quote or the escape.", character=character),
        _("Enter one ASCII character that isn't the delimiter, or choose none."),
    )


@error
def quote_is_escape(character: str) -> ErrorText:
    return ErrorText(
        _("“{character}” can't be both the quote and the escape.", character=character),
        _("Choose no escape: a doubled quote inside a cell already stands for one quote."),
    )


@error
def invalid_skip(count: int, limit: int) -> ErrorText:
    return ErrorText(
        _("The number of lines to skip can't be {count:,}.", count=count),
        _("Skip at most {limit:,}, or delete the lines from the file.", limit=limit),
    )


@error
def nothing_below_skipped_lines(count: int) -> ErrorText:
    message = _n(
        "There is no table below the first {count:,} line.",
        "There is no table below the first {count:,} lines.",
        count,
        count=count,
    )
    return ErrorText(message, _("Skip only the lines above the one with the column names."))


@error
def invalid_decimal(character: str) -> ErrorText:
    return ErrorText(
        _("“{character}” can't be the decimal separator.", character=character),
        _("Choose a point or a comma."),
    )


@error
def invalid_thousands(character: str) -> ErrorText:
    return ErrorText(
        _("“{character}” can't be the thousands separator.", character=character),
        _("Choose none, a comma, a point, a space or an apostrophe, but not the decimal separator."),
    )


@error
def decimal_is_thousands() -> ErrorText:
    return ErrorText(
        _("The decimal and the thousands separator are the same character."),
        _("Choose a point for one of them, and a comma, a space or none for the other."),
    )


@error
def unknown_encoding(encoding: str) -> ErrorText:
    return ErrorText(
        _("There is no text encoding “{encoding}”.", encoding=encoding),
        _("Choose an encoding such as utf-8, utf-16, cp949, cp932, gb18030, big5, cp1252 or koi8_r."),
    )
