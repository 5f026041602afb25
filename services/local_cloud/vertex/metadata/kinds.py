"""The three kinds of nodes that a metadata store holds, and what they have in common."""

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
    """One kind of node: its word in names, in messages and in requests, and the fields that may change."""

    collection: str
    noun: str
    field: str
    changeable: frozenset[str]

    def response(self, action: str, **fields: Any) -> Any:
        """Return a reply of an RPC on many nodes; `action` is List or Purge."""
        return message_type(f"{action}{self.noun}sResponse")(**fields)


_CHANGEABLE = frozenset({"display_name", "labels", "metadata", "description"})
ARTIFACT = NodeType("artifacts", "Artifact", "artifact", _CHANGEABLE | {"uri", "state"})
EXECUTION = NodeType("executions", "Execution", "execution", _CHANGEABLE | {"state"})
CONTEXT = NodeType("contexts", "Context", "context", _CHANGEABLE)
NODE_TYPES = (ARTIFACT, EXECUTION, CONTEXT)


def chosen_id(field: str, requested: str) -> str:
    """Return the id that a caller chose, or a UUID. Raises a 400 ApiError for another alphabet or length."""
    if requested and not _ID.match(requested):
        raise invalid_argument(
            f'Invalid {field} "{requested}": it must have 4 to 128 characters of [a-z0-9-].'
        )
    return requested or str(uuid.uuid4())


def store_of(name: str) -> str:
    """Return the metadata store in a node's name."""
    return "/".join(name.split("/")[:6])
