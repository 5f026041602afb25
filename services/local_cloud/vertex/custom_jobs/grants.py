"""What a job's token may do: the least with which its code, Google's samples and the SDK in it work."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from services.local_cloud.http.access import Grant, below
from services.local_cloud.vertex.jobs import owners
from services.local_cloud.vertex.kernel.names import last_part, location_of, project_of

# In a list or in JSON; a name may hold blanks, but no quotes or commas.
_URI = re.compile(r"(?:gs://|/gcs/)([a-z0-9][a-z0-9._-]*)(/(?:(?!\s+gs://)[^\"',;\n])*)?")
_WILDCARD = re.compile(r"[*?]")
_OBJECTS = ("storage.objects.get", "storage.objects.list", "storage.objects.create")
_OUTPUT = (*_OBJECTS, "storage.objects.update", "storage.objects.delete")
# The SDK's experiments: what it reads, creates and changes, and nothing that deletes.
_METADATA = ("metadataStores", "metadataSchemas", "contexts", "executions", "artifacts", "operations")
_TENSORBOARD = (
    *("tensorboards", "tensorboardExperiments", "tensorboardRuns", "tensorboardTimeSeries"),
    "operations",
)
_VERBS = ("get", "list", "create", "update", "add*", "query*", "write", "read", "batchRead", "wait")


def grants(job: Any, texts: Iterable[str]) -> Iterator[Grant]:
    """Yield the grants of a custom job; `texts` are its arguments and the values of its variables.

    Objects that they name, as gs:// or /gcs/ paths, it may read, list and create beside; it may overwrite
    and delete what lies in its output directory and what it has created itself.
    """
    spec = job.job_spec
    for uri in [*texts, *spec.worker_pool_specs[0].python_package_spec.package_uris]:
        yield from _named(uri, _OBJECTS)
    yield from _named(spec.base_output_directory.output_uri_prefix, _OUTPUT)
    location, project = location_of(job.name), f"projects/{project_of(job.name)}"
    for root, collections in (("metadataStores", _METADATA), ("tensorboards", _TENSORBOARD)):
        verbs = [f"aiplatform.{collection}.{verb}" for collection in collections for verb in _VERBS]
        yield from below(f"{location}/{root}", *verbs)
    yield from below(job.name, "aiplatform.customJobs.get")
    yield Grant("logging.logEntries.create", f"{project}/logs")
    identity = owners.tuning_id(job) if owners.is_trial(job) else last_part(job.name)
    yield Grant("logging.logEntries.create", f"{project}/job_id/{identity}")


def _named(text: str, permissions: Iterable[str]) -> Iterator[Grant]:
    for bucket, path in _URI.findall(text):
        yield Grant("storage.buckets.get", f"gs://{bucket}")
        for above in PurePosixPath((path or "").strip("/")).parents:
            yield Grant("storage.objects.get", f"gs://{bucket}/{above}")  # that /gcs/… has these folders
        stem, wildcard = _until_wildcard(f"gs://{bucket}{path or '/'}")
        if wildcard:
            yield from (Grant(permission, f"{stem}*") for permission in permissions)
        else:
            yield from below(stem, *permissions)


def _until_wildcard(uri: str) -> tuple[str, bool]:
    match = _WILDCARD.search(uri)
    return (uri[: match.start()], True) if match else (uri, False)
