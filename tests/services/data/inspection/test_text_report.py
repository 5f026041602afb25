from pathlib import Path

import pytest

from services.data.inspection.inspect import inspect
from services.data.inspection.text_report import printable, report
from services.text.messages.errors import error_text
from services.text.messages.findings import finding_text, severity_label
from services.text.messages.recipe import target_reasons


@pytest.fixture
def reported(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def reported(data, written=None):
        Path("a.csv").write_bytes(data)
        return report(inspect("a.csv"), written).splitlines()

    return reported


def test_a_report_says_how_a_file_was_read_and_aligns_its_columns(reported):
    lines = reported("이름;n\n김철수;1\n박;20\n".encode())
    assert lines[:7] == [
        "a.csv",
        "  Encoding: UTF-8. Delimiter: semicolon. The first row is the header.",
        "  2 rows read: 2 accepted, 0 rejected.",
        "",
        "  Column  Type      Missing values  Distinct values  Examples",
        "  이름    Category               0                2  김철수, 박",
        "  n       Number                 0                2  1, 20",
    ]


def test_a_report_names_the_format_and_the_table_of_several(reported):
    lines = reported(b'{"users": [{"a": 1}], "orders": [{"b": 2}]}')
    assert lines[1:4] == ["  Table: users.", "  Format: JSON.", "  1 row read: 1 accepted, 0 rejected."]


def test_a_report_counts_rejected_rows_lists_targets_and_findings_and_says_where_the_table_was_written(
    reported,
):
    lines = reported(b"a,b\n1,2\n3,4\n1,2,3\n", Path("out/a.csv"))
    assert "  3 rows read: 2 accepted, 1 rejected." in lines
    targets = inspect("a.csv").targets
    assert targets
    for proposal in targets:
        assert f"  Proposed target: {proposal.column} ({target_reasons(proposal)})" in lines
    findings = inspect("a.csv").findings
    assert "ragged_row" in {finding.kind for finding in findings}
    for finding in findings:
        assert f"  {severity_label(finding.severity)}: {finding_text(finding).message}" in lines
    assert lines[-1] == "  Written to out/a.csv."


def test_a_rejection_is_the_message_and_the_hint_of_its_error(reported):
    lines = reported(b"")
    assert lines == ["a.csv", f"  Rejected: {error_text(inspect('a.csv').error)}"]


def test_a_wide_table_names_its_first_columns_and_counts_the_rest(reported):
    lines = reported((",".join(f"c{n}" for n in range(500)) + "\n" + ",".join("1" * 500)).encode())
    assert "  … and 470 more columns" in lines
    assert len(lines) < 60


def test_a_long_cell_is_cut(reported):
    assert all(len(line) < 140 for line in reported(b"a,b\n" + b"x" * 9000 + b",1\n"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("한글 😀", "한글 😀"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\u202ex", "\\u202ex"),
        ("\udce9", "\\udce9"),
    ],
)
def test_a_strangers_text_moves_no_terminal(text, shown):
    assert printable(text) == shown
