"""The app as a process: what it imports first, and that nothing of it is left once it ends."""

import ast
import io
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import joblib
import pytest
from sklearn.linear_model import LinearRegression
from streamlit.testing.v1 import AppTest

from services.errors import InvalidInput, LaunchpadError
from services.pricing import catalogue
from services.runtime.launcher import answers
from services.settings import ROOT, read_target
from services.text.messages.errors import error_text
from services.vertex import datasets, endpoints, models, objects, predictions
from services.vertex.connection import connect
from services.vertex.endpoints import Deployment
from services.workflows import deployment
from tests.polling import wait_until

SECONDS = 60.0


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def start(state_dir: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start a command as a shell does, in a process group of its own, with our state directory."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> subprocess.Popen[bytes]:
        with (tmp_path / "log").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | {"LAUNCHPAD_TARGET": "local", "LAUNCHPAD_STATE_DIR": str(state_dir)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for left in family(state_dir):
        with suppress(ProcessLookupError):
            os.kill(left, signal.SIGKILL)


def family(state_dir: Path) -> set[int]:
    """Return every process whose arguments or environment name the state directory."""
    mark = str(state_dir).encode()
    return {int(entry.name) for entry in Path("/proc").glob("[0-9]*") if is_marked(entry, mark)}


def is_marked(entry: Path, mark: bytes) -> bool:
    try:
        return mark in (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
    except (OSError, ProcessLookupError):
        return False


def is_healthy(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as reply:
            return bool(reply.read() == b"ok")
    except OSError:  # refused, or too busy to answer in time
        return False


def commands(port: int) -> dict[str, tuple[str, ...]]:
    return {
        "make run": ("make", "--no-print-directory", "run", f"PORT={port}"),
        "streamlit": (sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)),
        "uvicorn": (sys.executable, "-m", "uvicorn", "app:app", "--port", str(port)),
    }


@pytest.mark.parametrize(
    "how", ["make run", *(pytest.param(how, marks=pytest.mark.soak) for how in ("streamlit", "uvicorn"))]
)
def test_ctrl_c_ends_the_app_its_local_cloud_and_all_they_started(start, state_dir, port, how):
    if how == "make run" and subprocess.run(["make", "-q", ".venv/installed"], cwd=ROOT).returncode:
        pytest.skip("the virtual environment isn't make's own; enable with: make test")
    process = start(*commands(port)[how])
    wait_until(lambda: is_healthy(port) and answers(state_dir), SECONDS)
    assert len(family(state_dir)) >= 2
    os.killpg(process.pid, signal.SIGINT)
    process.wait(SECONDS)
    wait_until(lambda: not family(state_dir), SECONDS)
    assert not is_healthy(port)


def test_killing_the_app_ends_the_local_cloud_too(start, state_dir, port):
    process = start(*commands(port)["streamlit"])
    wait_until(lambda: is_healthy(port) and answers(state_dir), SECONDS)
    process.kill()
    process.wait()
    wait_until(lambda: not family(state_dir), SECONDS)


def test_a_killed_local_cloud_is_started_again_at_the_same_address(start, state_dir, port):
    start(*commands(port)["streamlit"])
    wait_until(lambda: answers(state_dir), SECONDS)
    address, token = ((state_dir / name).read_text() for name in ("address", "token"))
    os.kill(int((state_dir / "lock").read_text()), signal.SIGKILL)
    wait_until(lambda: answers(state_dir) and (state_dir / "token").read_text() != token, SECONDS)
    assert (state_dir / "address").read_text() == address


@pytest.fixture
def here(state_dir, monkeypatch):
    """The target that the app of a test serves."""
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "")  # which a connection sets
    return read_target({"LAUNCHPAD_STATE_DIR": str(state_dir)})


def serve_double(here):
    """Deploy a model that doubles a number, and return its endpoint."""
    content, rows = io.BytesIO(), [[0.0], [1.0], [2.0]]
    joblib.dump(LinearRegression().fit(rows, [0.0, 2.0, 4.0]), content)
    objects.write(here, here.uri("double/model.joblib"), content.getvalue(), "application/octet-stream")
    model = {
        "display_name": "Double",
        "artifact_uri": here.uri("double"),
        "container_spec": {"image_uri": catalogue().serving_image},
    }
    reply = connect(here).models.upload_model({"parent": here.parent, "model": model}).result(timeout=SECONDS)
    id = f"{reply.model.rsplit('/', 1)[-1]}@{reply.model_version_id}"
    endpoint = endpoints.create(here, "Double")
    operation = endpoints.deploy(here, endpoint, Deployment(id, "Double", "n1-standard-2"))
    return deployment.wait(here, endpoint, operation)


def predicts(here, endpoint):
    try:
        return list(predictions.predict(here, endpoint.id, [[3.0]]).predictions) == [pytest.approx(6.0)]
    except LaunchpadError:
        return False


@pytest.mark.soak
def test_a_killed_app_is_ready_again_in_5_seconds_and_predicts_in_8(start, state_dir, port, here):
    process = start(*commands(port)["streamlit"])
    wait_until(lambda: is_healthy(port) and answers(state_dir), SECONDS)
    endpoint = serve_double(here)
    assert predicts(here, endpoint)
    before = (datasets.list_datasets(here), models.list_models(here), endpoints.list_endpoints(here))
    old = family(state_dir)
    process.kill()
    process.wait()
    killed = time.monotonic()
    start(*commands(port)["streamlit"])
    wait_until(lambda: is_healthy(port) and answers(state_dir) and not old & family(state_dir), SECONDS)
    ready = time.monotonic() - killed
    wait_until(lambda: predicts(here, endpoint), SECONDS)
    predicted = time.monotonic() - killed
    load = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))  # 1 on a quiet machine
    logging.getLogger(__name__).info("ready %.1f s, predicts %.1f s, load %.1f", ready, predicted, load)
    assert (datasets.list_datasets(here), models.list_models(here), endpoints.list_endpoints(here)) == before
    assert ready < 5 * load
    assert predicted < 8 * load


def test_a_second_app_on_the_same_state_uses_the_first_ones_local_cloud(start, state_dir, port):
    start(*commands(port)["streamlit"])
    wait_until(lambda: answers(state_dir), SECONDS)
    address = (state_dir / "address").read_text()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        second_port = free.getsockname()[1]
    second = start(*commands(second_port)["streamlit"])
    wait_until(lambda: is_healthy(second_port), SECONDS)
    os.killpg(second.pid, signal.SIGINT)
    second.wait(SECONDS)
    assert answers(state_dir)
    assert (state_dir / "address").read_text() == address


def test_without_its_settings_the_cloud_target_still_serves_the_frame(start, port, monkeypatch):
    monkeypatch.setenv("LAUNCHPAD_TARGET", "cloud")
    start("env", "LAUNCHPAD_TARGET=cloud", *commands(port)["streamlit"])
    wait_until(lambda: is_healthy(port), SECONDS)


@pytest.mark.parametrize("error", ["ValueError('secret')", "errors.InvalidInput('no_instances')"])
def test_an_uncaught_error_is_explained_without_its_stack(error):
    page = AppTest.from_string(f"import app\nfrom services import errors\nassert app.explain({error})").run()
    (shown,) = page.get_by_key("uncaught_error").error
    assert "secret" not in shown.value
    assert (shown.value == str(error_text(InvalidInput("no_instances")))) == ("no_instances" in error)
    assert not page.exception


def test_neither_the_server_nor_the_frame_imports_what_takes_seconds():
    shell = ast.parse((ROOT / "pages" / "shell.py").read_text())
    imports = [ast.unparse(node) for node in shell.body if isinstance(node, ast.Import | ast.ImportFrom)]
    slow = {"google.api_core", "pandas", "polars", "scipy", "sklearn"}
    code = "\n".join(
        ["import sys, app", "sys.path.insert(0, 'pages')", *imports, f"print(*{slow} & sys.modules.keys())"]
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (result.returncode, result.stdout.strip()) == (0, ""), result.stderr
