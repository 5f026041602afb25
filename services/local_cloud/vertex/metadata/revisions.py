"""The latest revisions of contexts, by which a change of an older one is applied to the present one.

The SDK does so itself: where its etag is behind, it reads again and applies its change once more. It
knows that error by gRPC alone, so over REST one of its objects would fail because of another one's change.
"""

from collections import OrderedDict
from typing import Any

from google.protobuf.struct_pb2 import Struct

# Beyond these a change is refused by its etag, as it is after a restart.
_MOST_REVISIONS = 2000


class Revisions:
    """Remembers contexts by name and etag."""

    def __init__(self) -> None:
        self._revisions: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def remember(self, context: Any) -> None:
        """Remember a context as callers read it."""
        self._revisions[context.name, context.etag] = context.SerializeToString()
        while len(self._revisions) > _MOST_REVISIONS:
            self._revisions.popitem(last=False)

    def rebase(self, changed: Any, present: Any) -> bool:
        """Make a change of an older revision one of the present context; False if that is not known."""
        content = self._revisions.get((changed.name, changed.etag))
        if content is None:
            return False
        base = type(changed).FromString(content)
        metadata = Struct()
        metadata.CopyFrom(present.metadata)
        _apply(metadata, base.metadata, changed.metadata)
        changed.metadata.CopyFrom(metadata)
        for field in ("display_name", "description"):
            if getattr(changed, field) == getattr(base, field):
                setattr(changed, field, getattr(present, field))
        if changed.labels == base.labels:
            changed.labels.clear()
            changed.labels.update(present.labels)
        changed.etag = present.etag
        return True


def _apply(target: Struct, base: Struct, changed: Struct) -> None:
    """Apply what differs between two structs to a third one."""
    for key in base.fields.keys() - changed.fields.keys():
        target.fields.pop(key, None)
    for key, value in changed.fields.items():
        before = base.fields.get(key)
        if value == before:
            continue
        if value.HasField("struct_value") and target.fields[key].HasField("struct_value"):
            _apply(target.fields[key].struct_value, base.fields[key].struct_value, value.struct_value)
        else:
            target.fields[key].CopyFrom(value)
