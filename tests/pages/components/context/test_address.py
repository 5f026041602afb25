"""What the browser is told to complete: the URL of this page and the links of the navigation."""

import json
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from services.vertex.datasets import Dataset
from services.vertex.endpoints import Endpoint
from services.vertex.training import Run
from tests.pages.screen import url

Open = Callable[..., AppTest]


def test_a_page_completes_the_url_of_the_entry_it_was_opened_with(
    text_dataset: Dataset, text_run: Run, open_page: Open
) -> None:
    app = open_page("train.py", dataset=text_dataset.id, run=text_run.id)
    data = json.loads(app.get_by_key("address").proto.json)
    assert data["page"] == "train"
    assert data["seen"] == {"dataset": text_dataset.id, "run": text_run.id}
    model = {"model": text_run.model_id, "version": text_run.model_version}
    assert data["parameters"] == data["link"] == data["seen"] | model


def test_by_the_navigation_every_page_keeps_what_one_works_with(
    text_dataset: Dataset, text_run: Run, live_endpoint: Endpoint, open_page: Open
) -> None:
    app = open_page("train.py", dataset=text_dataset.id, run=text_run.id)
    app.query_params.clear()
    expected = url(app) | {"endpoint": live_endpoint.id}
    for page in ("deploy.py", "playground.py", "data.py", "train.py", "overview.py"):
        app.switch_page(page).run()
        assert not app.exception
        assert url(app) == expected
        assert not app.query_params


def test_a_page_fills_in_what_belongs_to_what_a_link_names(
    text_dataset: Dataset, text_run: Run, live_endpoint: Endpoint, open_page: Open
) -> None:
    model = {"model": text_run.model_id, "version": text_run.model_version}
    assert url(open_page("train.py", run=text_run.id)) == {
        "dataset": text_dataset.id,
        "run": text_run.id,
        **model,
    }
    assert url(open_page("train.py", **model))["run"] == text_run.id
    assert url(open_page("playground.py", **model)) == {**model, "endpoint": live_endpoint.id}


def test_a_link_on_a_page_carries_what_is_open_and_opens_what_it_leads_to(
    text_dataset: Dataset, text_run: Run, live_endpoint: Endpoint, open_page: Open
) -> None:
    opened = {"dataset": text_dataset.id, "run": text_run.id, "endpoint": live_endpoint.id}
    app = open_page("deploy.py", **opened, model=text_run.model_id, version="1")
    (link,) = app.get_by_key(f"links_{live_endpoint.id}").get("page_link")
    assert link.proto.query_string == "&".join(f"{name}={value}" for name, value in url(app).items())
