"""The section in which a user brings a table: a file, an object of a bucket or a sample."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.background.watch import watch
from components.context import session
from components.shared import user
from components.shared.message import problem
from components.upload import dialect_form, preview, store_form, upload_zone
from components.upload.store_form import STORE
from services import cache
from services.data.reading.files.names import safe_name, table_name
from services.data.reading.parsing.dialect import DialectOptions
from services.data.reading.read import Reading
from services.data.samples import samples
from services.data.samples.samples import Sample
from services.runtime.background import Progress, Stage
from services.settings import LIMITS, Target
from services.text.i18n import _
from services.text.messages.errors import error_text
from services.text.messages.samples import sample_description, sample_title
from services.text.messages.stages import stage_text
from services.workflows import reading

SMALL_MEGABYTES = LIMITS.held_file_bytes // 1024**2
EXAMPLE_ADDRESS = "gs://bucket/folder/part-*.csv"
PATIENCE_SECONDS = 2.0


def section(target: Target) -> bool:
    """Show where a table can come from, and a preview of the table before it is stored.

    Return whether there is a table to store, which the page is then about.
    """
    with st.container(border=True, key="sources"):
        left, right = st.columns([3, 2], gap="large")
        with left:
            with st.container(key="dropzone"):
                file = _uploader()
            with st.container(horizontal=True):
                _larger(target)
                _from_bucket()
        with right:
            _samples(target)
        address = session.own(session.SOURCE)
        is_previewed = False
        # An empty element removes the preview at once, before what stands below is drawn.
        with st.container() if file is not None or address else st.empty():
            if file is not None:
                is_previewed = _show_file(target, file.name, file.getvalue())
            elif address:
                is_previewed = _show_source(target, address)
        store_form.outcome()
    return is_previewed


def _uploader() -> UploadedFile | None:
    return st.file_uploader(
        _("Table, up to {size} MB", size=SMALL_MEGABYTES),
        key=f"upload_{st.session_state.get('stored_tables', 0)}",  # a new one once a table is stored
        max_upload_size=SMALL_MEGABYTES,
        help=_(
            "CSV with any delimiter and encoding, Excel or OpenDocument sheets, JSON lines, JSON or "
            "Parquet, also as .zip, .gz, .bz2, .xz or .zst. The table is stored in your bucket."
        ),
    )


def _larger(target: Target) -> None:
    with st.popover(
        _("A larger file, up to {size:.0f} GB", size=LIMITS.upload_bytes / 1024**3),
        icon=":material/upload_file:",
        key="upload_larger",
    ):
        upload_zone.zone(target)


def _from_bucket() -> None:
    with (
        st.popover(_("From Cloud Storage"), icon=":material/cloud_download:", key="upload_source"),
        st.form("source_form", border=False),
    ):
        address = st.text_input(
            _("Address"),
            key="source_address",
            max_chars=1200,
            placeholder=EXAMPLE_ADDRESS,
            help=_("One file, or all files of one table with *. They must have the same header."),
        )
        is_pressed = st.form_submit_button(_("Read"), key="source_read", icon=":material/arrow_forward:")
        if is_pressed and address.strip():
            session.visit_own(session.SOURCE, address.strip())
            st.rerun()


def _samples(target: Target) -> None:
    st.markdown(_("**No file at hand?** Store a sample:"))
    with st.container(horizontal=True, key="samples"):
        for sample in samples.SAMPLES:
            _sample(target, sample)


def _sample(target: Target, sample: Sample) -> None:
    st.button(
        sample_title(sample.key),
        help=sample_description(sample.key),
        key=f"sample_{sample.key}",
        on_click=lambda: STORE.submit(cache.store_sample, target, sample, user.email()),
        disabled=STORE.is_running(),
    )


def _show_file(target: Target, name: str, content: bytes) -> bool:
    key = f"file_{len(content)}_{safe_name(name)}"

    def progress(patience: float) -> Progress[Reading]:
        return reading.read_file(content, dialect_form.options(key), patience, session.token())

    read = _read(progress)
    if read:
        preview.show(read, key)
        store_form.show(
            target,
            key,
            table_name(safe_name(name)),
            read,
            lambda name: STORE.submit(cache.store_dataset, target, name, read, raw=content, by=user.email()),
        )
    elif progress(0).state == "failed":
        dialect_form.show(key)  # so that a wrong choice can be undone
    return progress(0).state != "failed"


def _show_source(target: Target, address: str) -> bool:
    st.button(
        _("Choose another table"), icon=":material/close:", key="source_leave", on_click=store_form.clear
    )
    source = cache.source(target, address)
    key = f"source_{source.content}"

    def progress(patience: float) -> Progress[Reading]:
        return reading.read_source(target, source, dialect_form.options(key), patience, session.token())

    again = partial(_again, target, address, dialect_form.options(key))
    read = _read(progress, again)
    if read:
        preview.show(read, key)
        store_form.show(
            target,
            key,
            source.title,
            read,
            lambda name: STORE.submit(
                cache.store_dataset, target, name, read, source=source, by=user.email()
            ),
        )
    elif error := progress(0).error:
        with st.container(horizontal=True):
            if "retry" not in error_text(error).actions:
                st.button(_("Try again"), key="source_again", on_click=again)
            dialect_form.show(key)
    return progress(0).state != "failed"


def _again(target: Target, address: str, options: DialectOptions) -> None:
    cache.read_again(target, cache.source(target, address), options)


def _read(
    progress: Callable[[float], Progress[Reading]], again: Callable[[], None] | None = None
) -> Reading | None:
    """Return the reading once it is done; until then show its progress or its error."""
    now = progress(PATIENCE_SECONDS)
    if now.state == "running":
        watch(
            lambda: _running(progress(0)),
            lambda stage: st.progress(stage.share, stage_text(stage)),
            place="reading_progress",
        )
    elif now.error is not None:
        problem(now.error, "reading", again, again)
    return now.result


def _running(progress: Progress[Reading]) -> Stage | None:
    return progress.stage if progress.state == "running" else None
