"""Connections follow the local cloud through a restart and say what is missing on Google."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from services.errors import NotSignedIn, Unavailable
from services.settings import Target, read_target
from services.vertex import objects
from services.vertex.connection import connect

CLOUD = Target("cloud", "acme-ml", "us-central1", "acme")


def test_a_local_cloud_that_is_not_running_is_said_to_be_starting(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="isn't running yet"):
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
    assert "gcloud auth application-default login" in caught.value.hint
