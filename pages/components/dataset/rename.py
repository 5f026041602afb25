"""The new name of a dataset, and the line that takes it back."""

from dataclasses import dataclass

import streamlit as st

from components.background.form import Form
from services import cache
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.vertex.datasets import NAME_CHARACTERS, Dataset

RENAME = Form[tuple[Dataset, ...]]("rename_dataset", "renaming_dataset")
_BEFORE = "name_before"


@dataclass(frozen=True)
class _Before:
    """The name that a dataset had before this session renamed it, and the new one once it has it."""

    name: str
    ids: frozenset[str] = frozenset()
    new: str = ""


def outcome() -> None:
    """Show that a dataset was renamed; until then the progress or the error."""
    renamed = RENAME.result()
    if renamed:
        st.toast(_("Dataset renamed."))
        before: _Before | None = st.session_state.get(_BEFORE)
        if before is not None:
            ids = frozenset(dataset.id for dataset in renamed)
            st.session_state[_BEFORE] = _Before(before.name, ids, renamed[0].display_name)


def popover(target: Target, dataset: Dataset) -> None:
    """Show the form for the new name."""
    with (
        st.popover(_("Rename"), icon=":material/edit:", key=f"rename_popover_{dataset.id}"),
        st.form(f"rename_{dataset.id}", border=False),
    ):
        name = st.text_input(
            _("New name"), value=dataset.display_name, max_chars=NAME_CHARACTERS, key=f"new_name_{dataset.id}"
        )
        st.caption(_("Renames every version. Links and trained models keep working."))
        pressed = st.form_submit_button(
            _("Rename"), key=f"rename_submit_{dataset.id}", disabled=RENAME.is_running()
        )
        if pressed:
            st.session_state[_BEFORE] = _Before(dataset.display_name)
            RENAME.submit(cache.rename_dataset, target, dataset, name)
            st.rerun()


def undo_line(target: Target, dataset: Dataset) -> None:
    """Show the name that a dataset had before, with the button that takes the new one back."""
    before: _Before | None = st.session_state.get(_BEFORE)
    if before is None or dataset.id not in before.ids or dataset.display_name != before.new:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="renamed"):
        st.caption(escape(_("Renamed from “{name}”.", name=before.name)), width="content")
        st.button(
            _("Undo"),
            icon=":material/undo:",
            type="tertiary",
            key="undo_rename",
            disabled=RENAME.is_running(),
            on_click=_undo,
            args=(target, dataset, before.name),
        )


def _undo(target: Target, dataset: Dataset, name: str) -> None:
    st.session_state[_BEFORE] = None
    RENAME.submit(cache.rename_dataset, target, dataset, name)
