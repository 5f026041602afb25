"""The frame that every page stands in, without a browser."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from services import settings
from services.errors import NotConfigured
from services.settings import ROOT
from services.text.markdown import escape
from services.text.messages.errors import error_text

CLOUD = {
    "LAUNCHPAD_TARGET": "cloud",
    "GOOGLE_CLOUD_PROJECT": "my-project",
    "GOOGLE_CLOUD_LOCATION": "europe-west4",
    "LAUNCHPAD_BUCKET": "my-bucket",
}


@pytest.fixture(autouse=True)
def _target_read_anew() -> Iterator[None]:
    settings.target.cache_clear()
    yield
    settings.target.cache_clear()


@pytest.fixture
def shell() -> AppTest:
    return AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=30)


def badge(app: AppTest, key: str) -> str:
    return str(app.sidebar.get_by_key(key).markdown[0].value)


def test_the_local_cloud_has_a_badge_of_its_own(shell, monkeypatch, tmp_path):
    monkeypatch.setenv("LAUNCHPAD_TARGET", "local")
    monkeypatch.setenv("LAUNCHPAD_STATE_DIR", str(tmp_path))
    shell.run()
    assert not shell.exception
    assert badge(shell, "target_local")


def test_in_the_cloud_the_badge_names_project_and_location(shell, monkeypatch):
    for name, value in CLOUD.items():
        monkeypatch.setenv(name, value)
    shell.run()
    assert "my-project · europe-west4" in badge(shell, "target_cloud")


def test_a_missing_setting_is_named_with_its_hint_in_place_of_the_page(shell, monkeypatch):
    for name, value in CLOUD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LAUNCHPAD_BUCKET")
    shell.run()
    assert not shell.exception
    text = error_text(NotConfigured("settings_missing", names=("LAUNCHPAD_BUCKET",)))
    (warning,) = shell.get_by_key("settings_missing").warning
    assert warning.value == f"{escape(text.message)}\n\n{escape(text.hint)}"
    assert "LAUNCHPAD_BUCKET" in text.hint
    assert len(shell.title) == 1


def test_without_credentials_for_google_a_page_says_how_to_sign_in(shell, monkeypatch, tmp_path):
    for name, value in CLOUD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    shell.run()
    assert not shell.exception
    (error,) = shell.get_by_key("overview_no_credentials").error
    assert escape("gcloud auth application-default login") in error.value
