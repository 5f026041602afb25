"""Tables: what is known of a table by its content, and of a recipe for it.

All of it is a pure function of what it is named by, so it never changes. Frozen records and frames
that nobody writes to are shared by all sessions instead of copied for each.
"""

import io
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from services.data.associations.associations import Association, measure_associations
from services.data.comparison.comparison import Comparison, compare
from services.data.findings import Finding
from services.data.findings import findings as search
from services.data.profile import Profile
from services.data.profile.type_preview import TypePreview
from services.data.profile.type_preview import preview_types as preview_first_rows
from services.data.reading.parsing.repairs import Repair
from services.data.recipe.code import code
from services.data.recipe.preview import Step, trace
from services.data.recipe.recipe import Recipe
from services.data.tables.table import Table
from services.ingest import dataset_files, stored_tables
from services.settings import Target
from services.vertex import layout, objects

_BY_CONTENT: dict[str | type[Any], Callable[[Any], Any]] = {
    Recipe: repr,
    Table: lambda table: table.content_id,
}


@st.cache_resource(max_entries=64, show_spinner=False)
def stored_profile(target: Target, folder: str) -> Profile | None:
    """Return the stored profile of the table in a folder, None if another version of the app wrote it.

    It changes only where `profile` computes it anew.
    """
    return stored_tables.read_profile(target, folder)


def profile(target: Target, folder: str) -> Profile:
    """Return the profile of the table in a folder, computed and stored anew where it has to be.

    Then it reads the whole table, so call it in the background unless `stored_profile` has it.
    """
    stored = stored_profile(target, folder)
    if stored is not None:
        return stored
    try:
        return stored_tables.update_profile(target, folder)
    finally:
        stored_profile.clear(target, folder)


@st.cache_data(max_entries=32, show_spinner=False)
def preview(target: Target, folder: str) -> bytes:
    """Return the first rows of the table in a folder, as CSV."""
    return objects.read(target, f"{folder}/{layout.PREVIEW}")


@st.cache_resource(max_entries=32, show_spinner=False)
def first_rows(target: Target, folder: str) -> pd.DataFrame:
    """Return the first rows of the table in a folder as text, for reading alone: all share the frame."""
    read = pd.read_csv(io.BytesIO(preview(target, folder)), dtype=object, keep_default_na=False)
    # A copy is one block. Else each column is eight objects by itself, which the garbage collector
    # looks at again and again: 80,000 where there are 10,000 columns.
    return read.copy()


@st.cache_resource(max_entries=64, show_spinner=False)
def comparison(target: Target, before: str, after: str) -> Comparison:
    """Return what changed from the table in one folder to that in another."""
    return compare(profile(target, before), profile(target, after))


@st.cache_resource(max_entries=64, show_spinner=False)
def repairs(target: Target, folder: str) -> tuple[Repair, ...]:
    """Return what reading mended in the table in a folder."""
    return dataset_files.repairs(objects.read(target, f"{folder}/{layout.READING}"))


@st.cache_resource(max_entries=64, show_spinner=False)
def associations(target: Target, folder: str, column: str) -> tuple[Association, ...]:
    """Return the association of each other column of the table in a folder with one column.

    It reads the whole table, so call it in the background.
    """
    return measure_associations(stored_tables.read_table(target, folder), profile(target, folder), column)


def findings(
    target: Target, folder: str, recipe: Recipe, known: Sequence[Association]
) -> tuple[Finding, ...]:
    """Return the findings in the table in a folder and a recipe.

    `known` are the associations with the target, none while they are computed.
    """
    return _findings(target, folder, recipe, bool(known), known)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_BY_CONTENT)
def _findings(
    target: Target,
    folder: str,
    recipe: Recipe,
    associated: bool,  # noqa: ARG001 - part of the key: of one target there are all associations or none
    _known: Sequence[Association],
) -> tuple[Finding, ...]:
    return search(profile(target, folder), recipe, _known, repairs(target, folder))


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs=_BY_CONTENT)
def program(target: Target, folder: str, recipe: Recipe, algorithm: str) -> str:
    """Return a recipe for the table in a folder as scikit-learn code."""
    return code(recipe, profile(target, folder), first_rows(target, folder), algorithm)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_BY_CONTENT)
def steps(target: Target, folder: str, recipe: Recipe, column: str, linear: bool) -> tuple[Step, ...]:
    """Return what each step of a recipe makes of a column's first rows (see steps.trace)."""
    return trace(first_rows(target, folder), recipe, column, linear)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_BY_CONTENT)
def preview_types(table: Table, rows: int) -> TypePreview:
    """Return the column types by the first rows of a table."""
    return preview_first_rows(table, rows)
