"""The cards count what there is and lead to the next step."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.text.messages.overview import step_text
from services.vertex.endpoints import Endpoint
from tests.pages.screen import keys

Open = Callable[..., AppTest]


def highlighted(app: AppTest) -> list[str]:
    return [key for key in keys(app) if key.startswith("open_next_")]


def badges(app: AppTest, step: str) -> list[str]:
    return [text.value for text in app.get_by_key(f"step_{step}").markdown if "-badge[" in text.value]


@pytest.mark.usefixtures("empty_project")
def test_in_an_empty_project_the_data_come_first(open_page: Open) -> None:
    app = open_page("overview.py")
    assert highlighted(app) == ["open_next_data"]
    assert len(badges(app, "data")) == 1
    assert not badges(app, "train")


def test_with_a_live_endpoint_the_playground_comes_next(live_endpoint: Endpoint, open_page: Open) -> None:
    assert live_endpoint.is_live
    app = open_page("overview.py")
    assert highlighted(app) == ["open_next_playground"]
    assert [len(badges(app, step)) for step in ("data", "train", "deploy", "playground")] == [1, 1, 1, 1]


def test_results_are_counted(open_page: Open, monkeypatch: Any) -> None:
    from services import cache

    monkeypatch.setattr(cache, "models", lambda _target: (None,) * 1200)
    (badge,) = badges(open_page("overview.py"), "train")
    assert step_text("train", 1200).results in badge


def test_the_card_of_a_step_leads_to_its_page_with_what_one_works_with(
    live_endpoint: Endpoint, open_page: Open
) -> None:
    app = open_page("overview.py", endpoint=live_endpoint.id)
    (link,) = app.get_by_key("open_train").get("page_link")
    assert (link.proto.page, link.proto.query_string) == ("train", f"endpoint={live_endpoint.id}")
