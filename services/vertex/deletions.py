"""Records of what was deleted or undeployed: one object each, which says by whom, when and what remains."""

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal, get_args

from services.errors import NotFound
from services.settings import Target
from services.vertex import layout, objects
from services.vertex.connection import connect

Kind = Literal["dataset", "model", "version", "run", "endpoint", "deployment"]
Retained = Literal["table", "files", "runs", "models", "model", "versions", "endpoints", "endpoint"]

_ID = re.compile(r"[\w.@-]{1,200}", re.ASCII)


@dataclass(frozen=True)
class Undeployed:
    """How a model was deployed; `split` is the endpoint's traffic split before, by deployed model id."""

    model: str  # id@version
    machine_type: str
    min_replicas: int
    max_replicas: int
    split: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Deletion:
    """A thing that was deleted or undeployed; `by` is an e-mail address, empty if nobody was signed in.

    `undeployed` is how to deploy a model again, None where that isn't known or something else was deleted.
    """

    kind: Kind
    id: str
    name: str
    by: str
    time: datetime
    retained: tuple[Retained, ...]
    undeployed: Undeployed | None = None

    @property
    def endpoint_id(self) -> str:
        """The endpoint that a model was undeployed from."""
        return self.id.partition(".")[0]

    @property
    def deployed_id(self) -> str:
        """The id that an undeployed model had at its endpoint."""
        return self.id.partition(".")[2]


def deployment_id(endpoint_id: str, deployed_id: str) -> str:
    """Return the id of a model's deployment at an endpoint."""
    return f"{endpoint_id}.{deployed_id}"


def write(target: Target, deletion: Deletion) -> Deletion:
    """Store a record and return it; the account stands in for a person who isn't signed in."""
    stored = replace(deletion, by=deletion.by or connect(target).account)
    content = asdict(stored) | {"time": stored.time.isoformat()}
    uri = layout.deletion(target, stored.kind, stored.id)
    objects.write(target, uri, json.dumps(content, ensure_ascii=False).encode(), "application/json")
    return stored


def read(target: Target, kind: Kind, id: str) -> Deletion | None:
    """Return the record of a deletion, None where there is none."""
    if not _ID.fullmatch(id):
        return None  # an id from a link may be any text
    return read_at(target, layout.deletion(target, kind, id))


def read_at(target: Target, uri: str) -> Deletion | None:
    """Return the record at a gs:// address, None where there is none that can be read."""
    try:
        return _from_json(objects.read(target, uri))
    except NotFound:
        return None


def list_since(target: Target, kind: Kind, after: datetime) -> tuple[str, ...]:
    """Return the addresses of the records of a kind that were written after a moment, newest first."""
    prefix = f"{layout.deletions_folder(target, kind)}/"
    return tuple(stored.uri for stored in objects.list_since(target, prefix, after))


def clear(target: Target, before: datetime) -> int:
    """Delete the records that were written before a moment, and return their number."""
    return objects.delete_prefix(target, f"{layout.deletions_folder(target)}/", before)


def _from_json(content: bytes) -> Deletion | None:
    try:
        fields = json.loads(content)
        return Deletion(
            kind=_one_of(Kind, fields["kind"]),
            id=str(fields["id"]),
            name=str(fields["name"]),
            by=str(fields["by"]),
            time=datetime.fromisoformat(fields["time"]),
            retained=tuple(retained for retained in fields["retained"] if retained in get_args(Retained)),
            undeployed=_undeployed(fields.get("undeployed")),
        )
    except (ValueError, KeyError, TypeError):
        return None  # another version or program wrote it


def _undeployed(fields: dict[str, Any] | None) -> Undeployed | None:
    if fields is None:
        return None
    split = tuple((str(id), int(share)) for id, share in fields["split"])
    return Undeployed(
        str(fields["model"]),
        str(fields["machine_type"]),
        int(fields["min_replicas"]),
        int(fields["max_replicas"]),
        split,
    )


def _one_of(kind: Any, value: str) -> Any:
    if value not in get_args(kind):
        raise ValueError(value)
    return value
