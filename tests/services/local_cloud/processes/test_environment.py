"""What a child process knows."""

import os

from services.local_cloud.processes.environment import THREAD_VARIABLES, scrubbed_environment
from services.local_cloud.vertex.jobs.scheduler import MAX_RUNNING, SHARE


def test_nothing_of_the_users_environment_is_in_it(monkeypatch, tmp_path):
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/secret.json")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    environment = scrubbed_environment(tmp_path / "home", "http://127.0.0.1:8085", "token")
    assert set(environment) == {
        *("PATH", "HOME", "TMPDIR", "LANG", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"),
        *("STORAGE_EMULATOR_HOST", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
        "LOKY_MAX_CPU_COUNT",
    }
    assert environment["STORAGE_EMULATOR_HOST"] == "http://job:token@127.0.0.1:8085"
    assert environment["HOME"] == str(tmp_path / "home")
    assert (tmp_path / "home" / "tmp").is_dir()


def test_numerical_libraries_use_the_threads_that_a_process_gets_and_a_server_one(tmp_path):
    asked = scrubbed_environment(tmp_path, "http://127.0.0.1:8085", "token", 3)
    server = scrubbed_environment(tmp_path, "http://127.0.0.1:8085", "token")
    assert {asked[name] for name in THREAD_VARIABLES} == {"3"}
    assert {server[name] for name in THREAD_VARIABLES} == {"1"}


def test_the_jobs_that_run_at_once_share_the_cores():
    assert MAX_RUNNING >= 2
    assert max(MAX_RUNNING, os.cpu_count()) >= MAX_RUNNING * SHARE
