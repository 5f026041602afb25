"""A sheet becomes a CSV, in a process whose limits no workbook exceeds."""

import csv
import resource

import pytest

from services.data.reading.files.choice import Choice
from services.data.reading.parsing.repairs import Repair
from services.data.reading.workbooks import process
from services.data.reading.workbooks.sheets import read_sheet
from services.errors import InvalidInput
from services.settings import LIMITS, Limits
from tests.ole import ole
from tests.workbooks import cell, excel, opendocument, rows

TABLE = rows("a|b", "1|x", "2|y")
MERGED = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A1:B1"/></mergeCells>'


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a sheet and returns it with its rows."""

    def run(data, wanted=None, limits=LIMITS):
        (tmp_path / "source").write_bytes(data)
        sheet = read_sheet(tmp_path / "source", tmp_path, wanted, limits)
        with sheet.path.open(encoding="utf-8", newline="") as file:
            return sheet, list(csv.reader(file))

    return run


@pytest.mark.parametrize(
    "data",
    [
        excel({"S": rows("a|b|c", "1|0.5|1@45000", "2|!TRUE|1@45001")}),
        opendocument({"S": "a|b|c/1|0.5|2023-03-15/2|TRUE|2023-03-16"}),
    ],
)
def test_a_sheet_is_read_with_its_types(read, data):
    sheet, cells = read(data)
    assert cells == [["a", "b", "c"], ["1", "0.5", "2023-03-15"], ["2", "TRUE", "2023-03-16"]]
    assert (sheet.choice, sheet.repairs) == (Choice(("S",), "S"), ())


@pytest.mark.parametrize(
    ("data", "wanted", "names", "chosen"),
    [
        (excel({"A": TABLE, "B": TABLE}), None, ("A", "B"), "A"),
        (excel({"A": TABLE, "B & C": TABLE}), "B & C", ("A", "B & C"), "B & C"),
        (excel({"Empty": "<sheetData/>", "B": TABLE}), None, ("B",), "B"),
        (excel({"H": TABLE, "V": TABLE}, hidden="H"), None, ("V", "H"), "V"),
        (excel({"Read me": rows("About", "this"), "B": TABLE}), None, ("Read me", "B"), "B"),
        (excel({"A": rows("a", "1"), "B": "<sheetData/>", "C": rows("c")}), None, ("A", "C"), "A"),
        (opendocument({"A": "a|b/1|2", "B": "c|d/3|4"}), "B", ("A", "B"), "B"),
        (opendocument({"Empty": "", "B": "c|d/3|4"}), None, ("Empty", "B"), "B"),
    ],
)
def test_the_wanted_sheet_is_read_else_the_first_with_a_table(read, data, wanted, names, chosen):
    assert read(data, wanted)[0].choice == Choice(names, chosen, wanted is not None)


def test_a_cell_merged_over_rows_has_its_value_in_each(read):
    sheet, cells = read(excel({"S": rows("t|", "x|1", "|2", "y|3") + MERGED}))
    assert cells == [["t", ""], ["x", "1"], ["x", "2"], ["y", "3"]]
    assert sheet.repairs == (Repair("merged_cells", 1),)


def test_an_empty_row_is_a_blank_line(read):
    lines = rows("Title", start=2).replace("</sheetData>", "") + rows("a|b", "1|x", start=4)[11:]
    assert read(excel({"S": lines}))[1] == [[], ["Title", ""], [], ["a", "b"], ["1", "x"]]


@pytest.mark.parametrize(
    "data",
    [
        excel({"A": rows("a|b", "#N/A|1", "2|#VALUE!"), "B": rows("#REF!|x")}),
        opendocument({"A": "a|b/#NAME?|1/2|#VALUE!", "B": "#REF!|x"}),
    ],
)
def test_error_cells_are_missing_and_counted(read, data):
    sheet, cells = read(data)
    assert cells == [["a", "b"], ["", "1"], ["2", ""]]
    assert sheet.repairs == (Repair("error_cells", 2),)


FAR = (
    f'<sheetData><row r="1">{cell("A1", "1")}</row>'
    f'<row r="1048576">{cell("XFD1048576", "1")}</row></sheetData>'
)


@pytest.mark.parametrize(
    ("data", "wanted", "code"),
    [
        (excel({"A": TABLE}), "B", "no_such_table"),
        (excel({"A": "<sheetData/>"}), None, "workbook_empty"),
        (excel({"A": TABLE, "B": "<sheetData/>"}), "B", "workbook_empty"),
        (excel({"A": FAR}), None, "workbook_too_large"),
        (excel({"A": TABLE})[:-30], None, "workbook_broken"),
        (excel({"A": "<sheetData><row><c t='s'><v>9</v></c></row>"}), None, "workbook_broken"),
        (ole("EncryptionInfo", "EncryptedPackage"), None, "workbook_encrypted"),
        (ole("WordDocument"), None, "another_format"),
        (ole("Workbook"), None, "workbook_empty"),
        (b"\xd0\xcf\x11\xe0", None, "another_format"),
    ],
)
def test_a_workbook_without_a_readable_sheet_is_refused(read, data, wanted, code):
    with pytest.raises(InvalidInput) as refusal:
        read(data, wanted)
    assert refusal.value.code == code


def test_a_sheet_that_expands_beyond_the_limit_is_refused(read):
    with pytest.raises(InvalidInput, match="workbook_too_large"):
        read(excel({"A": rows(*["x" * 1000] * 100)}), limits=Limits(unpacked_bytes=50_000))


def test_a_workbook_that_declares_to_expand_enormously_is_refused(read):
    with pytest.raises(InvalidInput, match="workbook_too_large"):
        read(excel({"A": "<sheetData>" + " " * 40_000_000 + "</sheetData>"}))


def test_the_process_limits_its_memory_and_time(monkeypatch):
    limits = {}
    monkeypatch.setattr(resource, "setrlimit", lambda kind, value: limits.update({kind: value[0]}))
    process.limit(10, 20)
    assert limits == {
        resource.RLIMIT_AS: 2 * 1024**3,
        resource.RLIMIT_CPU: 20,
        resource.RLIMIT_FSIZE: 10,
    }
