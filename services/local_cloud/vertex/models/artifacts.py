"""Copies of the artifacts of model versions, made when the versions are registered.

Vertex AI copies an artifact into its own bucket, so that a model outlives the folder it was uploaded
from. Contents are stored once, so a copy costs only a row for each object.
"""

from services.local_cloud.http.errors import ApiError
from services.local_cloud.storage.buckets import Buckets
from services.local_cloud.storage.names import MANAGED, check_object_name
from services.local_cloud.storage.objects import Objects
from services.local_cloud.vertex.kernel.gcs_paths import list_names, parse_folder

_PROJECT = "vertex-ai"
_LOCATION = "us"


class Artifacts:
    """Stores the files of model versions by the names of their rows."""

    def __init__(self, objects: Objects, buckets: Buckets) -> None:
        self._objects = objects
        self._buckets = buckets
        buckets.ensure(MANAGED, _PROJECT, _LOCATION)

    def copy(self, row_name: str, folder: str) -> None:
        """Copy the objects of a gs:// folder; does nothing if its bucket does not exist.

        Raises a 400 ApiError before the first copy if a name would be too long.
        """
        bucket, prefix = parse_folder(folder, "model.artifact_uri")
        try:
            names = list(list_names(self._objects, bucket, prefix))
        except ApiError:
            return  # the model's image can't run here and needs no copy
        copies = {name: f"{row_name}/{name.removeprefix(prefix)}" for name in names if name != prefix}
        for name in copies.values():
            check_object_name(name)
        for name, copy in copies.items():
            self._objects.copy((bucket, name), (MANAGED, copy))

    def folder(self, row_name: str, default: str) -> str:
        """Return the gs:// folder of a version's copy, or the default if there is none."""
        copies = self._objects.list(MANAGED, f"{row_name}/", page_size=1).items
        return f"gs://{MANAGED}/{row_name}" if copies else default

    def remove(self, row_name: str) -> None:
        """Remove the copy of a version."""
        for name in list(list_names(self._objects, MANAGED, f"{row_name}/")):
            self._objects.delete(MANAGED, name)
