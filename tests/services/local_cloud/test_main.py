"""The command line, as its users run it."""

import os
import subprocess
import sys

import pytest

from services.local_cloud import __main__ as command

EVERYWHERE = "0.0.0.0"  # noqa: S104 - the address that the warning is about


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | environment,
        check=False,
    )


def local_cloud_command(*arguments):
    return run("-m", "services.local_cloud", *arguments)


def test_env_prints_what_another_program_needs(local_cloud, bucket):
    bucket.blob("a").upload_from_string("content")
    printed = local_cloud_command("env", "--state-dir", str(local_cloud.state_dir))
    assert printed.returncode == 0
    script = (
        printed.stdout
        + f'"{sys.executable}" -c "from google.cloud import storage\n'
        + f"print(storage.Client().bucket('{bucket.name}').blob('a').download_as_text())\""
    )
    shell = subprocess.run(["bash", "-ec", script], capture_output=True, text=True, timeout=60, check=False)
    assert shell.stdout == "content\n", shell.stderr
    init = "\n".join(line[2:] for line in printed.stdout.splitlines() if line.startswith("# "))
    for part in (f'api_endpoint="{local_cloud.url}"', 'api_transport="rest"', f'token="{local_cloud.token}"'):
        assert part in init
    code = init.partition("\n")[2]
    for part in ("staging_bucket=", "raw_predict", 'storage_options={"token": "anon"}'):
        assert part in code
    check = f"\n{code}\nprint(list(aiplatform.Model.list()) is not None, client.transport.kind)"
    ran = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.stdout == "True rest\n", ran.stderr


def test_env_says_that_nothing_runs(tmp_path):
    printed = local_cloud_command("env", "--state-dir", str(tmp_path))
    assert (printed.returncode, printed.stdout) == (1, "")
    assert "No local cloud runs on" in printed.stderr
    assert "python -m services.local_cloud --state-dir" in printed.stderr


def test_a_second_start_says_who_holds_the_state(local_cloud):
    second = local_cloud_command("--port", "0", "--state-dir", str(local_cloud.state_dir))
    assert (second.returncode, second.stdout) == (1, "")
    assert f"process {local_cloud.process.pid}" in second.stderr


def test_a_port_in_use_is_one_sentence(local_cloud, tmp_path):
    port = local_cloud.url.rpartition(":")[2]
    second = local_cloud_command("--port", port, "--state-dir", str(tmp_path / "other"))
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == (
        f"Cannot listen on 127.0.0.1:{port}: Address already in use. Choose another --port.\n"
    )


@pytest.mark.parametrize(("version", "age"), [(99, "a newer version"), (0, "an older version")])
def test_state_of_another_version_is_one_sentence(tmp_path, version, age):
    import sqlite3

    database = sqlite3.connect(tmp_path / "cloud.sqlite")
    database.execute("CREATE TABLE buckets (name TEXT)")
    database.execute(f"PRAGMA user_version = {version}")
    database.close()
    started = local_cloud_command("--port", "0", "--state-dir", str(tmp_path))
    assert started.returncode == 1
    assert started.stderr.count("\n") == 1
    assert age in started.stderr


def test_a_fresh_token_is_made_at_each_start(start_local_cloud):
    with start_local_cloud() as first:
        pass
    with start_local_cloud() as second:
        assert first.token != second.token
        assert (second.state_dir / "token").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), (EVERYWHERE, False), ("cloud.test", False)],
)
def test_a_host_that_others_can_reach_is_told_apart(host, loopback):
    assert command._is_loopback(host) is loopback


def test_other_machines_being_let_in_is_warned_of(start_local_cloud, tmp_path):
    with start_local_cloud("--host", EVERYWHERE):
        warning = (tmp_path / "state.log").read_text()
    assert "can be reached from other machines" in warning
