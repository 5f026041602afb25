"""Install and run MLServer in its own environment in the user's cache, as it pins other packages."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.servers import free_port, process, wait_for

VERSION = "1.7.1"
# Unpickling needs the versions that were used for pickling.
_SHARED = ("scikit-learn", "scipy", "numpy")
# Its workers get the event loop in a way that later versions of uvloop don't allow.
_OLDER = ("uvloop==0.21.0",)


class Absent(Exception):
    """MLServer can't be installed; the message says why."""


def install() -> Path:
    """Install MLServer unless it is installed, and return its program. Raises Absent with pip's last line."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "vertex-launchpad" / f"mlserver-{VERSION}"
    program = folder / "bin" / "mlserver"
    if program.exists():
        return program
    requirements = [f"mlserver=={VERSION}", f"mlserver-sklearn=={VERSION}", *_OLDER]
    requirements += [f"{name}=={version(name)}" for name in _SHARED]
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603 - a venv of our own
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, *requirements], capture_output=True, text=True, check=False)  # noqa: S603 - as above
    if done.returncode:
        shutil.rmtree(folder)
        raise Absent(done.stderr.strip().splitlines()[-1])
    return program


@contextmanager
def serving(program: Path, model: Path, folder: Path) -> Iterator[str]:
    """Serve a model.joblib with MLServer's default settings and yield its address for predictions."""
    folder.mkdir()
    shutil.copy(Path(__file__).with_name("mlserver_runtime.py"), folder / "runtime.py")
    port = free_port()
    settings = {
        "host": "127.0.0.1",
        "http_port": port,
        "grpc_port": free_port(),
        "metrics_port": free_port(),
        "debug": False,
        "logging_settings": None,
    }
    described = {"name": "bench", "implementation": "runtime.Pipeline", "parameters": {"uri": str(model)}}
    (folder / "settings.json").write_text(json.dumps(settings))
    (folder / "model-settings.json").write_text(json.dumps(described))
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    with (folder / "log").open("wb") as log:
        options = {"env": environment, "cwd": folder, "stdout": log, "stderr": log}
        with process([str(program), "start", str(folder)], **options):
            wait_for(f"http://127.0.0.1:{port}/v2/models/bench/ready")
            yield f"http://127.0.0.1:{port}/v2/models/bench/infer"


def body(instance: Mapping[str, Any], rows: int) -> bytes:
    """Return the body of a request with `rows` copies of an instance."""
    data = [json.dumps(instance)] * rows
    tensor = {"name": "instances", "datatype": "BYTES", "shape": [rows], "data": data}
    return json.dumps({"inputs": [tensor]}).encode()
