"""The way in for a table: a file dropped or a sample pressed."""

from pathlib import PurePosixPath

import streamlit as st

from components import person, submission
from services import cache
from services.data import samples
from services.data.reading import Reading
from services.markdown import escape
from services.settings import LIMITS, Target
from services.words import _

ENDINGS = ["csv", "tsv", "txt"]
NAME_LENGTH = 100


def section(target: Target) -> None:
    """Show the uploader and the samples, and what was read of the file before it is stored."""
    with st.container(border=True):
        left, right = st.columns([3, 2], gap="large")
        with left:
            file = st.file_uploader(
                _("CSV file"),
                type=ENDINGS,
                key="upload",
                max_upload_size=LIMITS.upload_bytes // 1024**2,
                help=_("Comma, semicolon, tab or bar; any common encoding. It is stored in your bucket."),
            )
        with right:
            _samples(target)
        if file is not None:
            reading = cache.reading(file.getvalue())
            _offer(target, reading, PurePosixPath(file.name.replace("\\", "/")).stem)


def _samples(target: Target) -> None:
    st.markdown(_("**No file at hand?** One press stores a sample:"))
    with st.container(horizontal=True):
        for sample in samples.SAMPLES:
            st.button(
                sample.title,
                help=sample.description,
                key=f"sample_{sample.key}",
                on_click=submission.submit,
                args=("store", cache.store_sample, target, sample, person.mail()),
                disabled=submission.is_running("store"),
            )


def _offer(target: Target, reading: Reading, stem: str) -> None:
    _found(reading)
    st.dataframe(reading.table.head(5), hide_index=True, alt=_("The first five rows as they were read"))
    with st.form("store_form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(_("Name"), value=stem[:NAME_LENGTH] or _("table"), max_chars=NAME_LENGTH)
        pressed = st.form_submit_button(
            _("Store this table"),
            type="primary",
            icon=":material/save:",
            disabled=submission.is_running("store"),
        )
    if pressed:
        submission.submit(
            "store", cache.store_dataset, target, name.strip() or stem, reading, None, person.mail()
        )
        st.rerun()


def _found(reading: Reading) -> None:
    st.markdown(
        _(
            "Read **{rows:,} rows** and **{columns:,} columns** · {encoding} · separated by {delimiter}"
        ).format(
            rows=reading.rows_kept,
            columns=len(reading.table.names),
            encoding=reading.dialect.encoding,
            delimiter=_delimiter(reading.dialect.delimiter),
        )
    )
    for repair in reading.repairs:
        st.warning(escape(repair.message), icon=":material/build:")


def _delimiter(delimiter: str) -> str:
    names = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar")}
    return names.get(delimiter, delimiter)
