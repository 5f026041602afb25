"""What each model version serves from: a copy of its artifact's objects, made when it is registered.

Vertex AI copies the artifact into a bucket of its own, so that a model outlives the folder that it
was uploaded from. Contents are stored once, so a copy costs a row an object.
"""

from services.local_cloud.http.errors import ApiError
from services.local_cloud.storage.buckets import Buckets
from services.local_cloud.storage.names import MANAGED, check_object_name
from services.local_cloud.storage.objects import Objects
from services.local_cloud.vertex.kernel.gcs_paths import list_names, parse_folder

_PROJECT = "vertex-ai"
_LOCATION = "us"


class Artifacts:
    """Keeps the files of model versions, which go by the names of their rows."""

    def __init__(self, objects: Objects, buckets: Buckets) -> None:
        self._objects = objects
        self._buckets = buckets
        buckets.ensure(MANAGED, _PROJECT, _LOCATION)

    def keep(self, row_name: str, folder: str) -> None:
        """Copy what is under a gs:// folder now; nothing where its bucket isn't there.

        Raises a 400 ApiError before the first copy where a name would be too long.
        """
        bucket, prefix = parse_folder(folder, "model.artifact_uri")
        try:
            names = list(list_names(self._objects, bucket, prefix))
        except ApiError:
            return  # the image of a model that can't run here
        copies = {name: f"{row_name}/{name.removeprefix(prefix)}" for name in names if name != prefix}
        for name in copies.values():
            check_object_name(name)
        for name, copy in copies.items():
            self._objects.copy((bucket, name), (MANAGED, copy))

    def place(self, row_name: str, otherwise: str) -> str:
        """Return the gs:// folder of a version's copy, or another one where there is none."""
        copies = self._objects.list(MANAGED, f"{row_name}/", page_size=1).items
        return f"gs://{MANAGED}/{row_name}" if copies else otherwise

    def drop(self, row_name: str) -> None:
        """Remove a version's copy."""
        for name in list(list_names(self._objects, MANAGED, f"{row_name}/")):
            self._objects.delete(MANAGED, name)
