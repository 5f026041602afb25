"""Stored tables and their profiles, which are computed once per content."""

from services.data.profile import Profile
from services.data.profile import profile as compute_profile
from services.data.tables.spool import Spool
from services.data.tables.table import Table
from services.errors import InvalidInput, NotFound
from services.ingest import dataset_files
from services.runtime.background import Background, report
from services.settings import Target
from services.vertex import layout, objects

_profiles = Background(workers=2, remembered=8)


def profile_of(target: Target, table: Table) -> Profile:
    """Return a table's profile, either stored for the same content or computed once for all callers."""
    return read_profile(target, layout.dataset_folder(target, table.content_id)) or _computed(target, table)


def read_profile(target: Target, folder: str) -> Profile | None:
    """Return the stored profile of a folder, None if there is none that this version can read."""
    try:
        return Profile.from_json(objects.read(target, f"{folder}/{layout.PROFILE}"))
    except (NotFound, InvalidInput):  # none yet, or another version's
        return None


def update_profile(target: Target, folder: str) -> Profile:
    """Return the stored profile of a folder; recompute and store it if this version can't read it.

    Recomputing reads the whole table, so call it in the background. Raises NotFound.
    """
    stored = read_profile(target, folder)
    if stored is not None:
        return stored
    report("downloading_table")
    table = read_table(target, folder)
    report("updating_statistics")
    profile = _computed(target, table)
    content = profile.to_json().encode()
    objects.write(target, f"{folder}/{layout.PROFILE}", content, "application/json")
    return profile


def read_table(target: Target, folder: str) -> Table:
    """Return the table of a folder, downloaded from the bucket to this machine's disk."""
    spool = Spool()
    objects.download(target, f"{folder}/{layout.TABLE}", spool.folder / "table.csv")
    return dataset_files.table(spool, objects.read(target, f"{folder}/{layout.READING}"))


def _computed(target: Target, table: Table) -> Profile:
    return _profiles.once(f"{target} {table.content_id}", compute_profile, table)
