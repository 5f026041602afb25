"""The three types of nodes in a metadata store."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.vertex.kernel.messages import message_type

# aiplatform.v1: "Must be 4-128 characters in length. Valid characters are /[a-z][0-9]-/".
_ID = re.compile(r"[a-z0-9-]{4,128}\Z")


@dataclass(frozen=True)
class NodeType:
    """One type of node: its names in paths, messages and requests, and the fields that can be updated."""

    collection: str
    noun: str
    field: str
    mutable_fields: frozenset[str]

    def response(self, action: str, **fields: Any) -> Any:
        """Return the response of an RPC on several nodes; `action` is List or Purge."""
        return message_type(f"{action}{self.noun}sResponse")(**fields)


_MUTABLE_FIELDS = frozenset({"display_name", "labels", "metadata", "description"})
ARTIFACT = NodeType("artifacts", "Artifact", "artifact", _MUTABLE_FIELDS | {"uri", "state"})
EXECUTION = NodeType("executions", "Execution", "execution", _MUTABLE_FIELDS | {"state"})
CONTEXT = NodeType("contexts", "Context", "context", _MUTABLE_FIELDS)
NODE_TYPES = (ARTIFACT, EXECUTION, CONTEXT)


def chosen_id(field: str, requested: str) -> str:
    """Return the id that the caller chose, or a UUID. Raises a 400 ApiError for an invalid id."""
    if requested and not _ID.match(requested):
        raise invalid_argument(
            f'Invalid {field} "{requested}": it must have 4 to 128 characters of [a-z0-9-].'
        )
    return requested or str(uuid.uuid4())


def store_of(name: str) -> str:
    """Return the name of a node's metadata store."""
    return "/".join(name.split("/")[:6])
