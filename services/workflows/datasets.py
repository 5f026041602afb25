"""Datasets: store and register a table with its profile, and choose what to predict."""

from dataclasses import replace
from pathlib import Path

from services.data.profile import Profile
from services.data.reading.read import Reading, read_csv
from services.data.recipe.inheritance import inherit
from services.data.recipe.recipe import Recipe, Task, propose
from services.data.samples import samples
from services.data.samples.samples import Sample
from services.errors import NotFound
from services.ingest import dataset_files, stored_tables
from services.ingest.sources import Source
from services.ingest.uploads import uploads
from services.runtime.background import report
from services.settings import Target
from services.vertex import datasets, layout, objects
from services.vertex.datasets import Dataset
from services.vertex.versions import family


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

    `column` is the column to predict; without it, the table inherits the recipe of the latest version of its
    name, and has none under a new name. `raw` is the file as uploaded. `source` has the objects that the
    table was read from; an upload is moved beside the table. `by` is the owner, and `profile` the table's
    profile, if it is known already.
    """
    objects.require_bucket(target)
    report("computing_statistics")
    profile = profile or stored_tables.profile_of(target, reading.table)
    report("storing_table")
    upload = source.address if source and source.is_upload(target) else None
    origin = source.address if source and not upload else ""
    recipe = None if column else _inherited(target, display_name, reading, profile)
    files = dataset_files.files(reading, column, profile, upload or raw, origin, recipe)
    dataset = datasets.create(target, display_name, files, by)
    if upload:
        objects.delete_prefix(target, f"{layout.folder_of(upload)}/")  # including its record
        uploads.forget(upload)
    return dataset


def store_sample(target: Target, sample: Sample, by: str = "") -> Dataset:
    """Store and register a sample table."""
    _name, content = samples.load(sample.key)
    return store_table(target, sample.title, read_csv(content), sample.target, content, by=by)


def _inherited(target: Target, display_name: str, reading: Reading, profile: Profile) -> Recipe | None:
    """Return the recipe that a new version of a name inherits, None if there is none."""
    for version in family(datasets.list_datasets(target), display_name):
        folder = version.dataset.folder
        recipe = read_recipe(target, folder) if version.dataset.content_id else None
        if recipe is not None:
            before = stored_tables.read_profile(target, folder)
            return inherit(recipe, before, profile, reading.table.numbers).recipe
    return None


def read_recipe(target: Target, folder: str) -> Recipe | None:
    """Return the stored recipe of a dataset's folder, None until a target is chosen."""
    try:
        return Recipe.from_json(objects.read(target, f"{folder}/{layout.RECIPE}"))
    except NotFound:
        return None


def choose_target(target: Target, folder: str, column: str, task: Task | None = None) -> Recipe:
    """Store the proposed recipe that predicts a column, and return it; `task` overrides the proposed one."""
    numbers = dataset_files.number_format(objects.read(target, f"{folder}/{layout.READING}"))
    recipe = propose(stored_tables.update_profile(target, folder), column, numbers)
    return save_recipe(target, folder, replace(recipe, task=task or recipe.task))


def save_recipe(target: Target, folder: str, recipe: Recipe) -> Recipe:
    """Store the recipe in a dataset's folder, and return it."""
    content = recipe.to_bytes()
    objects.write(target, f"{folder}/{layout.RECIPE}", content, "application/json")
    return recipe
