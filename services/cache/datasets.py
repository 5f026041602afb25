"""Datasets: the list of them, their recipes, what they are read from, and what changes them."""

import time

import streamlit as st

from services.cache.tables import first_rows, preview, repairs, stored_profile
from services.data.reading.dialect import DialectOptions
from services.data.reading.read import Reading, read_csv
from services.data.recipe.recipe import Recipe
from services.data.samples import samples
from services.data.samples.samples import Sample
from services.ingest import cleanup, load, sources, store
from services.ingest.sources import Source
from services.ingest.uploads import uploads
from services.runtime.background import background
from services.settings import Target
from services.vertex import datasets as vertex_datasets
from services.vertex import dependents as vertex_dependents
from services.vertex import objects
from services.vertex.datasets import Dataset
from services.vertex.dependents import Dependents


@st.cache_data(ttl=15, max_entries=16, show_spinner=False)
def datasets(target: Target) -> tuple[Dataset, ...]:
    """Return all datasets, newest first."""
    return vertex_datasets.listing(target)


@st.cache_resource(ttl=15, max_entries=64, show_spinner=False)
def recipe(target: Target, folder: str) -> Recipe:
    """Return the stored recipe of the table in a folder; all sessions share the frozen record."""
    return _recipe(objects.read(target, f"{folder}/recipe.json"))


@st.cache_resource(max_entries=64, show_spinner=False)
def _recipe(content: bytes) -> Recipe:
    # Of 10,000 columns it takes over a tenth of a second to parse, and mostly it is what it was.
    return Recipe.from_json(content)


@st.cache_data(ttl=2, max_entries=16, show_spinner=False)
def dependents(target: Target, dataset: Dataset) -> Dependents:
    """Return what depends on a dataset, asked before it is deleted."""
    return vertex_dependents.of(target, dataset)


@st.cache_data(ttl=5, max_entries=64, show_spinner=False)
def source(target: Target, address: str) -> Source:
    """Return the objects that a gs:// address names."""
    return sources.find(target, address)


def read_again(target: Target, brought: Source, options: DialectOptions) -> None:
    """Forget how the reading of a source ended, so that it is tried anew."""
    load.forget(target, brought, options)
    source.clear(target, brought.address)


def begin_upload(target: Target, name: str, size: int) -> str:
    """Return the token with which a file may be sent; once an hour, what was left behind goes."""
    token = uploads.begin(target, name, size)
    background.start(f"leftovers {target} {int(time.time() // 3600)}", cleanup.clear, target)
    return token


def store_dataset(
    target: Target,
    display_name: str,
    read: Reading,
    to_predict: str | None = None,
    raw: bytes | None = None,
    brought: Source | None = None,
    by: str = "",
) -> Dataset:
    """Store and register a table; `by` is who does (see storing.store)."""
    dataset = store.store(target, display_name, read, to_predict, raw, brought, by)
    datasets.clear(target)
    return dataset


def store_sample(target: Target, sample: Sample, by: str = "") -> Dataset:
    """Store and register a sample table."""
    _name, content = samples.load(sample.key)
    return store_dataset(target, sample.title, read_csv(content), sample.target, content, by=by)


def rename_dataset(target: Target, dataset: Dataset, display_name: str) -> tuple[Dataset, ...]:
    """Give all versions of a dataset another name."""
    try:
        return vertex_datasets.rename(target, dataset, display_name)
    finally:
        datasets.clear(target)


def delete_dataset(target: Target, dataset: Dataset) -> None:
    """Delete a dataset with its files."""
    vertex_datasets.delete(target, dataset)
    datasets.clear(target)
    first_rows.clear(target, dataset.folder)
    preview.clear(target, dataset.folder)
    stored_profile.clear(target, dataset.folder)
    repairs.clear(target, dataset.folder)
    recipe.clear(target, dataset.folder)


def save_recipe(target: Target, folder: str, saved: Recipe) -> Recipe:
    """Store a table's recipe and return it."""
    objects.write(target, f"{folder}/recipe.json", saved.to_json().encode(), "application/json")
    recipe.clear(target, folder)
    return saved
