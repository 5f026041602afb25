"""Tables that users met in public tools become what their owners mean, by the command that people use."""

import codecs
import json
import time

import pytest

from services.data.inspection.inspect import inspect
from services.data.reading.read import read
from tests.processor import slowness
from tests.table_cases import table_cases, table_file

EXPECTED = table_cases()
# A finding of one of these kinds is what `finding_any` and `rows_kept_or_reported` ask for.
ANY_OF = {
    "14_dirty_categories.csv": {"spelling_variants"},
    "14_collinear.csv": {"same_information"},
    "14_ssn_iban.csv": {"personal_data"},
    "14_order_id_repeats.csv": {"id_with_repeats"},
    "16_three_header_rows.csv": {"second_header"},
    "08_comma_only_rows.csv": {"blank_row"},
}


def column(inspection, name):
    """Return the type of a column."""
    return next(item["type"] for item in inspection["columns"] if item["name"] == name)


def kinds(inspection, name):
    """Return the kinds of the findings that name a column."""
    return {
        finding["kind"]
        for finding in inspection["findings"]
        if finding["column"] == name or f"“{name}”" in finding["message"]
    }


def outcome(inspection, case):
    """Return what came of a file, under the names and to the extent of its case."""
    names = [item["name"] for item in inspection["columns"]]
    return {
        "ok": inspection["ok"],
        "rows": inspection["rows_kept"],
        "columns": len(names),
        "header": names,
        "header_starts": names[: len(case.get("header_starts", ()))],
        "decoded_header": ",".join(names),
        "encoding": codecs.lookup(inspection["encoding"] or "utf-8").name,
        "delimiter": inspection["delimiter"],
    }


@pytest.mark.parametrize("name", list(EXPECTED))
def test_a_table_becomes_what_its_owner_means(name):
    case = EXPECTED[name]
    start = time.process_time()
    inspection = json.loads(inspect(str(table_file(name))).to_json())
    seconds = time.process_time() - start
    for key, value in outcome(inspection, case).items():
        assert value == case.get(key, value), inspection["error"]
    assert case.get("no") is None or case["no"] not in (inspection["error"] or "")
    limit = case.get("cpu_seconds_at_most", 10)
    assert seconds <= limit or seconds <= limit * slowness()
    for column_name, kind in case.get("kinds", {}).items():
        assert column(inspection, column_name) == kind
    for column_name, kind in case.get("kinds_not", {}).items():
        assert column(inspection, column_name) != kind
    for column_name, kind in case.get("kinds_or_finding", {}).items():
        assert column(inspection, column_name) == kind or kinds(inspection, column_name)
    for column_name, kind in case.get("finding", {}).items():
        assert kind in kinds(inspection, column_name)
    for column_name, kind in case.get("not_finding", {}).items():
        assert kind not in kinds(inspection, column_name)
    if name in ANY_OF:
        assert ANY_OF[name] & {finding["kind"] for finding in inspection["findings"]}
    if "cells_contain" in case:
        frame = read(table_file(name)).table.frame()
        assert any(case["cells_contain"] in str(cell) for column in frame for cell in frame[column])
