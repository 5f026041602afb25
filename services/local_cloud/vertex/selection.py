"""Partial replies: the `fields` parameter of Vertex AI, in camelCase or snake_case."""

from collections.abc import Mapping
from typing import Any

from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.http.fields import Selection, read_fields


def read_selection(query: Mapping[str, str]) -> Selection:
    """Return the requested fields of a reply, none for all of them. Raises a 400 ApiError."""
    text = query.get("fields", query.get("$fields"))
    return {} if text is None else read_fields(text)


def check_selection(selection: Selection, descriptor: Any, path: str = "") -> None:
    """Raise a 400 ApiError for a field that a reply's message doesn't have."""
    for name, inner in selection.items():
        field = descriptor.fields_by_camelcase_name.get(name) or descriptor.fields_by_name.get(name)
        if field is None and name != "*":
            raise invalid_argument(
                f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}{name}'."
            )
        if field is not None and field.message_type is not None and not _is_free(field.message_type):
            check_selection(inner, field.message_type, f"{path}{name}.")


def selected_json(document: Any, selection: Selection) -> Any:
    """Return the selected part of a reply's JSON, or of every entry of a list."""
    if not selection:
        return document
    if isinstance(document, list):
        return [selected_json(entry, selection) for entry in document]
    if not isinstance(document, dict):
        return document
    chosen = {name: _inner(selection, name) for name in document}
    return {name: selected_json(document[name], inner) for name, inner in chosen.items() if inner is not None}


def _inner(selection: Selection, name: str) -> Selection | None:
    snake_case = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return selection.get(name, selection.get(snake_case, selection.get("*")))


def _is_free(message: Any) -> bool:
    # The keys of maps and of JSON values are the caller's own.
    return bool(message.GetOptions().map_entry) or message.file.package == "google.protobuf"
