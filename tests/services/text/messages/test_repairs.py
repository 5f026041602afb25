"""Repairs in words."""

from typing import get_args

import pytest

from services.data.reading.parsing.repairs import Repair, RepairKind
from services.text.messages.repairs import repair_text

REPAIRS = [
    (Repair("preamble", 1), "1 line above the table was skipped."),
    (Repair("preamble", 2), "2 lines above the table were skipped."),
    (Repair("no_header", 1), "There is no header: the first line holds values, so the columns are numbered."),
    (Repair("blank_header", 1), "1 column without a name was numbered."),
    (Repair("blank_header", 2), "2 columns without a name were numbered."),
    (Repair("duplicate_header", 1), "1 duplicate column name was numbered."),
    (Repair("duplicate_header", 2), "2 duplicate column names were numbered."),
    (Repair("ragged_row", 1, width=3), "1 row was rejected because its number of cells isn't 3."),
    (Repair("ragged_row", 2000, width=3), "2,000 rows were rejected because their number of cells isn't 3."),
    (Repair("ragged_row", 1), "1 row was rejected because it has more or fewer cells than the header."),
    (Repair("ragged_row", 2), "2 rows were rejected because they have more or fewer cells than the header."),
    (Repair("trailing_delimiter", 1), "1 row has empty cells after the last column; they were dropped."),
    (Repair("trailing_delimiter", 2), "2 rows have empty cells after the last column; they were dropped."),
    (
        Repair("short_row", 1),
        "1 row has fewer cells than the header; its last cells were left empty.",
    ),
    (
        Repair("short_row", 2),
        "2 rows have fewer cells than the header; their last cells were left empty.",
    ),
    (
        Repair("second_header", 1),
        "1 row below the header was rejected because it holds names, units or notes.",
    ),
    (
        Repair("second_header", 2),
        "2 rows below the header were rejected because they hold names, units or notes.",
    ),
    (Repair("repeated_header", 1), "1 row was rejected because it repeats the header."),
    (Repair("repeated_header", 2), "2 rows were rejected because they repeat the header."),
    (Repair("footnote", 1), "1 row at the end was rejected because it is a note below the table."),
    (Repair("footnote", 2), "2 rows at the end were rejected because they are notes below the table."),
    (Repair("blank_row", 1), "1 row without any value was left out."),
    (Repair("blank_row", 1247), "1,247 rows without any value were left out."),
    (Repair("carriage_return", 1), "1 row has a carriage return, which was read as part of a cell."),
    (Repair("carriage_return", 2), "2 rows have a carriage return, which was read as part of a cell."),
    (Repair("stray_quote", 1), "1 misplaced quote was read as an ordinary character."),
    (Repair("stray_quote", 2), "2 misplaced quotes were read as ordinary characters."),
    (Repair("nul", 1), "1 NUL character was removed."),
    (Repair("nul", 2), "2 NUL characters were removed."),
    (Repair("unreadable", 1, encoding="utf-8"), "1 character is invalid in utf-8 and was replaced."),
    (Repair("unreadable", 2, encoding="utf-8"), "2 characters are invalid in utf-8 and were replaced."),
    (
        Repair("doubtful_encoding", 1, encoding="cp1252", rival="iso8859_2", example="Gyõr"),
        "The encoding isn't certain: the file was read as Western European (CP1252), but may be Central "
        "European (ISO 8859-2). Check that “Gyõr” is spelt right.",
    ),
    (Repair("broken_record", 1, line=5), "1 record is no JSON object and was rejected: number 5."),
    (
        Repair("broken_record", 2, line=5),
        "2 records are no JSON objects and were rejected; the first is number 5.",
    ),
    (Repair("merged_cells", 2), "2 cells are merged over several rows; each of them got its value."),
    (Repair("error_cells", 1), "1 cell holds an error, such as #N/A, and was read as missing."),
    (
        Repair("other_tables", 2, names=("Sales", "Notes", "2024, 2025")),
        "Only “Sales” was read: the file holds 2 more tables (Notes, 2024, 2025).",
    ),
    (
        Repair("other_tables", 9, names=("a.csv", "b.csv", "c.csv")),
        "Only “a.csv” was read: the file holds 9 more tables (b.csv, c.csv…).",
    ),
]


@pytest.mark.parametrize(("repair", "text"), REPAIRS)
def test_a_repair_says_what_was_repaired_and_how_often(repair, text):
    assert repair_text(repair) == text


def test_every_kind_of_repair_has_a_text():
    assert {repair.kind for repair, _text in REPAIRS} == set(get_args(RepairKind))


def test_a_repair_of_one_of_several_files_names_it():
    assert repair_text(Repair("nul", 1, file="p2.csv")) == "p2.csv: 1 NUL character was removed."
