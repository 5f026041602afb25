"""CSV tables: every number of a profile, a comparison and the findings has its place under a header."""

from dataclasses import fields

from services.data.comparison import comparison
from services.data.export import csv_tables, spreadsheet
from services.data.findings import Finding
from services.data.profile import ColumnProfile, profile
from services.data.reading.read import read_csv
from services.data.samples import samples
from services.text.messages.comparison import change_text
from services.text.messages.findings import finding_text

TABLE = profile(read_csv(samples.load("subscriptions")[1]).table)


def test_the_columns_sheet_has_all_that_a_profile_holds() -> None:
    header, rows = csv_tables.columns(TABLE)
    shown = {*header, "quartiles", "histogram"}
    assert {field.name for field in fields(ColumnProfile)} <= shown
    assert [row[0] for row in rows] == [column.name for column in TABLE.columns]
    assert {len(row) for row in rows} == {len(header)}


def test_each_sheet_is_written_as_csv_and_read_again() -> None:
    found = comparison.compare(TABLE, TABLE)
    for header, rows in (csv_tables.columns(TABLE), csv_tables.comparison(found)):
        again = read_csv(spreadsheet.to_csv(header, rows)).table
        assert again.names == header
        assert again.rows == len(rows)


def test_a_comparison_has_codes_and_numbers_and_one_sentence() -> None:
    header, rows = csv_tables.comparison(comparison.compare(TABLE, TABLE))
    first = dict(zip(header, rows[0], strict=True))
    assert (first["change"], first["level"], first["js_distance"]) == ("steady", "steady", 0.0)
    assert first["earlier_name"] == first["column"]
    assert first["sentence"] == change_text(comparison.compare(TABLE, TABLE).changes[0])


def test_findings_keep_their_order_codes_and_words() -> None:
    remarks = [
        csv_tables.Remark("leak", "error", "x", "Message", "Reason"),
        csv_tables.Remark("duplicates", "warning", None, "Other", "Because"),
    ]
    assert csv_tables.findings(remarks) == (
        ("severity", "kind", "column", "message", "reason"),
        [("error", "leak", "x", "Message", "Reason"), ("warning", "duplicates", None, "Other", "Because")],
    )


def test_a_remark_is_a_finding_in_words() -> None:
    finding = Finding("infinite", "warning", "x", {"count": 2})
    text = finding_text(finding)
    assert csv_tables.Remark.from_finding(finding) == csv_tables.Remark(
        "infinite", "warning", "x", text.message, text.reason
    )


def test_the_strongest_correlations_come_first() -> None:
    header, rows = csv_tables.correlations(TABLE)
    assert header == ("first", "second", "pearson")
    strengths = [abs(row[2]) for row in rows]
    assert strengths == sorted(strengths, reverse=True)
