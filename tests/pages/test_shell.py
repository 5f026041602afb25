"""The frame that every page stands in, without a browser."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from services import settings
from services.settings import ROOT

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


def badges(app: AppTest) -> str:
    return " ".join(markdown.value for markdown in app.sidebar.markdown)


def test_on_this_machine_the_badge_says_so(shell, monkeypatch, tmp_path):
    monkeypatch.setenv("LAUNCHPAD_TARGET", "local")
    monkeypatch.setenv("LAUNCHPAD_STATE_DIR", str(tmp_path))
    shell.run()
    assert not shell.exception
    assert "This machine" in badges(shell)


def test_in_the_cloud_the_badge_names_project_and_location(shell, monkeypatch):
    for name, value in CLOUD.items():
        monkeypatch.setenv(name, value)
    shell.run()
    assert "Google Cloud · my-project · europe-west4" in badges(shell)


def test_a_missing_setting_is_one_sentence_with_its_remedy_in_place_of_the_page(shell, monkeypatch):
    for name, value in CLOUD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LAUNCHPAD_BUCKET")
    shell.run()
    assert not shell.exception
    assert [warning.value for warning in shell.warning] == [
        "LAUNCHPAD_TARGET=cloud also needs LAUNCHPAD_BUCKET.\n\n"
        "Set LAUNCHPAD_BUCKET in the environment and start the app again."
    ]
    assert [title.value for title in shell.title] == ["One setting is missing"]


def test_without_credentials_for_google_a_page_says_how_to_sign_in(shell, monkeypatch, tmp_path):
    for name, value in CLOUD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    shell.run()
    assert not shell.exception
    assert ["gcloud auth application-default login" in error.value for error in shell.error] == [True]
