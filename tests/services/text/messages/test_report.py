"""Texts of the report: each message takes its parameters."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.data.profile import ColumnProfile, Profile
from services.text.messages import report
from services.text.messages.columns import estimate_note

COLUMN = ColumnProfile("x", "number", 1, 3, minimum=1, mean=1234567.8, maximum=0.5, top=(("a", 1200),))
TABLE = Profile(1000, (COLUMN,), duplicates=12, size=2_500_000)


def test_the_subtitle_names_the_moment() -> None:
    assert report.subtitle(datetime(2026, 11, 29, tzinfo=UTC)).startswith(
        "Statistics of the whole table as of Nov 29, 2026 "
    )


@pytest.mark.parametrize(
    ("profile", "target", "facts"),
    [
        (
            TABLE,
            "x",
            {
                "Rows": "1,000",
                "Columns": "1",
                "Missing values": "0.1%",
                "Duplicate rows": "12",
                "Size as CSV": "2.5 MB",
                "Target": "x",
            },
        ),
        (
            Profile(0, (), duplicates_hashed=True),
            "",
            {
                "Rows": "0",
                "Columns": "0",
                "Missing values": "–",
                "Duplicate rows (estimated)": "0",
                "Size as CSV": "0.0 kB",
            },
        ),
    ],
    ids=["table", "empty"],
)
def test_the_facts_are_labelled(profile: Profile, target: str, facts: dict[str, str]) -> None:
    assert dict(report.facts(profile, target)) == facts


@pytest.mark.parametrize(
    ("column", "rows", "cells"),
    [
        (COLUMN, 1000, ("0.1%", "3", "1", "1,234,568", "0.5")),
        (
            replace(COLUMN, hashed=True, distinct=99_990),
            0,
            ("–", "99,990 (estimated)", "1", "1,234,568", "0.5"),
        ),
        (
            ColumnProfile("d", "date", 0, 2, earliest="2026-01-31", latest="2026-02-01T10:30:00"),
            10,
            ("0.0%", "2", "Jan 31, 2026", "–", "Feb 1, 2026 10:30:00\u202fAM"),
        ),
    ],
    ids=["number", "hashed", "date"],
)
def test_the_numbers_of_a_column_stand_under_their_headings(
    column: ColumnProfile, rows: int, cells: tuple[str, ...]
) -> None:
    assert report.number_cells(column, rows) == cells
    assert len(report.number_headings()) == len(cells)
    assert len({*report.text_headings(), *report.number_headings(), report.frequent_heading()}) == 9


def test_values_charts_and_coefficients_are_named() -> None:
    assert report.frequent_cell(COLUMN) == "a (1,200)"
    assert report.chart_label(COLUMN) == "Distribution of x"
    assert report.coefficient("{x}", "y", -0.5) == "{x} · y: -0.50"


def test_notes_name_what_they_are_about() -> None:
    columns = (replace(COLUMN, hashed=True), replace(COLUMN, words_forgotten=True, words_of=1000))
    assert list(report.column_notes(Profile(10, columns), charts=1)) == [
        estimate_note(3),
        "Counts of rare words may be too low in: x.",
        "Words are counted in a sample of the cells of: x (1 / 1,000).",
        "Only the first 1 columns have charts.",
    ]


@pytest.mark.parametrize(
    ("count", "findings", "left_out"),
    [
        (
            1,
            "1 more finding is in the CSV file of findings.",
            "1 column with weaker correlations is left out.",
        ),
        (
            1000,
            "1,000 more findings are in the CSV file of findings.",
            "1,000 columns with weaker correlations are left out.",
        ),
    ],
)
def test_what_is_left_out_is_counted(count: int, findings: str, left_out: str) -> None:
    assert report.more_findings(count) == findings
    assert list(report.correlation_notes(count))[1:] == [left_out]
    assert len(list(report.correlation_notes(0))) == 1
