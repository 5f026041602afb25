"""The cards count what there is and lead to the next step."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.text.messages.overview import step_text
from services.vertex.endpoints import Endpoint

Open = Callable[..., AppTest]


def highlighted(app: AppTest) -> list[str]:
    return [str(button.key) for button in app.button if button.proto.type == "primary"]


def badges(app: AppTest, step: str) -> list[str]:
    return [text.value for text in app.get_by_key(f"step_{step}").markdown if "-badge[" in text.value]


@pytest.mark.usefixtures("empty_project")
def test_in_an_empty_project_the_data_come_first(open_page: Open) -> None:
    app = open_page("overview.py")
    assert highlighted(app) == ["open_data"]
    assert len(badges(app, "data")) == 1
    assert not badges(app, "train")


def test_with_a_live_endpoint_the_playground_comes_next(live_endpoint: Endpoint, open_page: Open) -> None:
    assert live_endpoint.is_live
    app = open_page("overview.py")
    assert highlighted(app) == ["open_playground"]
    assert [len(badges(app, step)) for step in ("data", "train", "deploy", "playground")] == [1, 1, 1, 1]


def test_results_are_counted(open_page: Open, monkeypatch: Any) -> None:
    from services import cache

    monkeypatch.setattr(cache, "models", lambda _target: (None,) * 1200)
    (badge,) = badges(open_page("overview.py"), "train")
    assert step_text("train", 1200).results in badge


def test_a_press_opens_the_page_of_the_step(open_page: Open) -> None:
    app = open_page("overview.py")
    app.button(key="open_train").click().run()
    assert not app.exception
    assert not [button for button in app.button if button.key == "open_train"]
