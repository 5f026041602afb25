from pathlib import Path

import pytest

from services.data.recipe.split import Split
from services.errors import InvalidInput
from services.workflows.command_line.options import Options, parse, parse_split


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ("a.csv", Options("a.csv")),
        ("a.csv --target y --task regression", Options("a.csv", "y", "regression")),
        ("a.csv --target y --algorithm forest", Options("a.csv", "y", algorithm="forest")),
        ("a.csv --target y --balanced", Options("a.csv", "y", balanced=True)),
        ("--json a.csv --split random", Options("a.csv", split="random", json=True)),
        ("a.csv --split time:when --apply-fixes", Options("a.csv", split="time:when", apply_fixes=True)),
        ("a.csv --confirm b --confirm c", Options("a.csv", confirmed=("b", "c"))),
        ("a.csv --deploy --predict r.jsonl", Options("a.csv", deploy=True, rows=Path("r.jsonl"))),
        ("a.csv --state-dir s", Options("a.csv", state_dir=Path("s"))),
    ],
)
def test_options_are_read_from_the_command_line(arguments, options):
    assert parse(["run", *arguments.split()]) == options


@pytest.mark.parametrize(
    "arguments",
    [
        *("", "run", "walk a.csv", "run a.csv --task clustering", "run a.csv --algorithm magic"),
        *("run a.csv --split", "run a.csv --split weekly", "run a.csv --split time", "run a.csv b.csv"),
    ],
)
def test_a_mistake_in_them_is_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        parse(arguments.split())
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("random", Split("random")),
        ("stratified", Split("stratified")),
        ("time:when", Split("time", "when")),
        ("group:who: really", Split("group", "who: really")),
        ("column:part=test", Split("column", "part", "test")),
        ("column:part=a=b", Split("column", "part", "a=b")),
        ("column:x=y=z", Split("column", "x=y", "z")),
        ("column:날=1", Split("column", "날", "1")),
    ],
)
def test_a_split_is_written_as_a_method_with_its_column_and_value(text, split):
    assert parse_split(text, ("part", "x=y", "when")) == split


@pytest.mark.parametrize(
    "text",
    [
        *("", "weekly", "time", "time:", "group", "column", "column:part", "column:part=", "column:=test"),
        *("random:x", "stratified:x", ":x", "Time:when"),
    ],
)
def test_any_other_split_is_refused(text):
    with pytest.raises(InvalidInput) as refusal:
        parse_split(text, ("part", "when"))
    assert (refusal.value.code, refusal.value.parameters) == ("unknown_split", {"split": text})
