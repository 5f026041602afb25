"""Child processes: their lines, their ends, and that nothing outlives its owner."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from services.local_cloud.processes.child import KEEPER, MAX_LINE, start_child
from tests.polling import wait_until, wait_until_async
from tests.services.local_cloud.processes.daemons import DAEMON, holds_its_lock

PATIENCE = 10.0


def is_alive(process_id):
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture
def run(tmp_path):
    """Run Python code as a child; return its status and its lines by stream."""

    def run(code, act=None, environment=None):
        lines = {"stdout": [], "stderr": []}

        async def listen(stream, new):
            lines[stream].extend(new)

        async def main():
            command = (sys.executable, "-u", "-c", code)
            child = await start_child(command, environment or {}, tmp_path, listen)
            if act is not None:
                return await act(child, lines)
            return await child.wait()

        return asyncio.run(main()), lines

    return run


def test_lines_of_both_streams_are_delivered_and_the_status_returned(run):
    status, lines = run(
        "import sys; print('a\\nb'); print('c', file=sys.stderr); print('d', end=''); sys.exit(7)"
    )
    assert status == 7
    assert lines == {"stdout": ["a", "b", "d"], "stderr": ["c"]}


def test_a_status_tells_of_the_signal_that_ended_a_command(run):
    status, _lines = run("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert status == 128 + signal.SIGSEGV


def test_a_line_without_an_end_comes_in_parts_and_loses_nothing(run):
    status, lines = run(f"print('x' * {MAX_LINE * 3 + 5})")
    assert status == 0
    assert all(len(line) <= MAX_LINE for line in lines["stdout"])
    assert sum(map(len, lines["stdout"])) == MAX_LINE * 3 + 5


def test_bytes_that_are_no_text_are_shown_as_such(run):
    _status, lines = run(r"import os; os.write(1, b'\xff\xfe caf\xc3\xa9\r\n')")
    assert lines["stdout"] == ["\ufffd\ufffd café"]


def test_a_child_has_the_given_environment_and_no_other(run):
    _status, lines = run("import os; print(sorted(os.environ))", environment={"ONLY": "this"})
    assert set(eval(lines["stdout"][0])) - {"LC_CTYPE"} == {"ONLY"}  # noqa: S307 - the test's own words


def test_a_child_that_listens_ends_by_itself_when_it_is_stopped(run):
    code = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (print('bye'), sys.exit(3)))\n"
        "print('up')\n"
        "time.sleep(60)"
    )

    async def stop(child, lines):
        await wait_until_async(lambda: lines["stdout"])
        return await child.stop(PATIENCE)

    status, lines = run(code, stop)
    assert status == 3
    assert lines["stdout"] == ["up", "bye"]


def test_a_child_that_does_not_listen_is_killed_after_its_grace(run):
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up'); time.sleep(60)"

    async def stop(child, lines):
        await wait_until_async(lambda: lines["stdout"])
        return await child.stop(0.1)

    status, _lines = run(code, stop)
    assert status == 128 + signal.SIGKILL


def test_what_a_child_leaves_running_is_ended_with_it(run):
    code = (
        "import subprocess, sys\n"
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid)"
    )
    status, lines = run(code)
    assert status == 0
    wait_until(lambda: not is_alive(int(lines["stdout"][0])))


def test_a_daemon_is_ended_with_the_command_that_left_it(run, tmp_path):
    status, lines = run(DAEMON)
    assert (status, lines["stdout"]) == (0, ["up"])
    assert not holds_its_lock(tmp_path)


def test_a_daemon_is_ended_when_its_command_is_stopped(run, tmp_path):
    async def stop(child, lines):
        await wait_until_async(lambda: lines["stdout"])
        assert holds_its_lock(tmp_path)
        return await child.stop(PATIENCE)

    status, _lines = run(DAEMON + "time.sleep(600)", stop)
    assert status == 128 + signal.SIGTERM
    assert not holds_its_lock(tmp_path)


def test_a_daemon_dies_when_its_owner_is_killed(tmp_path):
    owner = (
        "import subprocess, sys, time\n"
        f"command = [*{KEEPER!r}, '', sys.executable, '-c', {DAEMON + 'time.sleep(600)'!r}]\n"
        "keeper = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)\n"
        "time.sleep(600)"
    )
    command = [sys.executable, "-c", owner]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stdout.readline() == "up\n"
        assert holds_its_lock(tmp_path)
        process.kill()
        wait_until(lambda: not holds_its_lock(tmp_path))


def test_a_command_that_is_not_there_says_so(tmp_path):
    async def main():
        lines = []

        async def listen(_stream, new):
            lines.extend(new)

        child = await start_child((str(tmp_path / "missing"),), {}, tmp_path, listen)
        return await child.wait(), lines

    status, lines = asyncio.run(main())
    assert status == 127
    assert "can't be run" in lines[0]


def test_a_command_and_its_own_children_die_when_their_owner_is_killed():
    code = (
        "import subprocess, sys, time\n"
        "inner = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(inner.pid, flush=True)\n"
        "time.sleep(60)"
    )
    owner = (
        "import os, subprocess, sys\n"
        f"command = [*{KEEPER!r}, '', sys.executable, '-c', {code!r}]\n"
        "keeper = subprocess.Popen(command,\n"
        "    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)\n"
        "print(keeper.pid, keeper.stdout.readline(), flush=True)\n"
        "import time; time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", owner], stdout=subprocess.PIPE, text=True) as process:
        keeper, inner = map(int, process.stdout.readline().split())
        children = Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split()
        family = [keeper, inner, *map(int, children)]
        assert len(family) == 3
        assert all(is_alive(member) for member in family)
        os.kill(process.pid, signal.SIGKILL)
    wait_until(lambda: not any(is_alive(member) for member in family))
