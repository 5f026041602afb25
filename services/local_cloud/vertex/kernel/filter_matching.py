"""Match resources against the comparisons of a list's filter."""

import fnmatch
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.local_cloud.filters import Comparison, compare_values
from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.vertex.kernel.messages import Value
from services.local_cloud.vertex.kernel.names import last_part, snake_case

_METADATA_KINDS = {"number_value", "string_value", "bool_value"}


@dataclass(frozen=True)
class Fields:
    """The fields by which a list can be filtered and ordered; `own_id` is the filter's name for the id."""

    filterable: frozenset[str]
    sortable: frozenset[str] = frozenset({"display_name", "create_time", "update_time"})
    own_id: str = ""
    # Relations to other resources instead of fields: in_context(…), parent_contexts:….
    relations: frozenset[str] = frozenset()


# Returns whether a relation exists between the resources of two names.
Related = Callable[[str, str, str], bool]


def check(comparison: Comparison, fields: Fields) -> None:
    """Raise a 400 ApiError for a comparison that the fields don't support."""
    known = fields.filterable | fields.relations
    if not comparison.path or snake_case(comparison.path[0]) not in known:
        name = ".".join(comparison.path) or comparison.value
        raise invalid_argument(
            f'Invalid filter: "{name}" is not supported. Supported: {", ".join(sorted(known))}.'
        )
    if snake_case(comparison.path[0]) in fields.relations:
        fine = comparison.comparator in {":", "()"} and len(comparison.path) == 1
    else:
        fine = comparison.comparator != "()"
    if not fine:
        raise invalid_argument(f'Invalid filter: "{comparison.path[0]}" can\'t be used so.')


def compare(comparison: Comparison, entry: Any, fields: Fields, related: Related) -> bool:
    """Return whether an entry matches a checked comparison. Raises a 400 ApiError for an invalid value."""
    field, *rest = snake_case(comparison.path[0]), *comparison.path[1:]
    if field in fields.relations:
        return related(field, entry.name, comparison.value)
    if field == "metadata":
        return _compare_metadata(comparison, entry.metadata, rest)
    if field == fields.own_id:
        return _compare_text(comparison, last_part(entry.name))
    if field == "labels":
        return _compare_label(comparison, dict(entry.labels), rest)
    if rest:
        raise invalid_argument(f'Invalid filter: "{field}" has no parts.')
    return _compare_field(comparison, entry, field)


def _compare_field(comparison: Comparison, entry: Any, field: str) -> bool:
    if field.endswith("_time"):
        return _compare_time(comparison, getattr(entry, field))
    if isinstance(getattr(entry, field), bool):
        return _compare_text(comparison, str(getattr(entry, field)).lower())
    if field == "version_aliases":
        return comparison.value in list(entry.version_aliases)
    enum = entry.DESCRIPTOR.fields_by_name[field].enum_type
    if enum is None:
        return _compare_text(comparison, getattr(entry, field))
    if comparison.value not in enum.values_by_name:
        raise invalid_argument(f'Invalid filter: "{comparison.value}" is no {field}.')
    return _compare_text(comparison, enum.values_by_number[getattr(entry, field)].name)


def _compare_label(comparison: Comparison, labels: dict[str, str], rest: list[str]) -> bool:
    if not rest:  # labels:key
        if comparison.comparator != ":":
            raise invalid_argument('Invalid filter: write labels.key="value", labels.key:* or labels:key.')
        return comparison.value in labels
    key = ".".join(rest)
    if comparison.comparator == ":":
        return key in labels and comparison.value in {"*", labels[key]}
    if comparison.comparator == "!=":
        return labels.get(key) != comparison.value
    return key in labels and _compare_text(comparison, labels[key])


def _compare_metadata(comparison: Comparison, struct: Any, rest: list[str]) -> bool:
    # metadata.key.number_value=1, with more keys for nested values.
    *keys, kind = rest or [""]
    kind = snake_case(kind)
    if not keys or kind not in _METADATA_KINDS:
        raise invalid_argument(
            "Invalid filter: write metadata.key.TYPE, where TYPE is one of "
            f"{', '.join(sorted(_METADATA_KINDS))}."
        )
    value = Value(struct_value=struct)
    for key in keys:
        if key not in value.struct_value.fields:
            return False
        value = value.struct_value.fields[key]
    if value.WhichOneof("kind") != kind:
        return False
    if kind == "number_value":
        return _compare_number(comparison, value.number_value)
    text = value.string_value if kind == "string_value" else str(value.bool_value).lower()
    return _compare_text(comparison, text)


def _compare_number(comparison: Comparison, number: float) -> bool:
    try:
        return compare_values(comparison, number, float(comparison.value), "numbers")
    except ValueError:
        raise invalid_argument(f'Invalid filter: "{comparison.value}" is no number.') from None


def _compare_text(comparison: Comparison, text: str) -> bool:
    same = text == comparison.value
    if "*" in comparison.value:
        # In AIP-160 only * is special, in fnmatch also [ and ?.
        pattern = comparison.value.replace("[", "[[]").replace("?", "[?]")
        same = fnmatch.fnmatchcase(text, pattern)
    if comparison.comparator in {"=", ":"}:
        return same
    if comparison.comparator == "!=":
        return not same
    raise invalid_argument(f'Invalid filter: "{comparison.comparator}" does not compare texts.')


def _compare_time(comparison: Comparison, timestamp: Any) -> bool:
    try:
        time = datetime.fromisoformat(comparison.value)
    except ValueError:
        raise invalid_argument(f'Invalid filter: "{comparison.value}" is no RFC 3339 time.') from None
    if time.tzinfo is None:
        raise invalid_argument(f'Invalid filter: "{comparison.value}" lacks a time zone, such as Z.')
    moment = int(time.timestamp() * 1_000_000)
    return compare_values(comparison, int(timestamp.ToMicroseconds()), moment, "times")
