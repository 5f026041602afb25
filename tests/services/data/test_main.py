"""The command line, as scripts and people run it."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import termios

import pytest

from services.errors import InvalidInput
from services.settings import ROOT
from services.text.messages.errors import error_text
from tests.polling import wait_until

PIPE_BYTES = 4096  # the least that Linux allows
COMMAND = [sys.executable, "-m", "services.data"]
HOSTILE_NAMES = [
    *("with space.csv", "한글 파일.csv", "日本語.CSV", "emoji 😀.csv", "no_ending", ".hidden", "..csv"),
    *("-dash.csv", "--json.csv", "new\nline.csv", "tab\there.csv", "quote'\".csv", "back\\slash.csv"),
    *("percent%s.csv", "braces{0}.csv", "caf\udce9.csv", "\udcff\udcfe.csv", "e\u0301.csv", "\u00e9.csv"),
    *("rtl\u202evsc.csv", "x" * 250 + ".csv", "a.csv.csv.csv", "a.tsv", "A.csv", "CON.csv", "$HOME.csv"),
    *("*.csv", "~.csv", "sep=;.csv", "http:evil.csv", "wrong.parquet.csv", "\u2028.csv", "\x1b[31m.csv"),
]


def run(*arguments, cwd=ROOT, **more):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    command = [*COMMAND, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, timeout=60, check=False, env=environment)


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.csv"
    path.write_bytes(b"a;b\n007;x\n")
    return path


def test_each_file_is_one_line_of_json_in_the_order_given_and_a_refusal_is_status_2(tmp_path, good):
    empty = tmp_path / "empty.csv"
    empty.touch()
    ended = run("inspect", empty, good, tmp_path / "missing.csv", "--json")
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(empty), str(good), str(tmp_path / "missing.csv")]
    assert [line["ok"] for line in lines] == [False, True, False]
    assert (ended.returncode, ended.stderr) == (2, b"")


def test_all_well_is_status_0_with_and_without_json(good):
    for option in ([], ["--json"]):
        ended = run("inspect", good, *option)
        assert (ended.returncode, ended.stderr) == (0, b"")


def test_each_hostile_name_is_read_and_printed_unchanged_and_exported_inside_the_folder(tmp_path):
    folder, export = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in HOSTILE_NAMES:
        (folder / name).write_bytes(b"a,b\n1,x\n")
    ended = run("inspect", "--json", "--export", export, "--", *HOSTILE_NAMES, cwd=folder)
    lines = [json.loads(line) for line in ended.stdout.split(b"\n") if line]
    assert [line["file"] for line in lines] == HOSTILE_NAMES
    assert (ended.returncode, ended.stderr) == (0, b"")
    written = list(export.iterdir())
    assert len(written) == len(HOSTILE_NAMES)
    assert {path.read_bytes() for path in written} == {b"a,b\r\n1,x\r\n"}
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}


def test_another_table_of_a_file_is_read_by_its_name(tmp_path):
    path = tmp_path / "two.json"
    path.write_text('{"users": [{"a": 1}], "orders": [{"b": 2}]}')
    for arguments, names in (([], ["a"]), (["--table", "orders"], ["b"])):
        (line,) = run("inspect", "--json", *arguments, path).stdout.splitlines()
        assert [column["name"] for column in json.loads(line)["columns"]] == names


def test_people_see_the_same_without_a_stack(good, tmp_path):
    ended = run("inspect", good, tmp_path / "missing.csv", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert "a       Category" in ended.stdout.decode()
    missing = error_text(InvalidInput("inspected_file_missing"))
    assert f"Rejected: {missing}" in ended.stdout.decode()
    assert b"Traceback" not in ended.stdout + ended.stderr


def test_a_folder_that_cannot_be_made_is_a_sentence_before_any_file_is_read(good):
    ended = run("inspect", good, "--export", good / "below")
    assert (ended.returncode, ended.stdout) == (2, b"")
    refused = InvalidInput("unwritable_export", path=str(good / "below"), detail="Not a directory")
    assert ended.stderr.decode() == f"{error_text(refused)}\n"


@pytest.mark.parametrize("arguments", [[], ["inspect"], ["undo"]])
def test_a_mistyped_command_shows_how_it_is_meant(arguments):
    ended = run(*arguments)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"usage: python -m services.data" in ended.stderr


def test_each_files_line_is_there_when_the_file_is_done(good):
    process = subprocess.Popen(
        [*COMMAND, "inspect", "--json", *[good] * 2000],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        # Who runs the tests in the background ignores Ctrl-C, and what it starts would as well.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        assert json.loads(process.stdout.readline())["ok"]
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_an_interrupt_ends_the_command_though_nobody_reads_its_output(good):
    process = subprocess.Popen(
        [*COMMAND, "inspect", "--json", *[good] * 2000],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        pipesize=PIPE_BYTES,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        line = process.stdout.readline()
        wait_until(lambda: unread(process.stdout) + len(line) > PIPE_BYTES, 30)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def unread(pipe):
    """Return how many bytes nobody has read yet."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


def test_a_reader_that_has_enough_ends_the_command_quietly(good):
    process = subprocess.Popen(
        [*COMMAND, "inspect", "--json", *[good] * 2000],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(30) == 141
    process.stderr.close()


def test_the_start_waits_for_no_page_no_cloud_and_no_training(good):
    script = (
        "import sys; at_first = set(sys.modules)\n"
        "from services.data.__main__ import main; main(['inspect', sys.argv[1]])\n"
        "sys.stderr.write(' '.join({name.split('.')[0] for name in set(sys.modules) - at_first}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, good], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(ended.stderr.split())
    assert "pyarrow" in loaded
    assert loaded.isdisjoint({"streamlit", "sklearn", "google", "scipy", "plotly", "joblib"})
