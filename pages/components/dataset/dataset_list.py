"""The stored tables: one is chosen by name, and all are listed with who, when, how large, which version."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from components.background import confirm
from components.background.form import Form
from components.shared import choice, formats, message, user
from services import cache
from services.settings import Target
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.vertex.datasets import NAME_CHARACTERS, Dataset
from services.vertex.dependents import Dependents
from services.vertex.versions import Version, numbered

RENAME = Form[tuple[Dataset, ...]]("rename_dataset", "renaming_dataset")
DELETE = Form[None]("delete_dataset", "calling_cloud")
NAMED = 10


def section(target: Target, datasets: Sequence[Dataset]) -> Dataset:
    """Show the choice with its actions and the list of all, and return the dataset chosen."""
    versions = numbered(datasets)
    by_id = {each.dataset.id: each for each in versions}
    if RENAME.result():
        st.toast(_("The dataset has its new name."))
    # On a narrow screen the actions stand below the name, which would be cut beside them.
    named, actions = st.columns([7, 3], vertical_alignment="bottom")
    with named:
        id = choice.of(_("Dataset"), {id: title(version) for id, version in by_id.items()}, "dataset")
        chosen = by_id[id].dataset
    with actions, st.container(horizontal=True, horizontal_alignment="right"):
        _rename(target, chosen)
        confirm.button(
            _("Delete"),
            _("Delete “{name}”?", name=title(by_id[id])),
            lambda: _losses(target, chosen),
            lambda: DELETE.submit(cache.delete_dataset, target, chosen),
            key="delete",
            disabled=DELETE.is_running(),
        )
    if len(versions) > 1:
        with st.expander(_("All {many:,} datasets", many=len(versions)), icon=":material/list:"):
            _table(target, versions)
    return chosen


def title(version: Version) -> str:
    """Return a dataset's name with its version, size and age, as it stands in a list."""
    parts = [version.dataset.display_name]
    if version.dataset.rows is not None:
        parts.append(_n("{rows:,} row", "{rows:,} rows", version.dataset.rows, rows=version.dataset.rows))
    if version.count > 1 or version.number > 1:
        parts.append(_("version {n}", n=version.number))
    return " · ".join([*parts, formats.ago(version.dataset.created)])


def titles(datasets: Iterable[Dataset]) -> dict[str, str]:
    """Return each dataset's title by its id, newest first."""
    return {each.dataset.id: title(each) for each in numbered(datasets)}


def _rename(target: Target, dataset: Dataset) -> None:
    with st.popover(_("Rename"), icon=":material/edit:"), st.form(f"rename_{dataset.id}", border=False):
        name = st.text_input(
            _("New name"), value=dataset.display_name, max_chars=NAME_CHARACTERS, key=f"new_name_{dataset.id}"
        )
        st.caption(_("All versions of this dataset get the name. Links and trained models stay."))
        if st.form_submit_button(_("Rename it"), disabled=RENAME.is_running()):
            RENAME.submit(cache.rename_dataset, target, dataset, name)
            st.rerun()


def _table(target: Target, versions: Sequence[Version]) -> None:
    wanted = st.text_input(
        _("Search"), key="dataset_search", placeholder=_("Name or person"), icon=":material/search:"
    )
    shown = [each for each in versions if _matches(each, wanted, target)]
    if not shown:
        st.caption(_("No dataset has “{text}” in its name.", text=escape(wanted)))
        return
    st.dataframe(
        pd.DataFrame([_row(each, target) for each in shown]),
        hide_index=True,
        # Other rows are another widget, or a selection by row number would open the wrong one.
        key=f"dataset_table_{wanted}",
        on_select=lambda: _open(shown, wanted),
        selection_mode="single-row",
        alt=_("All datasets with who stored them, when and how large they are"),
        column_config={
            "name": st.column_config.TextColumn(_("Name"), pinned=True),
            "version": st.column_config.NumberColumn(_("Version"), format="%d"),
            "rows": st.column_config.NumberColumn(_("Rows"), format="localized"),
            "columns": st.column_config.NumberColumn(_("Columns"), format="localized"),
            "size": st.column_config.NumberColumn(_("Size"), format="bytes"),
            "stored": st.column_config.DatetimeColumn(_("Stored"), format="distance"),
            "by": st.column_config.TextColumn(_("By")),
        },
    )
    st.caption(_("Press a heading to sort, a row to open it."))


def _row(version: Version, target: Target) -> dict[str, object]:
    dataset = version.dataset
    return {
        "name": dataset.display_name,
        "version": version.number,
        "rows": dataset.rows,
        "columns": dataset.columns,
        "size": dataset.size,
        "stored": dataset.created,
        "by": user.named(dataset.by, target),
    }


def _matches(version: Version, wanted: str, target: Target) -> bool:
    text = f"{version.dataset.display_name} {user.named(version.dataset.by, target)}".casefold()
    return all(word in text for word in wanted.casefold().split())


def _open(shown: Sequence[Version], wanted: str) -> None:
    rows = st.session_state[f"dataset_table_{wanted}"].selection.rows
    if rows:
        st.query_params["dataset"] = shown[rows[0]].dataset.id


def _losses(target: Target, dataset: Dataset) -> None:
    with message.shown():
        found = cache.dependents(target, dataset)
        _depend(found)
    st.write(
        _("**Goes, for everyone:** the table in the bucket, its statistics and its recipe.")
        if dataset.content_id
        else _("**Goes, for everyone:** the dataset’s registration. The table stays where it is.")
    )
    st.write(_("**Stays:** trained models, their runs and endpoints, and the other versions."))


def _depend(found: Dependents) -> None:
    if not found.count:
        st.write(_("Nothing was made from it: no run, no model, no later version."))
        return
    _listed(
        _("Runs under way, which fail if they haven’t read the table yet"),
        [run.display_name for run in found.running],
    )
    _listed(_("Models trained from it, which can’t be trained again as they were"), list(found.models))
    _listed(
        _("Later versions, which can’t be compared with it any more"),
        [_("version {n}", n=each.number) for each in found.later],
    )


def _listed(heading: str, names: Sequence[str]) -> None:
    if not names:
        return
    more = [_("and {n:,} more", n=len(names) - NAMED)] if len(names) > NAMED else []
    lines = "\n".join(f"- {line}" for line in [*(escape(name) for name in names[:NAMED]), *more])
    st.markdown(f"**{escape(heading)}**\n\n{lines}")
