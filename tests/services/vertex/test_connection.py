"""Connections follow the local cloud through a restart and say what is missing on Google."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from services.errors import NotSignedIn, Unavailable
from services.settings import ROOT, Target, read_target
from services.text.messages.errors import error_text
from services.vertex import objects
from services.vertex.connection import connect

CLOUD = Target("cloud", "acme-ml", "us-central1", "acme")


def test_a_local_cloud_that_is_not_running_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="local_cloud_not_ready"):
        connect(read_target({"LAUNCHPAD_STATE_DIR": str(tmp_path)}))


def test_one_target_has_one_connection(here: Target) -> None:
    assert connect(here) is connect(here)


def test_a_restart_with_another_token_and_port_is_not_noticed(
    start_local_cloud: Callable[..., AbstractContextManager[Any]], tmp_path: Path
) -> None:
    target = read_target({"LAUNCHPAD_STATE_DIR": str(tmp_path / "state")})
    tokens = []
    for text in (b"before", b"after"):
        with start_local_cloud() as cloud:
            tokens.append(cloud.token)
            objects.write(target, target.uri(text.decode()), text, "text/plain")
            assert objects.read(target, target.uri("before")) == b"before"
    assert tokens[0] != tokens[1]


def test_a_new_token_on_the_same_address_is_read_after_a_refusal(
    start_local_cloud: Callable[..., AbstractContextManager[Any]], tmp_path: Path
) -> None:
    target = read_target({"LAUNCHPAD_STATE_DIR": str(tmp_path / "state")})
    with start_local_cloud() as cloud:
        objects.write(target, target.uri("x"), b"x", "text/plain")
        port = cloud.url.rsplit(":", 1)[1]
    with start_local_cloud("--port", port):
        assert objects.read(target, target.uri("x")) == b"x"


def test_a_target_on_google_without_credentials_says_how_to_sign_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    with pytest.raises(NotSignedIn) as caught:
        _ = connect(CLOUD).credentials
    assert caught.value.code == "no_credentials"
    assert "gcloud auth application-default login" in error_text(caught.value).hint


EVERYTHING = """
from datetime import UTC, datetime
from services.settings import target
from services.vertex import connection, datasets, endpoints, logs, models, objects, training
here = target()
for list_all in (datasets.list_datasets, training.list_runs, models.list_models, endpoints.list_endpoints):
    list_all(here)
logs.of_job(here, "1", datetime.now(UTC))
objects.write(here, here.uri("tests/proxy"), b"x", "text/plain")
assert objects.read(here, here.uri("tests/proxy")) == b"x"
connection.connect(here).sdk.Model.list()
"""


def test_nothing_leaves_the_machine_whatever_the_environment_holds(local_cloud: Any, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
        environment = {
            "PATH": os.environ["PATH"],
            "LAUNCHPAD_STATE_DIR": str(local_cloud.state_dir),
            "GOOGLE_CLOUD_PROJECT": "someone-elses",
            "GOOGLE_APPLICATION_CREDENTIALS": str(tmp_path / "none.json"),
            "STORAGE_EMULATOR_HOST": address,
            "GCE_METADATA_HOST": address.removeprefix("http://"),
            **dict.fromkeys(names, address),
        }
        subprocess.run([sys.executable, "-c", EVERYTHING], cwd=ROOT, env=environment, check=True, timeout=120)
        proxy.settimeout(0)
        with pytest.raises(BlockingIOError):
            proxy.accept()


def test_on_google_nothing_is_diverted_to_an_emulator_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from google.auth.credentials import AnonymousCredentials

    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:9")
    elsewhere = Target("cloud", "acme-two", "us-central1", "acme")
    connection = connect(elsewhere)
    connection.__dict__["credentials"] = AnonymousCredentials()
    assert connection.storage._connection.API_BASE_URL == "https://storage.googleapis.com"
    for client in (connection.datasets, connection.pipelines, connection.models, connection.endpoints):
        assert client.transport._host == "https://us-central1-aiplatform.googleapis.com"
    assert "STORAGE_EMULATOR_HOST" not in os.environ
