"""The form in which a user chooses a table of a file, and sets what of its dialect was detected wrongly."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from services.data.reading.parsing.dialect import (
    BLANK_RUNS,
    MOST_SKIPPED_LINES,
    DialectOptions,
    unescape,
)
from services.data.reading.read import Reading
from services.text.i18n import _
from services.text.messages.reading import character_text, delimiter_text, encoding_text

DELIMITERS = (",", ";", "\t", "|", " ", "  ", BLANK_RUNS, "")
QUOTES = ('"', "'", "")
ESCAPES = ("", "\\")
DECIMALS = (".", ",")
THOUSANDS = ("", ",", ".", " ", "\u00a0", "\u202f", "\u2009", "'")
ENCODINGS = (
    *("utf-8", "utf-16", "cp949", "cp932", "euc_jp", "gb18030", "big5"),
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("iso8859_15", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_13", "koi8_r", "koi8_u"),
    *("cp850", "cp852", "cp866", "cp855", "cp737", "cp857", "cp862", "cp775"),
    *("mac_roman", "mac_latin2", "mac_cyrillic", "mac_greek", "mac_turkish"),
)
TYPED = ("delimiter", "quote", "escape")  # a user may also type other characters
SHEET_FIELDS = ("header", "decimal", "thousands")  # a sheet has no delimiter

Naming = Callable[[Any], str]
Fields = dict[str, tuple[str, tuple[Any, ...], Naming]]


def options(key: str) -> DialectOptions:
    """Return what the user has set in the form of a key."""
    fields = (*_fields(), "skip", "table")
    values: dict[str, Any] = {field: st.session_state.get(field_key(key, field)) for field in fields}
    typed = {field: unescape(values[field]) for field in TYPED if values[field] is not None}
    return DialectOptions(**(values | typed))


def field_key(key: str, field: str) -> str:
    """Return the key of the widget in which a part of the dialect is set."""
    return f"dialect_{key}_{field}"


def show(key: str, reading: Reading | None = None) -> None:
    """Show the choice of a table in a file of several, and a widget for every part of a dialect.

    Without a reading, all widgets are shown, and nothing as detected.
    """
    _table_choice(key, reading)
    fields = _fields()
    if reading and reading.format != "text":
        fields = {field: fields[field] for field in SHEET_FIELDS} if reading.format == "workbook" else {}
    if fields:
        _dialect(key, fields, reading)


def _table_choice(key: str, reading: Reading | None) -> None:
    """Show the tables of a file that holds several, by their names."""
    widget = field_key(key, "table")
    chosen = st.session_state.get(widget)
    choice = reading.choice if reading else None
    if choice or chosen:
        names = choice.names if choice else (chosen,)
        st.selectbox(
            _("Table in the file"),
            [None, *names],
            key=widget,
            persist_state="session",
            format_func=_option_text(str, choice.chosen if choice and chosen is None else None),
            help=_("A sheet of the workbook, a file of the archive or a list of the JSON document."),
        )


def _dialect(key: str, fields: Fields, reading: Reading | None) -> None:
    detected: dict[str, Any] = {}
    if reading:
        numbers = reading.dialect.numbers
        detected = vars(reading.dialect) | {"decimal": numbers.decimal, "thousands": numbers.thousands}
    with st.popover(_("Change how the file is read"), icon=":material/tune:", key=f"dialect_{key}"):
        st.caption(_("A change takes effect at once. Choose Detected to undo it."))
        for field, (label, choices, naming) in fields.items():
            st.selectbox(
                label,
                [None, *choices],
                key=field_key(key, field),
                format_func=_option_text(naming, detected.get(field)),
                accept_new_options=field in TYPED,
                persist_state="session",  # while a large file is read again, the form is out of sight
                help=_typed_help() if field in TYPED else None,
            )
        st.number_input(
            _("Lines above the table"),
            min_value=0,
            max_value=MOST_SKIPPED_LINES,
            value=None,
            key=field_key(key, "skip"),
            persist_state="session",
            placeholder=_option_text(str, detected.get("skip"))(None),
            help=_("Titles and comments above the header are skipped and listed with the rejected rows."),
        )


def _typed_help() -> str:
    return _("Choose a character or type another one: \\\\t is a tab, \\\\x01 the character with that code.")


def _option_text(naming: Naming, detected: Any) -> Naming:
    def text(option: Any) -> str:
        if option is not None:
            return naming(option)
        if detected is None:
            return _("Detected")
        return _("Detected: {value}", value=naming(detected))

    return text


def _header_text(has_header: bool) -> str:
    return _("Column names") if has_header else _("Values")


def _fields() -> Fields:
    return {
        "encoding": (_("Encoding"), ENCODINGS, encoding_text),
        "delimiter": (_("Delimiter"), DELIMITERS, delimiter_text),
        "quote": (_("Quote"), QUOTES, character_text),
        "escape": (_("Escape"), ESCAPES, character_text),
        "header": (_("First line"), (True, False), _header_text),
        "decimal": (_("Decimal separator"), DECIMALS, character_text),
        "thousands": (_("Thousands separator"), THOUSANDS, character_text),
    }
