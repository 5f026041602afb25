"""LAUNCHPAD_TARGET=cloud leads the tests to Google and nowhere else, and says what is missing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from xml.etree import ElementTree

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from services.settings import ROOT
from tests.target import pytest_configure

SETTINGS = {
    "LAUNCHPAD_TARGET": "cloud",
    "GOOGLE_CLOUD_PROJECT": "acme-ml",
    "GOOGLE_CLOUD_LOCATION": "us-central1",
    "LAUNCHPAD_BUCKET": "acme",
}
LOCAL = "it needs the local cloud itself"
NONE = "it asks no cloud"


class Internet(ThreadingHTTPServer):
    """All of the internet that a run meets: it gives out tokens, and lets nobody through to the rest."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        """Its address, as a proxy's and as that of the tokens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Internet

    def do_POST(self) -> None:
        body = json.dumps({"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_CONNECT(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(403)

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def internet() -> Iterator[Internet]:
    with Internet() as internet:
        Thread(target=internet.serve_forever).start()
        yield internet
        internet.shutdown()


@pytest.fixture
def credentials(internet: Internet, tmp_path: Path) -> Path:
    """A service account of nobody's."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    account = {
        "type": "service_account",
        "client_email": "nobody@acme-ml.iam.gserviceaccount.com",
        "private_key": key.decode(),
        "token_uri": f"{internet.url}/token",
    }
    path = tmp_path / "account.json"
    path.write_text(json.dumps(account))
    return path


@pytest.fixture
def run_tests(internet: Internet, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run pytest as somebody does who has set nothing but what is given."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        nowhere = {"HOME": str(tmp_path), "CLOUDSDK_CONFIG": str(tmp_path), "NO_GCE_CHECK": "true"}
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--tb=line", "-p", "no:cacheprovider", *arguments],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "HTTPS_PROXY": internet.url, **nowhere, **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"LAUNCHPAD_BUCKET": "", "GOOGLE_CLOUD_PROJECT": ""}, "GOOGLE_CLOUD_PROJECT, LAUNCHPAD_BUCKET"),
        ({"LAUNCHPAD_TARGET": "claud"}, "“claud”"),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_said_in_one_line(monkeypatch, changes, reason):
    for name, value in (SETTINGS | changes).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(pytest.UsageError) as error:
        pytest_configure()
    [line] = str(error.value).splitlines()
    assert reason in line


@pytest.mark.soak
def test_credentials_that_are_missing_are_said_and_end_the_run(run_tests, internet):
    done = run_tests("tests/services/vertex/test_objects.py", **SETTINGS)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "Run “gcloud auth application-default login”" in done.stdout
    assert internet.asked == []


def test_the_tests_ask_google_or_are_skipped_with_the_reason(run_tests, internet, credentials, tmp_path):
    expected = {
        "services/vertex/test_objects": "",
        "services/local_cloud/vertex/datasets/test_service": "",
        "services/local_cloud/storage/test_preconditions": NONE,
        "services/local_cloud/testing/test_faults": LOCAL,
    }
    report = tmp_path / "report.xml"
    done = run_tests(
        *(f"tests/{module}.py" for module in expected),
        f"--junitxml={report}",
        **SETTINGS,
        GOOGLE_APPLICATION_CREDENTIALS=str(credentials),
    )
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    reasons: dict[str, set[str]] = {}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - written by ourselves
        module = case.attrib["classname"].removeprefix("tests.").replace(".", "/")
        skipped, error = case.find("skipped"), case.find("error")
        assert (skipped is None) != (error is None), f"{case.attrib} neither asked Google nor was skipped"
        reason = "" if skipped is None else skipped.attrib["message"].removeprefix("LAUNCHPAD_TARGET=cloud: ")
        reasons.setdefault(module, set()).add(reason)
    marked = {
        "services/local_cloud/vertex/datasets/test_service": {"", "Google has it"},
        "services/vertex/test_objects": {"", LOCAL},  # its faults
    }
    assert reasons == {module: {reason} for module, reason in expected.items()} | marked
    assert set(internet.asked) == {"storage.googleapis.com:443"}
