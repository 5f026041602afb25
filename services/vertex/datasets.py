"""Tabular datasets: a Dataset resource whose source is one table in the bucket."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from services.data.tables.table import Table
from services.errors import Conflict, InvalidInput, NotFound
from services.settings import Target
from services.vertex import dataset_labels, failures, layout, objects
from services.vertex.connection import WRITE_TIMEOUT, connect, read_options, write_options
from services.vertex.dataset_labels import Facts
from services.vertex.failures import check_name, translated

TABULAR_SCHEMA = "gs://google-cloud-aiplatform/schema/dataset/metadata/tabular_1.0.0.yaml"
NAME_CHARACTERS = 128  # Google's limit of a display name

Content = bytes | Path | Table | str
"""A file's bytes, a file or table on disk, or the gs:// address of an object that is copied."""


@dataclass(frozen=True)
class Dataset:
    """A dataset of the target; `content_id` is empty if another program created it."""

    name: str
    display_name: str
    created: datetime
    uri: str
    content_id: str
    rows: int | None
    columns: int | None
    size: int | None = None  # bytes of the table
    version: int = 1  # as registered; see services.vertex.versions
    by: str = ""

    @property
    def id(self) -> str:
        """The last part of the resource name."""
        return self.name.rsplit("/", 1)[-1]

    @property
    def folder(self) -> str:
        """The gs:// folder of the table, its profile and its recipe."""
        return layout.folder_of(self.uri)


@dataclass(frozen=True)
class DatasetFiles:
    """The files of a dataset's folder by name, including the table."""

    content_id: str
    rows: int
    columns: int
    files: tuple[tuple[str, Content], ...]

    @property
    def size(self) -> int | None:
        """The size of the table in bytes, None if it is copied."""
        table = next((content for file, content in self.files if file == layout.TABLE), None)
        if isinstance(table, Table):
            return table.size
        return len(table) if isinstance(table, bytes) else None


def create(target: Target, display_name: str, stored: DatasetFiles, by: str = "") -> Dataset:
    """Store the files and create the dataset, or return the one that has the same content (datasets.create).

    `by` is the person who stores it, by default the account. Under a name that exists already, other
    content becomes the next version.
    """
    existing = list_datasets(target)
    same = _with_content(existing, stored.content_id)
    if same is not None:
        return same
    folder = layout.dataset_folder(target, stored.content_id)
    for file, data in stored.files:
        _store(target, f"{folder}/{file}", data)
    request = {
        "parent": target.parent,
        "dataset": {
            "display_name": display_name,
            "metadata_schema_uri": TABULAR_SCHEMA,
            "metadata": {"inputConfig": {"gcsSource": {"uri": [f"{folder}/{layout.TABLE}"]}}},
            "labels": dataset_labels.to_labels(
                Facts(
                    stored.content_id,
                    stored.rows,
                    stored.columns,
                    stored.size,
                    version=next_version(existing, display_name),
                    by=by or connect(target).account,
                )
            ),
        },
    }

    @translated("dataset_not_created", name=display_name)
    def send() -> Dataset:
        operation = connect(target).datasets.create_dataset(request, **write_options())
        return _record(operation.result(timeout=WRITE_TIMEOUT))

    def look() -> Dataset | None:
        return _with_content(list_datasets(target), stored.content_id)

    return failures.write(send, look)


def list_datasets(target: Target) -> tuple[Dataset, ...]:
    """Return all tabular datasets, newest first (datasets.list)."""
    request = {
        "parent": target.parent,
        "filter": f'metadata_schema_uri="{TABULAR_SCHEMA}"',
        "order_by": "create_time desc",
    }
    with translated("datasets_not_listed"):
        protos = connect(target).datasets.list_datasets(request, **read_options())
        return tuple(_record(proto) for proto in protos)


def get(target: Target, dataset_id: str) -> Dataset:
    """Return one dataset by the last part of its name (datasets.get)."""
    name = f"{target.parent}/datasets/{dataset_id}"
    with translated("dataset_not_opened", name=dataset_id):
        return _record(
            check_name(name, connect(target).datasets.get_dataset({"name": name}, **read_options()))
        )


def next_version(existing: Iterable[Dataset], display_name: str) -> int:
    """Return the number of the next version under a name."""
    versions = (dataset.version for dataset in existing if dataset.display_name == display_name)
    return 1 + max(versions, default=0)


def rename(target: Target, dataset: Dataset, display_name: str) -> tuple[Dataset, ...]:
    """Rename all versions of a dataset and return them (datasets.patch).

    The dataset itself is the first, so that what failed halfway can be repeated. Raises InvalidInput for an
    invalid name, Conflict for the name of another dataset and NotFound for a dataset that isn't listed.
    """
    name = display_name.strip()
    if not 0 < len(name) <= NAME_CHARACTERS:
        raise InvalidInput("dataset_name_length", limit=NAME_CHARACTERS)
    existing = list_datasets(target)
    if all(other.id != dataset.id for other in existing):
        raise NotFound("dataset_not_renamed", name=dataset.display_name, cause="not_found", detail="")
    under_name = [other for other in existing if other.display_name == name]
    is_begun = any(other.id == dataset.id for other in under_name)
    if under_name and not is_begun:
        raise Conflict("dataset_name_taken", name=name)
    versions = [other for other in existing if other.display_name == dataset.display_name]
    versions.sort(key=lambda version: version.id != dataset.id)
    renamed = {other.id: other for other in under_name}
    renamed |= {version.id: _rename(target, version, name) for version in versions}
    return tuple(renamed[other.id] for other in existing if other.id in renamed)


def _rename(target: Target, dataset: Dataset, name: str) -> Dataset:
    request = {
        "dataset": {"name": dataset.name, "display_name": name},
        "update_mask": {"paths": ["display_name"]},
    }

    @translated("dataset_not_renamed", name=dataset.display_name)
    def send() -> Dataset:
        return _record(connect(target).datasets.update_dataset(request, **write_options()))

    def look() -> Dataset | None:
        present = get(target, dataset.id)
        return present if present.display_name == name else None

    return failures.write(send, look)


def delete(target: Target, dataset: Dataset) -> bool:
    """Delete the dataset, then its folder in the bucket, and return whether it was there."""
    was_there = unregister(target, dataset)
    if dataset.content_id:
        delete_files(target, dataset.content_id)
    return was_there


def unregister(target: Target, dataset: Dataset) -> bool:
    """Delete the dataset without its files, and return whether it was there (datasets.delete)."""

    @translated("dataset_not_deleted", name=dataset.display_name)
    def send() -> None:
        operation = connect(target).datasets.delete_dataset({"name": dataset.name}, **write_options())
        operation.result(timeout=WRITE_TIMEOUT)

    return failures.remove(send, lambda: get(target, dataset.id))


def delete_files(target: Target, content_id: str, before: datetime | None = None) -> None:
    """Delete the folder of a table in the bucket unless a dataset has this content.

    With `before`, files that were written later stay: somebody stores the same table again.
    """
    if _with_content(list_datasets(target), content_id) is None:
        objects.delete_prefix(target, f"{layout.dataset_folder(target, content_id)}/", before)


def _with_content(datasets: Iterable[Dataset], content_id: str) -> Dataset | None:
    return next((dataset for dataset in datasets if dataset.content_id == content_id), None)


def _store(target: Target, uri: str, content: Content) -> None:
    content_types = {"csv": "text/csv", "json": "application/json"}
    content_type = content_types.get(uri.rsplit(".", 1)[-1], "application/octet-stream")
    if isinstance(content, Table):
        objects.upload(target, uri, content.path, content_type)
    elif isinstance(content, Path):
        objects.upload(target, uri, content, content_type)
    elif isinstance(content, str):
        objects.copy(target, content, uri)
    else:
        objects.write(target, uri, content, content_type)


def _record(proto: Any) -> Dataset:
    facts = dataset_labels.from_labels(dict(proto.labels))
    return Dataset(
        name=proto.name,
        display_name=proto.display_name,
        created=proto.create_time,
        uri=_source(proto.metadata),
        content_id=facts.content_id,
        rows=facts.rows,
        columns=facts.columns,
        size=facts.size,
        version=facts.version,
        by=facts.by,
    )


def _source(metadata: Any) -> str:
    uris = ((metadata or {}).get("inputConfig") or {}).get("gcsSource", {}).get("uri") or [""]
    return str(uris[0])
