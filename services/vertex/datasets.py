"""Tabular datasets: a Dataset resource whose source is one table in the bucket."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from services.data.tables.table import Table
from services.errors import Conflict, InvalidInput
from services.settings import Target
from services.text.i18n import _
from services.vertex import dataset_labels, layout, objects
from services.vertex.connection import WRITE_SECONDS, connect, reading, writing
from services.vertex.dataset_labels import Facts
from services.vertex.failures import asked_for, translated

TABULAR_SCHEMA = "gs://google-cloud-aiplatform/schema/dataset/metadata/tabular_1.0.0.yaml"
NAME_CHARACTERS = 128  # Google's bound for a display name

Content = bytes | Path | Table | str
"""A file's bytes, a file or table on disk, or the gs:// address of an object that is copied."""


@dataclass(frozen=True)
class Dataset:
    """A table that everyone who uses this target sees; `content_id` is empty for one made elsewhere."""

    name: str
    display_name: str
    created: datetime
    uri: str
    content_id: str
    rows: int | None
    columns: int | None
    size: int | None = None  # bytes of the table
    version: int = 1  # as it was registered; see services.vertex.versions
    by: str = ""

    @property
    def id(self) -> str:
        """The last part of the resource name."""
        return self.name.rsplit("/", 1)[-1]

    @property
    def folder(self) -> str:
        """The gs:// folder in which the table and what is known of it lie."""
        return layout.folder_of(self.uri)


@dataclass(frozen=True)
class DatasetFiles:
    """What is stored beside a table: each file's name in the dataset's folder and its content."""

    content_id: str
    rows: int
    columns: int
    files: tuple[tuple[str, Content], ...]

    @property
    def size(self) -> int | None:
        """How many bytes the table has."""
        table = next((content for file, content in self.files if file == layout.TABLE), None)
        if isinstance(table, Table):
            return table.size
        return len(table) if isinstance(table, bytes) else None


def create(target: Target, display_name: str, stored: DatasetFiles, by: str = "") -> Dataset:
    """Store the files, register the table and return it; the same content is registered once.

    `files` names table.csv and whatever else belongs beside it; `by` is who stores it, by default the
    account. Other content under a name that is there is its next version (datasets.create).
    """
    known = listing(target)
    for existing in known:
        if existing.content_id == stored.content_id:
            return existing
    folder = layout.dataset_folder(target, stored.content_id)
    for file, data in stored.files:
        _store(target, f"{folder}/{file}", data)
    request = {
        "parent": target.parent,
        "dataset": {
            "display_name": display_name,
            "metadata_schema_uri": TABULAR_SCHEMA,
            "metadata": {"inputConfig": {"gcsSource": {"uri": [f"{folder}/{layout.TABLE}"]}}},
            "labels": dataset_labels.written(
                Facts(
                    stored.content_id,
                    stored.rows,
                    stored.columns,
                    stored.size,
                    version=next_version(known, display_name),
                    by=by or connect(target).account,
                )
            ),
        },
    }
    with translated(_("Registering the dataset")):
        operation = connect(target).datasets.create_dataset(request, **writing())
        return _record(operation.result(timeout=WRITE_SECONDS))


def listing(target: Target) -> tuple[Dataset, ...]:
    """Return all tabular datasets, newest first (datasets.list)."""
    request = {
        "parent": target.parent,
        "filter": f'metadata_schema_uri="{TABULAR_SCHEMA}"',
        "order_by": "create_time desc",
    }
    with translated(_("Listing the datasets")):
        return tuple(_record(each) for each in connect(target).datasets.list_datasets(request, **reading()))


def get(target: Target, dataset_id: str) -> Dataset:
    """Return one dataset by the last part of its name (datasets.get)."""
    name = f"{target.parent}/datasets/{dataset_id}"
    with translated(_("Opening the dataset")):
        return _record(asked_for(name, connect(target).datasets.get_dataset({"name": name}, **reading())))


def next_version(known: Iterable[Dataset], display_name: str) -> int:
    """Return the number of the version that comes next under a name."""
    return 1 + max((each.version for each in known if each.display_name == display_name), default=0)


def rename(target: Target, dataset: Dataset, display_name: str) -> tuple[Dataset, ...]:
    """Give all versions of a dataset another name, and return them (datasets.patch).

    Raises InvalidInput for a name that Google refuses and Conflict for one that another dataset has.
    """
    name = display_name.strip()
    if not 0 < len(name) <= NAME_CHARACTERS:
        raise InvalidInput(
            _("A name has between 1 and {most} characters.", most=NAME_CHARACTERS),
            _("Choose another name."),
        )
    known = listing(target)
    if name != dataset.display_name and any(each.display_name == name for each in known):
        raise Conflict(
            _("There is a dataset “{name}” already.", name=name),
            _("Choose another name, or store the table under that one as its next version."),
        )
    client = connect(target).datasets
    renamed = []
    for each in known:
        if each.display_name == dataset.display_name:
            request = {
                "dataset": {"name": each.name, "display_name": name},
                "update_mask": {"paths": ["display_name"]},
            }
            with translated(_("Renaming the dataset")):
                renamed.append(_record(client.update_dataset(request, **writing())))
    return tuple(renamed)


def delete(target: Target, dataset: Dataset) -> None:
    """Delete the dataset, then the files of this app's own beside its table (datasets.delete).

    The files stay where another dataset has the same content, as two have that were stored at once.
    """
    with translated(_("Deleting the dataset")):
        operation = connect(target).datasets.delete_dataset({"name": dataset.name}, **writing())
        operation.result(timeout=WRITE_SECONDS)
    if dataset.content_id and all(each.content_id != dataset.content_id for each in listing(target)):
        objects.delete_under(target, layout.dataset_folder(target, dataset.content_id) + "/")


def _store(target: Target, uri: str, content: Content) -> None:
    kinds = {"csv": "text/csv", "json": "application/json"}
    kind = kinds.get(uri.rsplit(".", 1)[-1], "application/octet-stream")
    if isinstance(content, Table):
        objects.upload(target, uri, content.path, kind)
    elif isinstance(content, Path):
        objects.upload(target, uri, content, kind)
    elif isinstance(content, str):
        objects.copy(target, content, uri)
    else:
        objects.write(target, uri, content, kind)


def _record(proto: Any) -> Dataset:
    facts = dataset_labels.read(dict(proto.labels))
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
