import json
import os

import pytest

from services.data.inspection import inspect as inspect_module
from services.data.inspection.inspect import inspect
from services.data.reading.read import read
from services.errors import LaunchpadError
from services.text.messages.errors import error_text


def record(path):
    return json.loads(inspect(str(path)).to_json())


def test_a_record_holds_the_reading_the_columns_and_the_findings(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("이름;n\n김철수;1\n박영희;2\n이민준;1;9\n".encode("cp949"))
    inspected = record(path)
    assert inspected.pop("findings")
    assert inspected == {
        "file": str(path),
        "ok": True,
        "error": None,
        "encoding": "cp949",
        "delimiter": ";",
        "header": True,
        "rows_in": 3,
        "rows_kept": 2,
        "rows_reported": 1,
        "columns": [{"name": "이름", "type": "category"}, {"name": "n", "type": "number"}],
        "targets": ["n"],
    }


def test_the_proposed_targets_are_named_the_best_first(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("year,species,x\n" + "".join(f"{2000 + n},{'ab'[n % 2]},{n * n}\n" for n in range(9)))
    assert record(path)["targets"] == ["species", "x"]


def test_repairs_are_among_the_findings(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,a\n1,2\n")
    findings = {(finding["kind"], finding["column"]) for finding in record(path)["findings"]}
    assert ("duplicate_header", None) in findings


def test_a_rejected_file_has_the_same_keys_and_no_values(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    inspected = record(path)
    with pytest.raises(LaunchpadError) as refused:
        read(path)
    assert inspected.pop("error") == str(error_text(refused.value))
    assert inspected == {
        "file": str(path),
        "ok": False,
        "encoding": None,
        "delimiter": None,
        "header": None,
        "rows_in": None,
        "rows_kept": None,
        "rows_reported": None,
        "columns": [],
        "targets": [],
        "findings": [],
    }


def test_a_record_is_one_line_whatever_the_names_hold(tmp_path):
    path = tmp_path / "a\nb\u2028c\udce9.csv"
    path.write_bytes("x\u2028y,z\n1,2\n".encode())
    line = inspect(str(path)).to_json()
    assert (len(line.splitlines()), line.isascii()) == (1, True)
    assert json.loads(line)["file"] == str(path)
    assert json.loads(line)["columns"][0]["name"] == "x\u2028y"


@pytest.mark.parametrize(
    ("name", "code", "detail"),
    [
        ("missing.csv", "inspected_file_missing", None),
        ("folder", "inspected_file_is_folder", None),
        ("pipe", "inspected_file_is_device", None),
        ("loop", "inspected_file_unreadable", "Too many levels of symbolic links"),
        ("x" * 300, "inspected_file_unreadable", "File name too long"),
        ("a\0b", "inspection_failed", "embedded null byte"),
        ("file/below", "inspected_file_unreadable", "Not a directory"),
    ],
)
def test_what_is_no_readable_file_is_rejected_without_waiting(tmp_path, name, code, detail):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").touch()
    error = inspect(f"{tmp_path}/{name}").error
    assert (error.code, error.parameters.get("detail")) == (code, detail)


def test_a_bug_of_the_program_stops_no_other_file(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n")

    def broken(_table):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(inspect_module, "profile", broken)
    inspection = inspect(str(path))
    assert (inspection.reading, inspection.profile) == (None, None)
    assert inspection.error.code == "inspection_failed"
    assert inspection.error.parameters == {"exception": "ZeroDivisionError", "detail": "by zero"}
