"""Storing: a table that was read goes to the bucket with all that is known of it, once for its content."""

from services.data.profile import Profile, profile
from services.data.reading.read import Reading
from services.data.tables.spool import Spool
from services.data.tables.table import Table
from services.errors import InvalidInput, NotFound
from services.ingest import dataset_files
from services.ingest.sources import Source
from services.runtime.background import Background, report
from services.settings import Target
from services.vertex import datasets, objects
from services.vertex.datasets import Dataset

_profiles = Background(workers=2, remembered=8)


def store(
    target: Target,
    display_name: str,
    read: Reading,
    to_predict: str | None = None,
    raw: bytes | None = None,
    brought: Source | None = None,
    by: str = "",
) -> Dataset:
    """Store and register a table with its statistics and a proposed recipe, saying what it is at.

    `raw` is the file as it came, `brought` the source that it was read from; an upload goes from
    where it arrived to where the table is. `by` is who stores it.
    """
    objects.require_bucket(target)
    report("computing_statistics")
    described = profile_of(target, read.table)
    report("storing_table")
    upload = brought.address if brought and brought.is_upload(target) else None
    came_from = brought.address if brought and not upload else ""
    files = dataset_files.files(read, to_predict, described, upload or raw, came_from)
    dataset = datasets.create(target, display_name, files, by)
    if upload:
        objects.delete_prefix(target, upload.rsplit("/", 1)[0] + "/")  # with its record
    return dataset


def profile_of(target: Target, table: Table) -> Profile:
    """Return the profile that lies beside the same table already, or compute it, once for all who wait."""
    stored = stored_profile(target, datasets.table_folder(target, table.content_id))
    return stored or _computed(target, table)


def stored_profile(target: Target, folder: str) -> Profile | None:
    """Return the profile in a table's folder, None where there is none that this app reads."""
    try:
        return Profile.from_json(objects.read(target, f"{folder}/profile.json"))
    except (NotFound, InvalidInput):  # none yet, or another version's
        return None


def renewed_profile(target: Target, folder: str) -> Profile:
    """Store the profile of the table in a folder anew, where no other app has done so, and return it.

    It reads the whole table, so call it in the background; NotFound where there is no table.
    """
    stored = stored_profile(target, folder)
    if stored is not None:
        return stored
    report("downloading_table")
    table = stored_table(target, folder)
    report("updating_statistics")
    described = _computed(target, table)
    objects.write(target, f"{folder}/profile.json", described.to_json().encode(), "application/json")
    return described


def stored_table(target: Target, folder: str) -> Table:
    """Return the table in a folder, brought from the bucket to this machine's disk."""
    spool = Spool()
    objects.download(target, f"{folder}/table.csv", spool.folder / "table.csv")
    return dataset_files.table(spool, objects.read(target, f"{folder}/reading.json"))


def _computed(target: Target, table: Table) -> Profile:
    return _profiles.once(f"{target} {table.content_id}", profile, table)
