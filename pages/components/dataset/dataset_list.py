"""The stored datasets: a choice by name, and a list of all with their owner, time, size and version."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from components.background import confirm
from components.background.form import Form
from components.context import session
from components.dataset import rename
from components.shared import choice, message, table_frame, user
from services import cache
from services.settings import Target
from services.text import formats, time_zone
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.vertex.datasets import Dataset
from services.vertex.versions import Version, numbered
from services.workflows.deletion import Deleted
from services.workflows.dependents import Dependents

DELETE = Form[Deleted[Dataset]]("delete_dataset", "calling_cloud")
NAMED = 10


def section(target: Target, datasets: Sequence[Dataset]) -> Dataset:
    """Show the choice with its actions and the list of all, and return the chosen dataset."""
    versions = numbered(datasets)
    by_id = {version.dataset.id: version for version in versions}
    rename.outcome()
    # On a narrow screen the actions are below the name, which would be truncated beside them.
    with st.container(horizontal=True, vertical_alignment="bottom", key="dataset_row"):
        id = choice.selectbox(_("Dataset"), {id: title(version) for id, version in by_id.items()}, "dataset")
        chosen = by_id[id].dataset
        rename.popover(target, chosen)
        by = user.email()
        delete = DELETE.about(chosen.id)
        confirm.button(
            _("Delete"),
            _("Delete “{name}”?", name=title(by_id[id])),
            lambda: _consequences(target, chosen),
            lambda: delete.submit(cache.delete_dataset, target, chosen, by),
            key="delete",
            disabled=delete.is_running(),
            about=chosen.id,
            name=chosen.display_name,
        )
    rename.undo_line(target, chosen)
    if len(versions) > 1:
        label = _("All datasets ({count:,})", count=len(versions))
        with st.expander(label, icon=":material/list:", key="all_datasets"):
            _table(target, versions)
    return chosen


def title(version: Version) -> str:
    """Return a dataset's name with its rows, version and age, as it stands in a list."""
    parts = [version.dataset.display_name]
    if version.dataset.rows is not None:
        parts.append(_n("{rows:,} row", "{rows:,} rows", version.dataset.rows, rows=version.dataset.rows))
    if version.count > 1 or version.number > 1:
        parts.append(_("version {n}", n=version.number))
    return " · ".join([*parts, formats.ago(version.dataset.created)])


def deletion_outcome() -> None:
    """Show that a dataset was deleted; until then the progress or the error."""
    for deleted in DELETE.results():
        text = _(
            "The dataset “{name}” was deleted. Trained models, their runs and endpoints, "
            "and the other versions stay.",
            name=deleted.thing.display_name,
        )
        confirm.done(text, "dataset", deleted.thing.id, deleted.unrecorded)


def titles(datasets: Iterable[Dataset]) -> dict[str, str]:
    """Return the titles of datasets by id, newest first."""
    return {version.dataset.id: title(version) for version in numbered(datasets)}


def _table(target: Target, versions: Sequence[Version]) -> None:
    search = st.text_input(
        _("Search"), key="dataset_search", placeholder=_("Name or person"), icon=":material/search:"
    )
    shown = [version for version in versions if _matches(version, search, target)]
    if not shown:
        with st.container(key="no_dataset_matches"):
            st.caption(_("No dataset matches “{text}”.", text=escape(search)))
        return
    table_frame.room()
    st.dataframe(
        pd.DataFrame([_row(version, target) for version in shown]),
        hide_index=True,
        height=table_frame.height(len(shown)),
        # The key depends on the rows, since selections are by row number.
        key=f"dataset_table_{search}",
        on_select=lambda: _open(shown, search),
        selection_mode="single-row",
        alt=_("All datasets with who stored them, when, and how large they are"),
        column_config={
            "name": st.column_config.TextColumn(_("Name"), pinned=True),
            "version": st.column_config.NumberColumn(_("Version"), format="%d"),
            "rows": st.column_config.NumberColumn(_("Rows"), format="localized"),
            "columns": st.column_config.NumberColumn(_("Columns"), format="localized"),
            "size": st.column_config.NumberColumn(_("Size"), format="bytes"),
            "stored": st.column_config.DatetimeColumn(
                _("Stored at"), format=formats.COLUMN_PATTERN, timezone=time_zone.name()
            ),
            "by": st.column_config.TextColumn(_("Stored by")),
        },
    )
    st.caption(_("Select a column header to sort, or a row to open the dataset."))


def _row(version: Version, target: Target) -> dict[str, object]:
    dataset = version.dataset
    return {
        "name": dataset.display_name,
        "version": version.number,
        "rows": dataset.rows,
        "columns": dataset.columns,
        "size": dataset.size,
        "stored": dataset.created,
        "by": user.display_name(dataset.by, target),
    }


def _matches(version: Version, search: str, target: Target) -> bool:
    text = f"{version.dataset.display_name} {user.display_name(version.dataset.by, target)}".casefold()
    return all(word in text for word in search.casefold().split())


def _open(shown: Sequence[Version], search: str) -> None:
    rows = st.session_state[f"dataset_table_{search}"].selection.rows
    if rows:
        session.visit("dataset", shown[rows[0]].dataset.id)


def _consequences(target: Target, dataset: Dataset) -> None:
    with message.shown("dependents"):
        _dependents(cache.dependents(target, dataset))
    st.write(
        _("**Deleted for everyone:** the table in the bucket, its statistics and its recipe.")
        if dataset.content_id
        else _("**Deleted for everyone:** the registration of the dataset. The table stays where it is.")
    )
    st.write(_("**Kept:** trained models, their runs and endpoints, and the other versions."))


def _dependents(dependents: Dependents) -> None:
    with st.container(key="dependents"):
        if not dependents.count:
            st.write(_("No run, model or later version depends on it."))
            return
        _listed(
            _("Active runs, which fail if they haven't read the table yet"),
            [run.display_name for run in dependents.running],
        )
        _listed(_("Models trained on it, which can't be trained again"), list(dependents.models))
        _listed(
            _("Later versions, which can't be compared with it any more"),
            [_("version {n}", n=version.number) for version in dependents.later],
        )


def _listed(heading: str, names: Sequence[str]) -> None:
    if not names:
        return
    hidden = len(names) - NAMED
    more = [_("and {n:,} more", n=hidden)] if hidden > 0 else []
    lines = "\n".join(f"- {line}" for line in [*(escape(name) for name in names[:NAMED]), *more])
    st.markdown(f"**{escape(heading)}**\n\n{lines}")
