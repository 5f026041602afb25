"""What was read of a file: how it is written, its first rows, what was mended or set aside."""

import streamlit as st

from components.dataset import downloads
from components.upload import dialect_form
from services import cache
from services.data.reading.read import Reading
from services.data.tables.column_types import COLUMN_TYPES
from services.routes.download_links import Download
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.text.messages.columns import type_name

ROWS = 20
ROWS_FOR_KINDS = 1_000
COLUMNS = 200


def show(reading: Reading, key: str) -> None:
    """Show the table's size and how it was read, with the means to read it otherwise, and its first rows."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(_facts(reading))
        if reading.packing != "parquet":
            dialect_form.show(key, reading.dialect)
    for repair in reading.repairs[:20]:
        st.warning(escape(repair.message), icon=":material/build:")
    if reading.set_aside:
        downloads.link(
            _("Download what was set aside"),
            Download(str(reading.set_aside), "set_aside.csv"),
            ":material/download:",
            help=_(
                "Each line of the file, with its place and the reason. What a spreadsheet would run as a "
                "formula gets an apostrophe in front."
            ),
        )
    _rows(reading)


def _facts(reading: Reading) -> str:
    width = len(reading.table.names)
    facts = _(
        "Read **{rows}** and **{columns}**",
        rows=_n("{n:,} row", "{n:,} rows", reading.rows_kept, n=reading.rows_kept),
        columns=_n("{n:,} column", "{n:,} columns", width, n=width),
    )
    if reading.packing == "parquet":
        return _("{facts} · Parquet", facts=facts)
    delimiter = reading.dialect.delimiter
    said = _(
        "{facts} · {encoding} · separated by {delimiter}",
        facts=facts,
        encoding=escape(dialect_form.ENCODINGS.get(reading.dialect.encoding, reading.dialect.encoding)),
        delimiter=escape(dialect_form.sign(delimiter)),
    )
    return f"{said} · {reading.packing}" if reading.packing else said


def _rows(reading: Reading) -> None:
    names = reading.table.names[:COLUMNS]
    seen = cache.glance(reading.table, ROWS_FOR_KINDS)
    told = dict(seen.kinds)
    st.dataframe(
        reading.table.head(ROWS, names),
        hide_index=True,
        placeholder="",
        alt=_("The first rows as they were read"),
        column_config={name: st.column_config.TextColumn(help=type_name(told[name])) for name in names},
    )
    found = [told[name] for name in names]
    counted = [f"{type_name(kind)} {found.count(kind)}" for kind in COLUMN_TYPES if kind in found]
    more = len(reading.table.names) - len(names)
    st.caption(
        _n(
            "Types, by the first row: {kinds}",
            "Types, by the first {rows:,} rows: {kinds}",
            seen.rows,
            rows=seen.rows,
            kinds=" · ".join(counted),
        )
        + (_n(" · {more:,} more column", " · {more:,} more columns", more, more=more) if more > 0 else "")
    )
