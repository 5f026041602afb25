"""How a file is written: what was found, with the means to say otherwise."""

from typing import Any

import streamlit as st

from services.data.reading.dialect import SKIPPED, Dialect, Given, typed
from services.text.i18n import _

DELIMITERS = {
    ",": _("comma"),
    ";": _("semicolon"),
    "\t": _("tab"),
    "|": _("bar"),
    " ": _("space"),
    "  ": _("two or more spaces"),
    "": _("none"),
}
QUOTES = {'"': '"', "'": "'", "": _("none")}
ESCAPES = {"": _("none"), "\\": _("backslash")}
DECIMALS = {".": _("point"), ",": _("comma")}
THOUSANDS = {
    "": _("none"),
    ",": _("comma"),
    ".": _("point"),
    " ": _("space"),
    "\u00a0": _("no-break space"),
    "\u202f": _("narrow no-break space"),
    "\u2009": _("thin space"),
    "'": _("apostrophe"),
}
HEADERS = {True: _("names the columns"), False: _("is a row")}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp949": _("Korean (CP949)"),
    "cp932": _("Japanese (Shift-JIS)"),
    "euc_jp": _("Japanese (EUC-JP)"),
    "gb18030": _("Chinese (GB18030)"),
    "big5": _("Chinese (Big5)"),
    "cp1252": _("Western (CP1252)"),
    "cp1250": _("Central European (CP1250)"),
    "cp1251": _("Cyrillic (CP1251)"),
    "koi8_r": _("Cyrillic (KOI8-R)"),
}
SIGN_HELP = _("Pick a sign or type your own; \\\\t is a tab, \\\\x01 the sign of that number.")
TYPED = ("delimiter", "quote", "escape")


def given(key: str) -> Given:
    """Return what the user says of how a file is written, nothing where they haven't."""
    said: dict[str, Any] = {
        field: st.session_state.get(f"given_{key}_{field}") for field in (*_choices(), "skip")
    }
    signs = {field: typed(said[field]) for field in TYPED if said[field] is not None}
    return Given(**(said | signs))


def show(key: str, found: Dialect | None = None) -> None:
    """Show how a file was read, each part with the means to say otherwise; nothing found was refused."""
    detected: dict[str, Any] = {}
    if found:
        detected = vars(found) | {"decimal": found.numbers.decimal, "thousands": found.numbers.thousands}
    with st.popover(_("Read it another way"), icon=":material/tune:"):
        st.caption(_("What you choose here is read at once; Detected goes back."))
        for field, (label, options) in _choices().items():
            st.selectbox(
                label,
                [None, *options],
                key=f"given_{key}_{field}",
                format_func=_named(options, detected.get(field)),
                accept_new_options=field in TYPED,
                help=SIGN_HELP if field in TYPED else None,
            )
        st.number_input(
            _("Lines above the table"),
            min_value=0,
            max_value=SKIPPED,
            value=None,
            key=f"given_{key}_skip",
            placeholder=_named({}, detected.get("skip"))(None),
            help=_("Titles and comments above the column names are left out and kept aside."),
        )


def sign(delimiter: str) -> str:
    """Return a delimiter's name, or itself, as a number where it can't be seen."""
    shown = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in delimiter)
    return DELIMITERS.get(delimiter) or f"“{shown}”"


def _named(options: dict[Any, str], detected: Any) -> Any:
    def name(option: Any) -> str:
        if option is not None:
            return options.get(option, str(option))
        if detected is None:
            return _("Detected")
        return _("Detected: {value}", value=options.get(detected, repr(detected)))

    return name


def _choices() -> dict[str, tuple[str, dict[Any, str]]]:
    return {
        "encoding": (_("Encoding"), ENCODINGS),
        "delimiter": (_("Cells are separated by"), DELIMITERS),
        "quote": (_("Quote"), QUOTES),
        "escape": (_("Escape"), ESCAPES),
        "header": (_("The first line"), HEADERS),
        "decimal": (_("Decimal sign"), DECIMALS),
        "thousands": (_("Thousands are separated by"), THOUSANDS),
    }
