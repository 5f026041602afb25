"""What was read of a file: how it is written, its first rows, what was mended, and other ways to read it."""

from typing import Any

import streamlit as st

from components.table_view import KINDS
from services.data.dialect import Given
from services.data.glance import glance
from services.data.reading import Reading
from services.markdown import escape
from services.words import _, _n

ROWS = 20
ROWS_FOR_KINDS = 1_000
COLUMNS = 200

DELIMITERS = {
    ",": _("comma"),
    ";": _("semicolon"),
    "\t": _("tab"),
    "|": _("bar"),
    " ": _("space"),
    "": _("none"),
}
QUOTES = {'"': '"', "'": "'", "": _("none")}
DECIMALS = {".": _("point"), ",": _("comma")}
THOUSANDS = {"": _("none"), ",": _("comma"), ".": _("point"), " ": _("space"), "'": _("apostrophe")}
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


def given(key: str) -> Given:
    """Return what the user says of how a file is written, nothing where they haven't."""
    return Given(**{field: st.session_state.get(f"given_{key}_{field}") for field in _choices()})


def show(reading: Reading, key: str) -> None:
    """Show the table's size and how it was read, with the means to read it otherwise, and its first rows."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(_facts(reading))
        if reading.packing != "parquet":
            _overrides(reading, key)
    for repair in reading.repairs[:20]:
        st.warning(escape(repair.message), icon=":material/build:")
    if reading.set_aside:
        st.download_button(
            _("Download what was set aside"),
            reading.set_aside.read_bytes,
            file_name="set_aside.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"set_aside_{key}",
            on_click="ignore",
            help=_("Each line as it stands in the file, with its place and the reason."),
        )
    _rows(reading)


def _facts(reading: Reading) -> str:
    width = len(reading.table.names)
    facts = _("Read **{rows}** and **{columns}**").format(
        rows=_n("{n:,} row", "{n:,} rows", reading.rows_kept).format(n=reading.rows_kept),
        columns=_n("{n:,} column", "{n:,} columns", width).format(n=width),
    )
    if reading.packing == "parquet":
        return _("{facts} · Parquet").format(facts=facts)
    delimiter = reading.dialect.delimiter
    said = _("{facts} · {encoding} · separated by {delimiter}").format(
        facts=facts,
        encoding=escape(ENCODINGS.get(reading.dialect.encoding, reading.dialect.encoding)),
        delimiter=DELIMITERS.get(delimiter) or f"`{delimiter!a}`",
    )
    return f"{said} · {reading.packing}" if reading.packing else said


def _rows(reading: Reading) -> None:
    names = list(reading.table.names[:COLUMNS])
    seen = glance(reading.table, ROWS_FOR_KINDS)
    told = dict(seen.kinds)
    st.dataframe(
        reading.table.head(ROWS)[names],
        hide_index=True,
        alt=_("The first rows as they were read"),
        column_config={name: st.column_config.TextColumn(help=KINDS[told[name]]) for name in names},
    )
    found = [told[name] for name in names]
    counted = [f"{word} {found.count(kind)}" for kind, word in KINDS.items() if kind in found]
    more = len(reading.table.names) - len(names)
    st.caption(
        _n(
            "Types, by the first row: {kinds}", "Types, by the first {rows:,} rows: {kinds}", seen.rows
        ).format(rows=seen.rows, kinds=" · ".join(counted))
        + (
            _n(" · {more:,} more column", " · {more:,} more columns", more).format(more=more)
            if more > 0
            else ""
        )
    )


def _overrides(reading: Reading, key: str) -> None:
    dialect, numbers = reading.dialect, reading.dialect.numbers
    detected: dict[str, Any] = {
        "encoding": dialect.encoding,
        "delimiter": dialect.delimiter,
        "quote": dialect.quote,
        "header": dialect.header,
        "decimal": numbers.decimal,
        "thousands": numbers.thousands,
    }
    with st.popover(_("Read it another way"), icon=":material/tune:"):
        st.caption(_("What you choose here is read at once; Detected goes back."))
        for field, (label, options) in _choices().items():
            st.selectbox(
                label,
                [None, *options],
                key=f"given_{key}_{field}",
                format_func=_named(options, detected[field]),
            )


def _named(options: dict[Any, str], detected: Any) -> Any:
    def name(option: Any) -> str:
        if option is None:
            return _("Detected: {value}").format(value=options.get(detected, repr(detected)))
        return options[option]

    return name


def _choices() -> dict[str, tuple[str, dict[Any, str]]]:
    return {
        "encoding": (_("Encoding"), ENCODINGS),
        "delimiter": (_("Cells are separated by"), DELIMITERS),
        "quote": (_("Quote"), QUOTES),
        "header": (_("The first line"), HEADERS),
        "decimal": (_("Decimal sign"), DECIMALS),
        "thousands": (_("Thousands are separated by"), THOUSANDS),
    }
