"""Verdicts: where a file's outcome differs from what its case expects, in words."""

import codecs
import re
from collections.abc import Iterator
from typing import Any

from .case import Case
from .runner import BYTES, CPU_SECONDS, Outcome

KEYS = [
    *("file", "ok", "error", "encoding", "delimiter", "header"),
    *("rows_in", "rows_kept", "rows_reported", "columns", "targets", "findings"),
]
_SHOWN = 160


def differences(case: Case, outcome: Outcome) -> list[str]:
    """Return each difference as "what: expected …, got …"; none means that all is well."""
    if outcome.fault:
        return [outcome.fault]
    found = [*_bounds(outcome), *_form(outcome)]
    if case.either and not outcome.record["ok"]:
        return found
    if case.refused:
        return [*found, *_refusal(case, outcome)]
    if not outcome.record["ok"]:
        return [*found, f"expected a table, got the refusal: {outcome.record['error']}"]
    return [*found, *_accounting(outcome), *_facts(case, outcome), *_cells(case, outcome)]


def _bounds(outcome: Outcome) -> Iterator[str]:
    if outcome.cpu_seconds > CPU_SECONDS:
        yield f"it took {outcome.cpu_seconds:.1f} s of CPU time"
    if outcome.peak_bytes > BYTES:
        yield f"the process grew to {outcome.peak_bytes / 1024**2:,.0f} MB"


def _form(outcome: Outcome) -> Iterator[str]:
    record = outcome.record
    if list(record) != KEYS:
        yield f"its keys are {list(record)}"
    if "bug in this program" in (record["error"] or ""):
        yield f"uncaught: {record['error']}"
    for finding in record["findings"]:
        if list(finding) != ["kind", "column", "message"] or not finding["kind"] or not finding["message"]:
            yield f"a finding is {finding}"


def _refusal(case: Case, outcome: Outcome) -> Iterator[str]:
    record = outcome.record
    if record["ok"]:
        rows = (record["rows_in"], record["rows_kept"], record["rows_reported"])
        yield f"expected a refusal ({case.refused}), got a table of {rows} rows"
        return
    if not re.search(case.refused, record["error"], re.IGNORECASE):
        yield f"expected the reason {case.refused}, got {record['error']}"
    if not re.search(r"\.\s.+\.$", record["error"]):
        yield f"no sentence and hint: {record['error']}"
    if [value for key, value in record.items() if key not in ("file", "ok", "error") and value]:
        yield f"a refused file has facts: {record}"
    if outcome.exported:
        yield "a refused file was exported"


def _accounting(outcome: Outcome) -> Iterator[str]:
    record = outcome.record
    if record["rows_in"] != record["rows_kept"] + record["rows_reported"]:
        yield f"rows are lost: {record['rows_in']} ≠ {record['rows_kept']} + {record['rows_reported']}"
    if record["error"] is not None:
        yield f"a table has an error: {record['error']}"
    if type(record["header"]) is not bool:
        yield f"header is {record['header']!r}"
    try:
        codecs.lookup(record["encoding"])
    except (LookupError, TypeError):
        yield f"no codec of Python's: {record['encoding']!r}"


def _facts(case: Case, outcome: Outcome) -> Iterator[str]:
    record = outcome.record
    kinds = [column["type"] for column in record["columns"]]
    expected: list[tuple[str, Any, Any]] = [
        ("rows_in", case.rows_in, record["rows_in"]),
        ("rows_reported", case.reported, record["rows_reported"]),
        ("delimiter", case.delimiter, record["delimiter"]),
        ("header", case.header, record["header"]),
        ("types", case.kinds and list(case.kinds), kinds),
    ]
    for what, wanted, got in expected:
        if wanted is not None and wanted != got:
            yield f"{what}: expected {wanted!r}, got {got!r}"
    if case.encoding and _codec(record["encoding"]) not in map(_codec, case.encoding):
        yield f"encoding: expected {case.encoding[0]}, got {record['encoding']}"
    kinds_found = {finding["kind"] for finding in record["findings"]}
    if set(case.finds) - kinds_found:
        yield f"findings: expected {sorted(case.finds)}, got {sorted(kinds_found)}"


def _cells(case: Case, outcome: Outcome) -> Iterator[str]:
    if outcome.exported is None:
        yield "nothing was exported"
        return
    names, rows = outcome.cells()
    record = outcome.record
    if [column["name"] for column in record["columns"]] != names:
        yield "the exported header differs from the columns named"
    if len(rows) != record["rows_kept"]:
        yield f"{record['rows_kept']} rows were kept, {len(rows)} exported"
    if any(len(row) != len(names) for row in rows):
        yield "exported rows differ in width"
    if case.names is not None and list(case.names) != names:
        yield f"names: expected {_short(list(case.names))}, got {_short(names)}"
    if case.rows is not None:
        yield from _first_difference([list(row) for row in case.rows], rows)


def _first_difference(wanted: list[list[str]], got: list[list[str]]) -> Iterator[str]:
    if wanted == got:
        return
    for number, (one, other) in enumerate(zip(wanted, got, strict=False)):
        if one != other:
            yield f"row {number}: expected {_short(one)}, got {_short(other)}"
            return
    yield f"expected {len(wanted)} rows, got {len(got)}"


def _codec(name: str) -> str:
    return codecs.lookup(name).name


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
