"""The sidebar names what one works with, and reads the names that no page has read later."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from services import cache
from services.settings import Target
from services.text.markdown import escape
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Endpoint
from services.vertex.training import Run
from tests.pages.screen import keys

Open = Callable[..., AppTest]


def listed(app: AppTest) -> dict[str, str]:
    """Return the pages that the list leads to, with the labels of the links."""
    links = app.get_by_key("working_with").get("page_link")
    return {link.proto.page: link.proto.label for link in links}


@pytest.mark.usefixtures("empty_project")
@pytest.mark.parametrize("page", ["overview.py", "data.py", "train.py", "deploy.py", "playground.py"])
def test_where_there_is_nothing_the_list_is_empty(open_page: Open, page: str) -> None:
    app = open_page(page)
    assert listed(app) == {}
    assert not app.get_by_key("working_with").caption


def test_each_thing_is_listed_by_its_name_with_a_link_to_its_page(
    text_dataset: Dataset, text_run: Run, live_endpoint: Endpoint, open_page: Open
) -> None:
    app = open_page(
        "train.py",
        dataset=text_dataset.id,
        run=text_run.id,
        model=text_run.model_id,
        version="1",
        endpoint=live_endpoint.id,
    )
    shown = listed(app)
    assert list(shown) == ["data", "train", "deploy"]  # no page has read the endpoint
    assert shown["data"].endswith(f" {escape(text_dataset.display_name)}")
    assert shown["train"].endswith(f" {escape(text_run.display_name)}")
    assert shown["deploy"].endswith(" v1")
    app.switch_page("deploy.py").run()
    assert list(listed(app)) == ["data", "train", "deploy", "playground"]
    assert listed(app)["playground"].endswith(f" {escape(live_endpoint.display_name)}")


def test_the_first_drawing_of_a_page_reads_no_list_for_the_names(
    text_run: Run, live_endpoint: Endpoint, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for name in ("runs", "models", "endpoints"):
        monkeypatch.setattr(cache, name, lambda _target, name=name: asked.append(name) or ())
    app = open_page("data.py", run=text_run.id, model=text_run.model_id, endpoint=live_endpoint.id)
    asked_by_overview = ["endpoints", "models"]
    assert sorted(asked) == asked_by_overview
    assert "train" not in listed(app)


def test_a_thing_that_is_gone_is_not_listed(here: Target, text_dataset: Dataset, open_page: Open) -> None:
    assert here
    app = open_page("train.py", dataset=text_dataset.id, run="4711")
    assert "run_missing" in keys(app)
    app = open_page("data.py", dataset="4711")
    assert "dataset_missing" in keys(app)
    assert "4711" not in "".join(listed(app).values())
