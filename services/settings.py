"""Settings from the environment: the cloud that the app calls, and where it stores things."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from services.errors import NotConfigured

ROOT = Path(__file__).parent.parent
CLOUD_SETTINGS = ("GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_LOCATION", "LAUNCHPAD_BUCKET")


@dataclass(frozen=True)
class Target:
    """The cloud, project, location and bucket of a call; part of every cache key.

    A local target also has a state directory, in which the local cloud writes its address and token.
    These change with every start, and the target doesn't.
    """

    kind: Literal["local", "cloud"]
    project: str
    location: str
    bucket: str
    state_dir: Path | None = None

    @property
    def parent(self) -> str:
        """The resource name of the parent of all of the target's resources."""
        return f"projects/{self.project}/locations/{self.location}"

    def uri(self, path: str) -> str:
        """Return the gs:// address of a path in the bucket."""
        return f"gs://{self.bucket}/{path}"


@dataclass(frozen=True)
class Limits:
    """Limits of uploaded files, checked before any memory is allocated.

    Small files are `held` in memory, larger uploads in the bucket until they are stored, and tables that were
    read on this machine's disk.
    """

    held_file_bytes: int = 50 * 1024**2
    held_session_bytes: int = 2 * 50 * 1024**2  # a file, and the one that replaces it
    held_bytes: int = 1024**3  # of all sessions
    upload_bytes: int = 2 * 1024**3
    session_upload_bytes: int = 6 * 1024**3
    all_upload_bytes: int = 50 * 1024**3
    disk_bytes: int = 20 * 1024**3
    unpacked_bytes: int = 4 * 1024**3
    ratio: int = 300  # of an archive's content to its size
    rows: int = 20_000_000
    columns: int = 10_000
    row_bytes: int = 4 * 1024**2
    cell_characters: int = 1_000_000
    shards: int = 1_000
    script_bytes: int = 1024**2
    package_bytes: int = 20 * 1024**2  # of an own training package
    listed_objects: int = 20_000  # searched for those that match a wildcard


LIMITS = Limits()


@cache
def target() -> Target:
    """Return the target of the process, read once from the environment.

    Raises NotConfigured if LAUNCHPAD_TARGET is unknown, or is cloud and a setting is missing.
    """
    return read_target(os.environ)


def read_target(environment: Mapping[str, str]) -> Target:
    """Return the target that an environment describes; local unless LAUNCHPAD_TARGET=cloud."""
    kind = environment.get("LAUNCHPAD_TARGET", "").strip() or "local"
    if kind == "local":
        state_dir = Path(environment.get("LAUNCHPAD_STATE_DIR") or ROOT / ".launchpad")
        return Target("local", "launchpad-local", "us-central1", "launchpad-local", state_dir.resolve())
    if kind != "cloud":
        raise NotConfigured("unknown_target", target=kind)
    missing = tuple(name for name in CLOUD_SETTINGS if not environment.get(name, "").strip())
    if missing:
        raise NotConfigured("settings_missing", names=missing)
    project, location, bucket = (environment[name].strip() for name in CLOUD_SETTINGS)
    return Target("cloud", project, location, bucket.removeprefix("gs://").rstrip("/"))
