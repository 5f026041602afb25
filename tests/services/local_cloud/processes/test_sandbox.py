"""What code in a sandbox reaches, tried out by such code, by each mechanism alone and by both."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from services.local_cloud.processes import sandbox as sandbox_module
from services.local_cloud.processes.child import KEEPER
from services.local_cloud.processes.limits import GB, Limits
from services.local_cloud.processes.sandbox import describe, from_json, mechanisms, sandbox
from services.settings import ROOT
from tests.polling import wait_until
from tests.services.local_cloud.processes.daemons import DAEMON, holds_its_lock

BOTH = mechanisms(KEEPER)
# A keeper from which one mechanism is hidden.
WITHOUT = """
import sys
sys.path.append(sys.argv[1])
from services.local_cloud.processes import keeper, landlock, namespaces
def refuse():
    raise PermissionError("as some systems do")
if "namespaces" in sys.argv[2]:
    namespaces.enter = refuse
if "mounts" in sys.argv[2]:
    namespaces.change_root = lambda *_arguments: refuse()
if "landlock" in sys.argv[2]:
    landlock.abi = lambda: 0
sys.exit(keeper.main(sys.argv[3:]))
"""
# Each attempt prints whether it reached what it should not, or the name of the error.
ATTEMPTS = """
import ctypes, json, os, signal, socket, sys
victim, port, state, home = sys.argv[1:]
victim = int(victim)
def connect(family, address):
    with socket.socket(family) as connection:
        connection.connect(address)
def trace():
    if ctypes.CDLL(None, use_errno=True).ptrace(16, victim, 0, 0) != 0:
        raise PermissionError
attempts = {
    "token": lambda: open(f"{state}/token").read(),
    "database": lambda: open(f"{state}/cloud.sqlite").read(),
    "blobs": lambda: os.listdir(f"{state}/blobs"),
    "other job": lambda: os.listdir(f"{state}/jobs/2"),
    "home": lambda: open(f"{home}/key").read(),
    "environment": lambda: open(f"/proc/{victim}/environ").read(),
    "memory": lambda: open(f"/proc/{victim}/mem", "rb"),
    "files": lambda: os.readlink(f"/proc/{victim}/fd/0"),
    "trace": trace,
    "end": lambda: os.kill(victim, signal.SIGTERM),
    "port": lambda: connect(socket.AF_INET, ("127.0.0.1", int(port))),
    "abstract socket": lambda: connect(socket.AF_UNIX, "\\0" + port),
    "kernel": lambda: open("/proc/sys/kernel/core_pattern", "r+"),
    "passwords": lambda: open("/etc/shadow").read(),
    "disk": lambda: open("/usr/written", "w"),
}
reached = []
for name, attempt in attempts.items():
    try:
        attempt()
        reached.append(name)
    except OSError:
        pass
print(json.dumps(reached))
for path in (f"{home}/key", f"{home}/written", f"{state}/token"):
    try:
        open(path, "w").write("overwritten")
    except OSError:
        pass
"""
EVERYDAY = """
import multiprocessing, os, subprocess, sys, tempfile, threading
from multiprocessing import shared_memory
import numpy, sklearn
def square(number):
    return number * number
if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        assert pool.map(square, [1, 2]) == [1, 4]
    block = shared_memory.SharedMemory(create=True, size=100)
    block.close(); block.unlink()
    with tempfile.NamedTemporaryFile("w") as file:
        file.write("x")
    with open("mine", "w") as file:
        file.write("x")
    os.rename("mine", os.path.join(tempfile.gettempdir(), "mine"))
    open(os.devnull, "w").write("x")
    assert len(open("/dev/urandom", "rb").read(4)) == 4
    thread = threading.Thread(target=numpy.linalg.svd, args=(numpy.eye(50),))
    thread.start(); thread.join()
    assert subprocess.run([sys.executable, "-c", "pass"]).returncode == 0
    assert subprocess.run("cat /proc/self/status | wc -l > /dev/null", shell=True).returncode == 0
    print(sklearn.__version__, os.getuid())
"""


@pytest.fixture
def state(tmp_path):
    state = tmp_path / "state"
    for folder in ("blobs", "jobs/1/tmp", "jobs/2"):
        (state / folder).mkdir(parents=True)
    for name in ("token", "cloud.sqlite"):
        (state / name).write_text("secret")
    (tmp_path / "key").write_text("secret")
    return state


@pytest.fixture
def run(state):
    """Run code in a sandbox, without some mechanism; return its status and what it printed."""

    def run(code, *arguments, without="", limits=None, ports=()):
        folder = state / "jobs" / "1"
        (folder / "task.py").write_text(code)
        around = sandbox(folder, state, ports, limits or Limits(4 * GB))
        keeper = (sys.executable, "-I", "-S", "-c", WITHOUT, str(ROOT), without) if without else KEEPER
        process = subprocess.Popen(
            [*keeper, around.to_json(), sys.executable, "task.py", *map(str, arguments)],
            env={"TMPDIR": str(folder / "tmp"), "PATH": os.environ["PATH"], "OMP_NUM_THREADS": "1"},
            **dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE),
            text=True,
        )
        with process:
            output, errors = process.stdout.read(), process.stderr.read()
            return process.wait(), output, errors

    return run


def needs(*names):
    return pytest.mark.skipif(
        not all(BOTH[name] for name in names), reason="this system offers no " + " or ".join(names)
    )


@pytest.mark.parametrize(
    ("without", "reached"),
    [
        pytest.param("", [], marks=needs("namespaces", "landlock"), id="both"),
        # It has the machine's network, and Landlock alone closes its ports.
        pytest.param("landlock", ["port", "abstract socket"], marks=needs("namespaces"), id="namespaces"),
        pytest.param("namespaces", [], marks=needs("landlock"), id="landlock"),
    ],
)
def test_uploaded_code_reaches_nothing_of_the_owners(run, state, tmp_path, without, reached):
    if without == "namespaces" and BOTH["landlock"] < 6:
        reached = ["end", "abstract socket"] if BOTH["landlock"] >= 4 else ["end", "port", "abstract socket"]
    with (
        subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(600)"], env={"SECRET": "1"}
        ) as victim,
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        try:
            port = server.getsockname()[1]
            abstract.bind(f"\0{port}")
            abstract.listen()
            status, output, errors = run(ATTEMPTS, victim.pid, port, state, tmp_path, without=without)
            assert (status, errors) == (0, "")
            assert json.loads(output) == reached
            assert victim.poll() is None or "end" in reached
        finally:
            victim.kill()
    assert {path.name for path in tmp_path.iterdir()} == {"state", "key"}
    assert {path.read_text() for path in (tmp_path / "key", state / "token")} == {"secret"}


@pytest.mark.parametrize(
    "without",
    [
        pytest.param("", id="both"),
        pytest.param("landlock", id="namespaces"),
        pytest.param("namespaces", id="landlock"),
        pytest.param("landlock namespaces", id="none"),
        # Some systems let everyone make namespaces and do nothing in them.
        pytest.param("mounts", id="namespaces without mounts"),
    ],
)
def test_what_training_code_does_every_day_works(run, without):
    status, output, errors = run(EVERYDAY, without=without)
    assert (status, errors) == (0, "")
    assert output.split()[1] == str(os.getuid())


def test_a_port_that_is_allowed_is_reached(run):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])))"
        assert run(code, port, ports=[port])[0] == 0


@needs("namespaces")
def test_tmp_is_its_own(run, state):
    assert run("open('/tmp/b', 'w').write('y')") == (0, "", "")
    assert (state / "jobs/1/tmp/b").read_text() == "y"


@needs("namespaces")
def test_the_state_stays_hidden_below_a_folder_that_python_needs(run, state, monkeypatch):
    shown = (*sandbox_module._SYSTEM, str(state.parent))
    monkeypatch.setattr(sandbox_module, "_SYSTEM", shown)
    monkeypatch.setattr(sandbox_module, "_needed", lambda: shown)
    code = f"import os; print(os.listdir({str(state)!r}))"
    assert run(code, without="landlock") == (0, "['jobs']\n", "")


@needs("namespaces")
def test_a_daemon_dies_with_a_keeper_that_is_killed(state):
    folder = state / "jobs" / "1"
    around = sandbox(folder, state, (), Limits(GB))
    command = [*KEEPER, around.to_json(), sys.executable, "-c", DAEMON + "time.sleep(600)"]
    with subprocess.Popen(command, env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as keeper:
        assert keeper.stdout.readline() == b"up\n"
        assert holds_its_lock(folder)
        keeper.kill()
        wait_until(lambda: not holds_its_lock(folder))


def test_walls_survive_their_way_to_the_keeper(state):
    around = sandbox(state, state, (80,), Limits(1), [Path("/a")])
    assert from_json(around.to_json()) == around


def test_a_system_without_a_mechanism_is_described():
    assert describe({"namespaces": 1, "landlock": 7}) == ""
    assert "Landlock: see docs/isolation.md" in describe({"namespaces": 1, "landlock": 0})
    assert "read what you can" in describe({"namespaces": 0, "landlock": 0})
