"""Limits: set in a process of its own, met there, and named in a sentence."""

import os
import subprocess
import sys

import pytest

from services.local_cloud.processes.limits import GB, MEMORY_SHARE, Limits, limits
from services.settings import ROOT

SMALL = Limits(GB // 2, processes=1, open_files=60, file_bytes=1_000_000)
LIMITED = f"""
import sys
sys.path.append({str(ROOT)!r})
from services.local_cloud.processes.limits import Limits
{SMALL!r}.apply(own_user=False)
"""


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("bytearray(10**9)", "A process of it may take 0.5 GB of memory. "),
        (
            "import numpy; numpy.ones(10**9)",
            "A process of it may take 0.5 GB of memory. ",
        ),
        ("files = [open('/dev/null') for _ in range(100)]", "A process of it may have 60 open files. "),
        (
            "import tempfile; file = tempfile.TemporaryFile(buffering=0)\n"
            "while True: file.write(bytes(600_000))",
            "A file may have 0.0 GB. ",
        ),
        ("import os; os.kill(os.getpid(), 9)", "The system killed it, as it does when the machine runs out "),
        ("raise ValueError('a table without rows')", ""),
    ],
)
def test_a_limit_that_ends_a_command_is_named(code, sentence):
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-c", LIMITED + code]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment)
    status = ended.returncode if ended.returncode > 0 else 128 - ended.returncode
    named = SMALL.met(status, ended.stderr.splitlines())
    assert named.startswith(sentence), ended.stderr
    assert bool(named) == bool(sentence)


def test_a_process_that_can_start_no_other_is_named():
    assert "1 processes and threads" in SMALL.met(1, ["RuntimeError: can't start new thread"])
    assert "1 processes and threads" in SMALL.met(1, ["BlockingIOError: [Errno 11] Resource temporarily"])


def test_no_core_is_written():
    code = LIMITED + "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "(0, 0)\n"


def test_a_machine_type_limits_memory_as_far_as_this_machine_has_it():
    here = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * MEMORY_SHARE
    assert limits().memory == int(here)
    assert limits(1.5).memory == int(min(1.5 * GB, here))
    assert limits(1e6).memory == int(here)
