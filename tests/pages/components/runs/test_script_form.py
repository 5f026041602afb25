"""The form for own code launches what is entered, and says what is sure to fail before it is launched."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from services.settings import Target
from services.text.markdown import escape
from services.vertex import logs, training
from services.vertex.datasets import Dataset
from tests.pages.screen import keys

Open = Callable[..., AppTest]


@pytest.fixture
def open_form(open_page: Open) -> Open:
    """Open the form with what the page's URL holds."""

    def open_form(**parameters: str) -> AppTest:
        app = open_page("train.py", **parameters)
        app.segmented_control(key="run_kind").set_value("own_code").run()
        assert not app.exception
        return app

    return open_form


@pytest.mark.usefixtures("empty_project")
def test_own_code_needs_no_dataset(open_page: Open) -> None:
    app = open_page("train.py")
    app.button(key="own_code_first").click().run()
    assert not app.exception
    assert {"script_form", "launch_script"} <= keys(app)
    assert "script_with_dataset" not in keys(app)
    assert app.button(key="launch_script").disabled
    app.text_input(key="script_name").set_value("Mine").run()
    assert not app.button(key="launch_script").disabled


def test_a_script_runs_with_what_was_entered_and_its_run_says_how_metrics_are_shown(
    here: Target, text_dataset: Dataset, open_form: Open, run_until: Callable[..., AppTest]
) -> None:
    before = {None, *(run.id for run in training.list_runs(here))}
    app = open_form(dataset=text_dataset.id)
    assert app.text_area(key=f"script_arguments_{text_dataset.id}").value == "--target=label"
    app.text_area(key="script_source").set_value(
        "import os, sys; print('got', sys.argv[1:], os.environ['WHO'])"
    )
    app.text_area(key="script_requirements").set_value("")
    app.text_area(key="script_environment").set_value("WHO=me")
    app.selectbox(key="code_registers").set_value("none").run()
    app.button(key="launch_script").click().run()
    run_until(app, lambda app: app.query_params.get("run") not in before)
    run_until(app, lambda app: "run_succeeded" in keys(app))
    assert {"evaluation_missing", "no_model_registered"} <= keys(app)
    run = training.get(here, app.query_params["run"])
    assert run.dataset_id == text_dataset.id
    said = [line.text for line in logs.of_job(here, run.job_id, run.created)]
    assert f"got ['--table={text_dataset.uri}', '--target=label'] me" in said
    app.text_area(key="script_source").set_value("print('changed')").run()
    app.button(key="script_again").click().run()
    assert not app.exception
    assert "os.environ['WHO']" in app.text_area(key="script_source").value
    assert app.text_area(key=f"script_arguments_{text_dataset.id}").value == "--target=label"
    training.delete(here, run)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("script_source", "def"),
        ("script_requirements", "-r requirements.txt"),
        ("script_environment", "no variable"),
        ("script_image", "no image"),
        ("job_labels", "No Label"),
    ],
)
def test_what_is_sure_to_fail_blocks_the_launch_with_all_fields_in_sight(
    text_dataset: Dataset, open_form: Open, field: str, text: str
) -> None:
    app = open_form(dataset=text_dataset.id)
    assert "launch_blocked" not in keys(app)
    area = app.text_input if field == "script_image" else app.text_area
    area(key=field).set_value(text).run()
    assert not app.exception
    assert app.button(key="launch_script").disabled
    assert {"launch_blocked", "job_options", "run_cost"} <= keys(app)


@pytest.mark.local
def test_an_own_image_is_refused_by_the_local_cloud(text_dataset: Dataset, open_form: Open) -> None:
    app = open_form(dataset=text_dataset.id)
    app.segmented_control(key="code_kind").set_value("container").run()
    image = "us-docker.pkg.dev/mine/images/trainer:1"
    app.text_input(key="container_image").set_value(image).run()
    assert app.button(key="launch_script").disabled
    assert escape(image) in app.get_by_key("launch_blocked").caption[0].value


def test_an_uploaded_script_fills_the_field_and_stays_while_another_page_is_open(
    text_dataset: Dataset, open_form: Open
) -> None:
    app = open_form(dataset=text_dataset.id)
    app.file_uploader(key="script_file").upload("train.py", b"print('uploaded')").run()
    assert app.text_area(key="script_source").value == "print('uploaded')"
    app.segmented_control(key="run_kind").set_value("algorithms").run()
    app.switch_page("data.py").run()
    app.switch_page("train.py").run()
    app.segmented_control(key="run_kind").set_value("own_code").run()
    assert app.text_area(key="script_source").value == "print('uploaded')"


def test_a_package_needs_its_file_and_its_module(text_dataset: Dataset, open_form: Open) -> None:
    app = open_form(dataset=text_dataset.id)
    app.segmented_control(key="code_kind").set_value("package").run()
    assert app.button(key="launch_script").disabled
    app.file_uploader(key="package_file").upload("mine-1.0.tar.gz", b"not looked into here").run()
    assert app.button(key="launch_script").disabled
    app.text_input(key="package_module").set_value("mine.task").run()
    assert not app.button(key="launch_script").disabled
