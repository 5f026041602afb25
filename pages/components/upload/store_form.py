"""The form that stores a table under a name, and says what that name makes of it."""

from collections.abc import Callable

import streamlit as st

from components.background.form import Form
from components.context import session
from services import cache
from services.data.reading.read import Reading
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.vertex.datasets import Dataset, next_version

NAME_LENGTH = 100
STORE = Form[Dataset]("store", "storing_table", creates=True)


def show(target: Target, key: str, name: str, read: Reading, store: Callable[[str], None]) -> None:
    """Show the name, what it makes of the table, and the button that stores the table."""
    datasets = cache.datasets(target)
    same = next((dataset for dataset in datasets if dataset.content_id == read.table.content_id), None)
    if same:
        _stored_already(same, store)
        return
    widget = f"store_name_{key}"
    with st.container(horizontal=True, vertical_alignment="bottom", key="store_row"):
        chosen = st.text_input(_("Name"), key=widget, value=name[:NAME_LENGTH], max_chars=NAME_LENGTH)
        # The callback has the name as it was when the button was pressed.
        st.button(
            _("Store the table"),
            key="store_table",
            type="primary",
            icon=":material/save:",
            disabled=STORE.is_running(),
            on_click=lambda: store(st.session_state[widget].strip() or name),
        )
    with st.container(key="store_version"):
        st.caption(_version_text(next_version(datasets, chosen.strip() or name), chosen.strip() or name))


def outcome() -> None:
    """Open the table that was stored; until then show the progress or the error."""
    dataset = STORE.result()
    if dataset is None:
        return
    _next_uploader()
    session.set_own(session.SOURCE, "")
    session.visit("dataset", dataset.id)
    st.toast(_("“{name}” is stored and available to everyone here.", name=escape(dataset.display_name)))
    st.rerun()


def clear() -> None:
    """Remove the preview of a table."""
    session.visit_own(session.SOURCE, "")
    _next_uploader()


def _next_uploader() -> None:
    st.session_state["stored_tables"] = st.session_state.get("stored_tables", 0) + 1


def _stored_already(same: Dataset, store: Callable[[str], None]) -> None:
    st.info(
        _("This table is already stored as “{name}”.", name=escape(same.display_name)),
        icon=":material/content_copy:",
    )
    st.button(
        _("Open the stored table"),
        key="store_table",
        type="primary",
        icon=":material/folder_open:",
        disabled=STORE.is_running(),
        on_click=lambda: store(same.display_name),
    )


def _version_text(version: int, name: str) -> str:
    if version == 1:
        return _("This name is new: the table becomes a dataset of its own.")
    return _(
        "“{name}” exists: the table becomes version {n} of it and inherits its recipe.",
        name=escape(name),
        n=version,
    )
