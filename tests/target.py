"""LAUNCHPAD_TARGET=cloud sends the tests to Google: which of them, into what bucket, and what becomes of it.

A test that needs no cloud says nothing about Google's, and one that needs the local cloud itself can't be
asked there: both are skipped. The fixtures that a test uses tell; `local` marks the few they don't tell of.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from services.errors import LaunchpadError
from services.settings import Target, read_target, target
from services.text.messages.errors import error_text
from services.vertex.connection import Connection, connect
from tests.made_resources import Leftovers

WANTED = os.environ.get("LAUNCHPAD_TARGET", "").strip() == "cloud"
# A machine of Google's takes minutes to come.
PATIENCE = 3600.0 if WANTED else 60.0
_numbers = count(1)


def pytest_configure() -> None:
    """End at once, in one line, where a setting is missing or wrong."""
    try:
        read_target(os.environ)
    except LaunchpadError as failure:
        raise pytest.UsageError(str(error_text(failure))) from None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what Google can't be asked."""
    for item in items if WANTED else ():
        if reason := reason_to_stay(item):
            item.add_marker(pytest.mark.skip(reason=f"LAUNCHPAD_TARGET=cloud: {reason}"))


def reason_to_stay(item: pytest.Item) -> str:
    """Return why a test is none of Google's, or nothing."""
    if mark := item.get_closest_marker("local"):
        return str(mark.args[0])
    used = set(getattr(item, "fixturenames", ()))
    if used & {"local_cloud", "start_local_cloud", "start_local_cloud_in"}:
        return "it needs the local cloud itself"
    return "" if "here" in used else "it asks no cloud"


@pytest.fixture(scope="session")
def here(request: pytest.FixtureRequest) -> Iterator[Target]:
    """The target of the run: its one local cloud or, with LAUNCHPAD_TARGET=cloud, Google."""
    if WANTED:
        with visiting(read_target(os.environ)) as there:
            yield there
    else:
        cloud = request.getfixturevalue("local_cloud")
        yield read_target({"LAUNCHPAD_STATE_DIR": str(cloud.state_dir)})


@pytest.fixture(scope="session")
def connection(here: Target) -> Connection:
    """Google's own clients, led to the target of the run by the app's own code."""
    return connect(here)


@pytest.fixture
def bucket(here: Target, connection: Connection) -> Iterator[Any]:
    """A fresh bucket of the real storage client."""
    made = connection.storage.create_bucket(f"{here.bucket}-{next(_numbers)}-{int(time.time())}")
    yield made
    if here.kind == "cloud":
        empty(made)


@pytest.fixture(scope="session")
def patience() -> float:
    """How many seconds anything may take at the target of the run."""
    return PATIENCE


@contextmanager
def visiting(configured: Target) -> Iterator[Target]:
    """Give the run a bucket of its own beside the configured one; take it and all resources away after."""
    there = replace(configured, bucket=f"{configured.bucket[:40]}-tests-{int(time.time())}")
    connection = connect(there)
    try:
        credentials = connection.credentials
    except LaunchpadError as failure:
        pytest.exit(str(error_text(failure)), returncode=pytest.ExitCode.USAGE_ERROR)
    from google.auth.transport.requests import AuthorizedSession

    bucket = connection.storage.create_bucket(there.bucket, location=there.location, retry=None)
    address = f"https://{there.location}-aiplatform.googleapis.com"
    made = Leftovers(AuthorizedSession(credentials), address, there.parent, there.bucket, PATIENCE)
    with pytest.MonkeyPatch.context() as environment, made.noted():
        environment.setenv("LAUNCHPAD_BUCKET", there.bucket)
        target.cache_clear()
        try:
            yield there
        finally:
            left = made.remove()
            empty(bucket)
            target.cache_clear()
    assert left == []


def empty(bucket: Any) -> None:
    """Delete a bucket with everything in it, however much that is."""
    for blob in bucket.list_blobs():
        blob.delete()
    bucket.delete()
