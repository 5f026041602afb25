"""The notice of the local cloud, in each of its states."""

import pytest
from streamlit.testing.v1 import AppTest

from services.runtime import launcher
from services.runtime.launcher import LocalCloud

SCRIPT = """
from pathlib import Path
import streamlit as st
from components.background import local_cloud_notice
from services.settings import read_target
if local_cloud_notice.show(read_target({{"LAUNCHPAD_STATE_DIR": {folder!r}}})):
    st.title("the page")
"""


@pytest.fixture
def cloud(tmp_path) -> LocalCloud:
    return launcher.local_cloud(tmp_path.resolve())


@pytest.fixture
def app(tmp_path) -> AppTest:
    return AppTest.from_string(SCRIPT.format(folder=str(tmp_path)), default_timeout=30)


def test_while_it_starts_a_notice_stands_in_place_of_the_page(app, cloud):
    cloud._enter("starting")
    app.run()
    assert app.get_by_key("local_cloud_starting").info
    assert not app.title


def test_once_ready_only_the_page_is_shown(app, cloud):
    cloud._enter("starting")
    cloud._enter("ready")
    app.run()
    assert [title.value for title in app.title] == ["the page"]
    assert not app.info


def test_while_it_restarts_the_page_stays_so_that_no_input_is_lost(app, cloud):
    cloud._enter("starting")
    cloud._enter("ready")
    cloud._enter("restarting")
    app.run()
    assert app.get_by_key("local_cloud_restarting").warning
    assert [title.value for title in app.title] == ["the page"]


def test_once_it_failed_its_standard_error_and_a_new_start_are_shown(app, cloud):
    cloud._enter("starting")
    cloud._enter("restarting")
    cloud._enter("failed", "the disk is on fire")
    app.run()
    assert [code.value for code in app.get_by_key("local_cloud_failed").code] == ["the disk is on fire"]
    assert app.button(key="local_cloud_start")
    assert not app.title


def test_where_another_process_runs_it_the_page_is_shown(app):
    app.run()
    assert [title.value for title in app.title] == ["the page"]
