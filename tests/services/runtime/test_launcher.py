"""The launcher, with a small stand-in that speaks the local cloud's command line and files."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from services.runtime import launcher
from services.runtime.launcher import TRANSITIONS, LocalCloud, answers, scrubbed
from services.settings import ROOT
from tests.polling import wait_until

STAND_IN = dedent(
    '''
    """Serves one path behind a token. Files in its state directory tell it how to misbehave."""
    import argparse, fcntl, json, os, secrets, signal, sys, threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    from pathlib import Path

    parser = argparse.ArgumentParser()
    for option in ("--host", "--port", "--state-dir"):
        parser.add_argument(option)
    parser.add_argument("--until-stdin-closes", action="store_true")
    options = parser.parse_args()
    state = Path(options.state_dir)
    if (state / "refuse-to-start").exists():
        sys.exit("the disk is on fire")
    lock = open(state / "lock", "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("another process holds the state directory")
    token = secrets.token_hex()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.headers["Authorization"] == f"Bearer {token}" else 401)
            self.end_headers()
        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer((options.host, int(options.port)), Handler)
    address = f"http://{options.host}:{server.server_port}"
    (state / "environment").write_text(json.dumps(dict(os.environ)))
    (state / "token").write_text(token)
    (state / "address").write_text(address + chr(10))
    (state / "pid.new").write_text(str(os.getpid()))
    (state / "pid.new").rename(state / "pid")
    print("something on standard output first")
    print(f"local cloud ready on {address}", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    if (state / "refuse-to-stop").exists():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.stdin.read()
    fcntl.flock(open(state / "users", "a"), fcntl.LOCK_EX)
    '''
)


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    (tmp_path / "state").mkdir()
    return tmp_path / "state"


@pytest.fixture
def command(tmp_path: Path) -> tuple[str, str]:
    script = tmp_path / "stand_in.py"
    script.write_text(STAND_IN)
    return (sys.executable, str(script))


@pytest.fixture
def clouds(state_dir: Path, command: tuple[str, str]) -> Iterator[Callable[..., LocalCloud]]:
    made: list[LocalCloud] = []

    def make(**settings: object) -> LocalCloud:
        made.append(LocalCloud(state_dir, command, **settings))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for cloud in made:
        cloud.stop()


def is_ready(cloud: LocalCloud) -> Callable[[], bool]:
    return lambda: cloud.status.state == "ready"


def pid(state_dir: Path) -> int:
    return int((state_dir / "pid").read_text())


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{process_id}/status").read_text()


def test_start_returns_before_it_is_ready_and_readiness_follows(clouds, state_dir):
    cloud = clouds()
    assert cloud.status.state == "stopped"
    cloud.start()
    assert cloud.status.state == "starting"
    wait_until(is_ready(cloud))
    assert answers(state_dir)


def test_stop_ends_the_process_and_may_be_called_twice(clouds, state_dir):
    cloud = clouds()
    cloud.start()
    wait_until(is_ready(cloud))
    cloud.stop()
    cloud.stop()
    assert cloud.status.state == "stopped"
    assert not is_alive(pid(state_dir))


def test_a_process_that_ignores_the_end_is_killed(clouds, state_dir, monkeypatch):
    monkeypatch.setattr(launcher, "STOP_SECONDS", 0.3)
    (state_dir / "refuse-to-stop").touch()
    cloud = clouds()
    cloud.start()
    wait_until(is_ready(cloud))
    cloud.stop()
    assert not is_alive(pid(state_dir))


def test_stopping_while_it_starts_leaves_nothing_running(clouds, state_dir):
    cloud = clouds()
    cloud.start()
    cloud.stop()
    assert cloud.status.state == "stopped"
    assert not answers(state_dir)


@pytest.mark.parametrize("kills", [launcher.ATTEMPTS + 1, pytest.param(100, marks=pytest.mark.soak)])
def test_deaths_far_apart_each_bring_it_back_on_the_same_port(clouds, state_dir, kills):
    now = [0.0]
    cloud = clouds(pause=lambda _seconds: None, clock=lambda: now[0])
    cloud.start()
    wait_until(is_ready(cloud))
    address = (state_dir / "address").read_text()
    for _ in range(kills):
        now[0] += launcher.STEADY_SECONDS + 1
        killed = pid(state_dir)
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda killed=killed: pid(state_dir) != killed and answers(state_dir))
        wait_until(is_ready(cloud))
        assert (state_dir / "address").read_text() == address


def test_one_that_never_starts_fails_with_its_last_words_after_growing_pauses(clouds, state_dir):
    pauses: list[float] = []
    (state_dir / "refuse-to-start").touch()
    cloud = clouds(pause=pauses.append)
    cloud.start()
    wait_until(lambda: cloud.status.state == "failed")
    assert cloud.status.detail == "the disk is on fire"
    assert len(pauses) == launcher.ATTEMPTS - 1
    assert pauses == sorted(pauses)
    assert pauses[0] == 0  # a single failure costs no wait
    assert max(pauses) <= launcher.MAX_PAUSE_SECONDS


def test_a_failed_one_can_be_started_again(clouds, state_dir):
    (state_dir / "refuse-to-start").touch()
    cloud = clouds(pause=lambda _seconds: None)
    cloud.start()
    wait_until(lambda: cloud.status.state == "failed")
    (state_dir / "refuse-to-start").unlink()
    cloud.start()
    wait_until(is_ready(cloud))


@pytest.fixture
def two_clouds(clouds):
    """The local clouds of two apps on one state directory, of which the first one runs it."""
    first, second = clouds(), clouds()
    for cloud in (first, second):
        cloud.start()
        wait_until(is_ready(cloud))
    return first, second


def test_a_local_cloud_that_another_app_uses_outlives_the_app_that_started_it(two_clouds, state_dir):
    first, second = two_clouds
    process = pid(state_dir)
    first.stop()
    assert first.status.state == "stopped"
    assert answers(state_dir)
    second.stop()
    wait_until(lambda: not is_alive(process))


def test_when_the_local_cloud_that_was_left_dies_its_user_starts_one(two_clouds, state_dir):
    first, second = two_clouds
    first.stop()
    process = pid(state_dir)
    os.kill(process, signal.SIGKILL)
    wait_until(lambda: pid(state_dir) != process and answers(state_dir))
    wait_until(is_ready(second))


def test_an_app_that_is_killed_leaves_its_local_cloud_to_another(clouds, state_dir, command, tmp_path):
    with subprocess.Popen([sys.executable, str(_app(tmp_path, state_dir, command))], cwd=ROOT) as app:
        wait_until(lambda: answers(state_dir))
        second = clouds()
        second.start()
        wait_until(is_ready(second))
        app.kill()
    process = pid(state_dir)
    assert answers(state_dir)
    second.stop()
    wait_until(lambda: not is_alive(process))


def test_another_apps_local_cloud_is_used_and_left_alone(two_clouds, state_dir):
    process = pid(state_dir)
    two_clouds[1].stop()
    assert pid(state_dir) == process
    assert answers(state_dir)


def test_two_apps_that_start_at_once_share_one_local_cloud(clouds, state_dir):
    first, second = clouds(), clouds()
    first.start()
    second.start()
    wait_until(lambda: is_ready(first)() and is_ready(second)())
    assert answers(state_dir)


def test_an_address_left_behind_by_a_dead_one_is_not_believed(state_dir):
    (state_dir / "address").write_text("http://127.0.0.1:9\n")
    (state_dir / "token").write_text("old")
    assert not answers(state_dir)


def test_a_wrong_token_is_not_an_answer(clouds, state_dir):
    cloud = clouds()
    cloud.start()
    wait_until(is_ready(cloud))
    (state_dir / "token").write_text("another")
    assert not answers(state_dir)


def test_no_credential_reaches_the_process(clouds, state_dir, monkeypatch):
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/secret.json")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    cloud = clouds()
    cloud.start()
    wait_until(is_ready(cloud))
    environment = json.loads((state_dir / "environment").read_text())
    assert "PATH" in environment
    assert "secret" not in " ".join(environment.values())


def test_the_scrubbed_environment_keeps_what_python_and_pip_need():
    passed = {"PATH": "/bin", "LANG": "C.UTF-8", "PIP_CERT": "x", "PYTHONUNBUFFERED": "1"}
    dropped = {"GOOGLE_CLOUD_PROJECT": "p", "STREAMLIT_SERVER_PORT": "1", "GITHUB_TOKEN": "t"}
    assert scrubbed(passed | dropped) == passed


def test_it_ends_with_an_app_that_is_killed(state_dir, command, tmp_path):
    with subprocess.Popen([sys.executable, str(_app(tmp_path, state_dir, command))], cwd=ROOT) as app:
        wait_until(lambda: answers(state_dir))
        app.kill()
    wait_until(lambda: not is_alive(pid(state_dir)))


def _app(folder, state_dir, command):
    """Return a program that starts a local cloud and waits."""
    script = folder / "app.py"
    script.write_text(
        f"import sys, time; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path; from services.runtime.launcher import LocalCloud\n"
        f"LocalCloud(Path({str(state_dir)!r}), {command!r}).start()\n"
        "time.sleep(60)\n"
    )
    return script


def test_every_state_can_be_reached_and_left():
    targets = frozenset().union(*TRANSITIONS.values())
    assert targets == TRANSITIONS.keys()
    assert all(TRANSITIONS.values())


def test_a_transition_that_the_table_lacks_is_refused(clouds):
    cloud = clouds()
    with pytest.raises(AssertionError, match="stopped -> ready"):
        cloud._enter("ready")
