"""The preview of a file: its size and dialect, its first rows, repairs and rejected rows."""

import streamlit as st

from components.dataset import downloads
from components.shared import table_frame
from components.upload import dialect_form
from services import cache
from services.data.reading.read import Reading
from services.data.tables.column_types import COLUMN_TYPES
from services.routes.download_links import Download
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.text.messages.columns import type_name
from services.text.messages.formats import archive_name, table_format_name
from services.text.messages.reading import delimiter_text, encoding_text
from services.text.messages.repairs import repair_text

ROWS = 20
ROWS_FOR_KINDS = 1_000
COLUMNS = 200


def show(reading: Reading, key: str) -> None:
    """Show a table's size, its dialect with a form to change it, its repairs and its first rows."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(facts(reading))
        with st.container(horizontal=True, width="content", vertical_alignment="bottom"):
            dialect_form.show(key, reading)
    for repair in reading.repairs[:20]:
        st.warning(escape(repair_text(repair)), icon=":material/build:")
    if reading.rejected_rows:
        downloads.link(
            _("Download the rejected rows"),
            Download(str(reading.rejected_rows), "rejected_rows.csv"),
            ":material/download:",
            help=_(
                "The lines of the file that aren't in the table, with their row numbers and the reasons. "
                "Cells that a spreadsheet would run as a formula start with an apostrophe."
            ),
        )
    _rows(reading)


def facts(reading: Reading) -> str:
    """Return a table's size and the format of its file as one line of markdown."""
    rows, columns = reading.rows_kept, len(reading.table.names)
    parts = [
        _n("**{count:,} row**", "**{count:,} rows**", rows, count=rows),
        _n("**{count:,} column**", "**{count:,} columns**", columns, count=columns),
    ]
    if reading.format == "text":
        delimiter = escape(delimiter_text(reading.dialect.delimiter))
        parts.append(escape(encoding_text(reading.dialect.encoding)))
        parts.append(_("Delimiter: {delimiter}", delimiter=delimiter))
    else:
        parts.append(table_format_name(reading.format))
    if reading.packing:
        parts.append(archive_name(reading.packing))
    return " · ".join(parts)


def _rows(reading: Reading) -> None:
    names = reading.table.names[:COLUMNS]
    preview = cache.preview_types(reading.table, ROWS_FOR_KINDS)
    kinds = dict(preview.kinds)
    first = reading.table.head(ROWS, names)
    table_frame.room()
    st.dataframe(
        first,
        hide_index=True,
        height=table_frame.height(len(first)),
        placeholder="",
        alt=_("The first rows of the table"),
        column_config={name: st.column_config.TextColumn(help=type_name(kinds[name])) for name in names},
    )
    shown = [kinds[name] for name in names]
    counts = [f"{type_name(kind)} {shown.count(kind)}" for kind in COLUMN_TYPES if kind in shown]
    more = len(reading.table.names) - len(names)
    caption = _n(
        "Column types by the first {rows:,} row: {types}",
        "Column types by the first {rows:,} rows: {types}",
        preview.rows,
        rows=preview.rows,
        types=" · ".join(counts),
    )
    if more > 0:
        caption += " · " + _n("{count:,} more column", "{count:,} more columns", more, count=more)
    st.caption(caption)
