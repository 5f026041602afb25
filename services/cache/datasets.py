"""Cached reads of datasets, their recipes and sources, and the mutations of datasets."""

import streamlit as st

from services.cache.deletions import deletion, tombstones
from services.cache.keys import BY_CONTENT
from services.cache.tables import first_rows, preview, repairs, stored_profile
from services.data.reading.parsing.dialect import DialectOptions
from services.data.reading.read import Reading
from services.data.recipe.recipe import Recipe, Task
from services.data.samples.samples import Sample
from services.errors import NotFound
from services.ingest import sources
from services.ingest.sources import Source
from services.settings import Target
from services.vertex import datasets as vertex_datasets
from services.vertex import layout, objects
from services.vertex.datasets import Dataset
from services.workflows import datasets as workflow
from services.workflows import deletion as deletion_workflow
from services.workflows import dependents as dependents_workflow
from services.workflows import reading as reading_workflow
from services.workflows.deletion import Deleted
from services.workflows.dependents import Dependents


@st.cache_data(ttl=5, max_entries=16, show_spinner=False, hash_funcs=BY_CONTENT)
def datasets(target: Target) -> tuple[Dataset, ...]:
    """Return all datasets, newest first."""
    return vertex_datasets.list_datasets(target)


@st.cache_resource(ttl=15, max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def recipe(target: Target, folder: str) -> Recipe | None:
    """Return the stored recipe of the table in a folder, None until a target is chosen.

    All sessions share the frozen record.
    """
    try:
        return _recipe(objects.read(target, f"{folder}/{layout.RECIPE}"))
    except NotFound:
        return None


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def _recipe(content: bytes) -> Recipe:
    # It takes over a tenth of a second to parse one of 10,000 columns, and it seldom changes.
    return Recipe.from_json(content)


@st.cache_data(ttl=2, max_entries=16, show_spinner=False, hash_funcs=BY_CONTENT)
def dependents(target: Target, dataset: Dataset) -> Dependents:
    """Return what depends on a dataset, to be shown before it is deleted."""
    return dependents_workflow.list_dependents(target, dataset)


@st.cache_data(ttl=5, max_entries=64, show_spinner=False, hash_funcs=BY_CONTENT)
def source(target: Target, address: str) -> Source:
    """Return the objects that a gs:// address names."""
    return sources.find(target, address)


def read_again(target: Target, failed: Source, options: DialectOptions) -> None:
    """Forget a source and the result of reading it, so that both are tried again."""
    reading_workflow.forget(target, failed, options)
    source.clear(target, failed.address)


def store_dataset(
    target: Target,
    display_name: str,
    reading: Reading,
    column: str | None = None,
    raw: bytes | None = None,
    source: Source | None = None,
    by: str = "",
) -> Dataset:
    """Store and register a table (see workflows.datasets.store_table)."""
    try:
        return workflow.store_table(target, display_name, reading, column, raw, source, by)
    finally:
        datasets.clear(target)


def store_sample(target: Target, sample: Sample, by: str = "") -> Dataset:
    """Store and register a sample table."""
    try:
        return workflow.store_sample(target, sample, by)
    finally:
        datasets.clear(target)


def rename_dataset(target: Target, dataset: Dataset, display_name: str) -> tuple[Dataset, ...]:
    """Rename all versions of a dataset."""
    try:
        return vertex_datasets.rename(target, dataset, display_name)
    finally:
        datasets.clear(target)


def delete_dataset(target: Target, dataset: Dataset, by: str = "") -> Deleted[Dataset]:
    """Delete a dataset with its files, and record who did (see workflows.deletion)."""
    try:
        deleted = deletion_workflow.delete_dataset(target, dataset, by)
    finally:
        datasets.clear(target)
        tombstones.clear(target)
    deletion.clear(target, "dataset", dataset.id)
    first_rows.clear(target, dataset.folder)
    preview.clear(target, dataset.folder)
    stored_profile.clear(target, dataset.folder)
    repairs.clear(target, dataset.folder)
    recipe.clear(target, dataset.folder)
    return deleted


def save_recipe(target: Target, folder: str, saved: Recipe) -> Recipe:
    """Store the recipe of the table in a folder, and return it."""
    try:
        return workflow.save_recipe(target, folder, saved)
    finally:
        recipe.clear(target, folder)


def choose_target(target: Target, folder: str, column: str, task: Task | None = None) -> Recipe:
    """Store the proposed recipe that predicts a column (see workflows.datasets.choose_target)."""
    try:
        return workflow.choose_target(target, folder, column, task)
    finally:
        recipe.clear(target, folder)
