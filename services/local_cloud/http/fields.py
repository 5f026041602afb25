"""Partial responses: the `fields` parameter (cloud.google.com/storage/docs/json_api).

`a,b` selects fields, `a/b` a field inside one, `a(b,c)` several inside one, and `*` all of them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from services.local_cloud.http.errors import invalid_argument

_TOKEN = re.compile(r"[\w*-]+|[,/()]")
_MAX_DEPTH = 20
# The selected fields of a resource by name; an empty selection inside one means all of it.
Selection = dict[str, "Selection"]


def read_fields(text: str) -> Selection:
    """Parse a `fields` parameter. Raises a 400 ApiError if it is malformed."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text.replace(" ", ""):
        raise _invalid(text)
    try:
        rest = iter([*tokens, ""])
        selection, end = _selection(rest, 0)
    except (StopIteration, ValueError):
        raise _invalid(text) from None
    if end:
        raise _invalid(text)
    return selection


def selected(resource: Any, selection: Selection) -> Any:
    """Return the selected part of a resource, or of every entry of a list."""
    if not selection:
        return resource
    if isinstance(resource, list):
        return [selected(entry, selection) for entry in resource]
    if not isinstance(resource, Mapping):
        return resource
    selections = {name: selection.get(name, selection.get("*")) for name in resource}
    return {name: selected(resource[name], inner) for name, inner in selections.items() if inner is not None}


def _selection(tokens: Iterator[str], depth: int) -> tuple[Selection, str]:
    """Parse fields up to the closing bracket or the end. Return them and the token that ended them."""
    if depth > _MAX_DEPTH:
        raise ValueError
    selection: Selection = {}
    while True:
        place = selection
        end = "/"
        while end == "/":
            name = next(tokens)
            if name in {"", ",", "/", "(", ")"}:
                raise ValueError
            place = place.setdefault(name, {})
            end = next(tokens)
        if end == "(":
            inner, closed = _selection(tokens, depth + 1)
            if closed != ")":
                raise ValueError
            place.update(inner)
            end = next(tokens)
        if end in {")", ""}:
            return selection, end
        if end != ",":
            raise ValueError


def _invalid(text: str) -> Exception:
    return invalid_argument(f"Invalid field selection {text}")
