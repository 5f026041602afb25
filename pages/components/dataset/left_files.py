"""The files that deleted datasets have left in the bucket, until a cleanup or a press deletes them."""

from collections.abc import Iterable

import streamlit as st

from components.background.form import Form
from services import cache
from services.errors import LaunchpadError
from services.ingest.tombstones import Tombstone
from services.settings import Target
from services.text import formats
from services.text.i18n import _
from services.text.markdown import escape
from services.vertex.datasets import Dataset

DELETE_FILES = Form[Tombstone]("delete_files", "calling_cloud")


def section(target: Target, datasets: Iterable[Dataset]) -> None:
    """Show each deleted dataset that has left files, with a button that deletes them."""
    for settled in DELETE_FILES.results():
        st.toast(
            escape(_("The files of “{name}” were deleted.", name=settled.name)), icon=":material/delete:"
        )
    present = {dataset.id for dataset in datasets}
    for tombstone in _all(target):
        if tombstone.dataset_id not in present:
            _line(target, tombstone)


def _all(target: Target) -> tuple[Tombstone, ...]:
    try:
        return cache.tombstones(target)
    except LaunchpadError:
        return ()  # the datasets matter more than those that are gone


def _line(target: Target, tombstone: Tombstone) -> None:
    form = DELETE_FILES.about(tombstone.content_id)
    with st.container(border=True, key=f"left_files_{tombstone.content_id}"):
        st.warning(
            escape(
                _(
                    "The dataset “{name}” was deleted {age}, but some of its files are still in the bucket. "
                    "The app tries to delete them once an hour.",
                    name=tombstone.name,
                    age=formats.ago(tombstone.time),
                )
            ),
            icon=":material/warning:",
        )
        st.button(
            _("Delete its files"),
            icon=":material/delete:",
            key=f"delete_files_{tombstone.content_id}",
            disabled=form.is_running(),
            on_click=form.submit,
            args=(cache.delete_files, target, tombstone),
        )
