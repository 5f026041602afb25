"""Cached properties of stored tables and of recipes for them.

These are pure functions of their arguments, so they never expire. All sessions share the frozen records and
read-only frames without copies.
"""

import io
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from services.cache.keys import BY_CONTENT
from services.data.associations.associations import Association, measure_associations
from services.data.comparison.comparison import Comparison, compare
from services.data.findings import Finding
from services.data.findings import findings as search
from services.data.profile import Profile
from services.data.profile.type_preview import TypePreview
from services.data.profile.type_preview import preview_types as preview_first_rows
from services.data.reading.parsing.repairs import Repair
from services.data.recipe.algorithms import BALANCED
from services.data.recipe.code import code
from services.data.recipe.preview import Step, trace
from services.data.recipe.recipe import Recipe
from services.data.tables.table import Table
from services.ingest import dataset_files, stored_tables
from services.settings import Target
from services.vertex import layout, objects


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def stored_profile(target: Target, folder: str) -> Profile | None:
    """Return the stored profile of the table in a folder, None if another version of the app wrote it.

    It changes only when `profile` recomputes it.
    """
    return stored_tables.read_profile(target, folder)


def profile(target: Target, folder: str) -> Profile:
    """Return the profile of the table in a folder; recompute and store it if needed.

    Recomputing reads the whole table, so call it in the background unless `stored_profile` has it.
    """
    stored = stored_profile(target, folder)
    if stored is not None:
        return stored
    try:
        return stored_tables.update_profile(target, folder)
    finally:
        stored_profile.clear(target, folder)


@st.cache_data(max_entries=32, show_spinner=False, hash_funcs=BY_CONTENT)
def preview(target: Target, folder: str) -> bytes:
    """Return the first rows of the table in a folder, as CSV."""
    return objects.read(target, f"{folder}/{layout.PREVIEW}")


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=BY_CONTENT)
def first_rows(target: Target, folder: str) -> pd.DataFrame:
    """Return the first rows of the table in a folder as text, in a shared frame that must not be modified."""
    read = pd.read_csv(io.BytesIO(preview(target, folder)), dtype=object, keep_default_na=False)
    # The copy has one block instead of one per column, and so fewer objects for the garbage collector to
    # traverse: without it, 10,000 columns are 80,000 objects.
    return read.copy()


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def comparison(target: Target, before: str, after: str) -> Comparison:
    """Return the comparison of the tables in two folders."""
    return compare(profile(target, before), profile(target, after))


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def repairs(target: Target, folder: str) -> tuple[Repair, ...]:
    """Return the repairs made when the table in a folder was read."""
    return dataset_files.repairs(objects.read(target, f"{folder}/{layout.READING}"))


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def associations(target: Target, folder: str, column: str) -> tuple[Association, ...]:
    """Return the associations of the other columns of the table in a folder with a column.

    This reads the whole table, so call it in the background.
    """
    return measure_associations(stored_tables.read_table(target, folder), profile(target, folder), column)


def findings(
    target: Target, folder: str, recipe: Recipe, known: Sequence[Association]
) -> tuple[Finding, ...]:
    """Return the findings in the table in a folder and a recipe.

    `known` are the associations with the target; empty until they are computed.
    """
    return _findings(target, folder, recipe, bool(known), known)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def _findings(
    target: Target,
    folder: str,
    recipe: Recipe,
    associated: bool,  # noqa: ARG001 - part of the cache key; a target has all associations or none
    _known: Sequence[Association],
) -> tuple[Finding, ...]:
    return search(profile(target, folder), recipe, _known, repairs(target, folder))


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def program(target: Target, folder: str, recipe: Recipe, algorithm: str, balanced: bool = False) -> str:
    """Return a recipe for the table in a folder as scikit-learn code, whose classes may weigh equally."""
    rows = first_rows(target, folder)
    return code(recipe, profile(target, folder), rows, algorithm, {BALANCED: balanced})


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def steps(target: Target, folder: str, recipe: Recipe, column: str, linear: bool) -> tuple[Step, ...]:
    """Return the preprocessing steps of a column on the first rows (see preview.trace)."""
    return trace(first_rows(target, folder), recipe, column, linear)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def preview_types(table: Table, rows: int) -> TypePreview:
    """Return the column types by the first rows of a table."""
    return preview_first_rows(table, rows)
