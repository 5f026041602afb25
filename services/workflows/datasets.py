"""Datasets: store and register a table with its profile and a proposed recipe."""

from pathlib import Path

from services.data.profile import Profile
from services.data.reading.read import Reading, read_csv
from services.data.recipe.recipe import Recipe
from services.data.samples import samples
from services.data.samples.samples import Sample
from services.ingest import dataset_files, stored_tables
from services.ingest.sources import Source
from services.runtime.background import report
from services.settings import Target
from services.vertex import datasets, layout, objects
from services.vertex.datasets import Dataset


def store_table(
    target: Target,
    display_name: str,
    reading: Reading,
    column: str | None = None,
    raw: bytes | Path | None = None,
    source: Source | None = None,
    by: str = "",
    *,
    profile: Profile | None = None,
) -> Dataset:
    """Store and register a table, once per content, and report the stages.

    `column` is the column to predict, if known; `raw` is the file as uploaded. `source` has the objects
    that the table was read from; an upload is moved beside the table. `by` is the owner, and
    `profile` the table's profile, if it is known already.
    """
    objects.require_bucket(target)
    report("computing_statistics")
    profile = profile or stored_tables.profile_of(target, reading.table)
    report("storing_table")
    upload = source.address if source and source.is_upload(target) else None
    origin = source.address if source and not upload else ""
    files = dataset_files.files(reading, column, profile, upload or raw, origin)
    dataset = datasets.create(target, display_name, files, by)
    if upload:
        objects.delete_prefix(target, f"{layout.folder_of(upload)}/")  # including its record
    return dataset


def store_sample(target: Target, sample: Sample, by: str = "") -> Dataset:
    """Store and register a sample table."""
    _name, content = samples.load(sample.key)
    return store_table(target, sample.title, read_csv(content), sample.target, content, by=by)


def read_recipe(target: Target, folder: str) -> Recipe:
    """Return the stored recipe of a dataset's folder."""
    return Recipe.from_json(objects.read(target, f"{folder}/{layout.RECIPE}"))


def save_recipe(target: Target, folder: str, recipe: Recipe) -> Recipe:
    """Store the recipe in a dataset's folder, and return it."""
    content = recipe.to_bytes()
    objects.write(target, f"{folder}/{layout.RECIPE}", content, "application/json")
    return recipe
