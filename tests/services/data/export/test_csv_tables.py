"""Sheets: every number of a profile, a comparison and the findings has its place under a header."""

from dataclasses import fields

from services.data.comparison import comparison
from services.data.export import csv_tables, spreadsheet
from services.data.profile import ColumnProfile, profile
from services.data.reading.read import read_csv
from services.data.samples import samples

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
        again = read_csv(spreadsheet.written(header, rows)).table
        assert again.names == header
        assert again.rows == len(rows)


def test_the_strongest_correlations_come_first() -> None:
    header, rows = csv_tables.correlations(TABLE)
    assert header == ("first", "second", "pearson")
    strengths = [abs(row[2]) for row in rows]
    assert strengths == sorted(strengths, reverse=True)
