import json
import os

import pytest

from services.data.inspection import inspect as inspect_module
from services.data.inspection.inspect import inspect


def record(path):
    return json.loads(inspect(str(path)).to_json())


def test_a_table_is_told_with_its_reading_its_columns_and_what_speaks_against_it(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("이름;n\n김철수;1\n박영희;2\n이민준;1;9\n".encode("cp949"))
    told = record(path)
    assert told.pop("findings")
    assert told == {
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
    }


def test_what_reading_mended_is_among_the_findings(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,a\n1,2\n")
    found = {(finding["kind"], finding["column"]) for finding in record(path)["findings"]}
    assert ("duplicate_header", None) in found


def test_a_refused_file_has_the_same_keys_and_no_facts(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    told = record(path)
    assert told.pop("error") == "The file is empty. Choose a CSV file with a header and some rows."
    assert told == {
        "file": str(path),
        "ok": False,
        "encoding": None,
        "delimiter": None,
        "header": None,
        "rows_in": None,
        "rows_kept": None,
        "rows_reported": None,
        "columns": [],
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
    ("name", "sentence"),
    [
        ("missing.csv", "There is no such file."),
        ("folder", "This is a folder."),
        ("pipe", "This is a pipe or a device, not a file."),
        ("loop", "The file can't be read: Too many levels of symbolic links."),
        ("x" * 300, "The file can't be read: File name too long."),
        ("a\0b", "The file can't be read"),
        ("file/below", "The file can't be read: Not a directory."),
    ],
)
def test_what_is_no_readable_file_is_said_without_waiting(tmp_path, name, sentence):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").touch()
    assert inspect(f"{tmp_path}/{name}").error.startswith(sentence)


def test_a_fault_of_the_programs_own_costs_the_other_files_nothing(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n")

    def broken(_table):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(inspect_module, "profile", broken)
    told = inspect(str(path))
    assert (told.reading, told.profile) == (None, None)
    assert "a fault in this program (ZeroDivisionError: by zero)" in told.error
