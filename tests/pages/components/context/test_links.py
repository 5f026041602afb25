"""A link carries what is open, with what it opens itself in its place."""

from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest


def page() -> None:
    from components.context import links, session

    session.enter_page("data")
    links.page_link("train.py", "Open", icon="", run="r2", model="m2", version="3")


def test_a_link_overrides_what_it_names_and_keeps_what_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    linked: list[dict[str, str]] = []
    monkeypatch.setattr(st, "page_link", lambda _page, **options: linked.append(options["query_params"]))
    app = AppTest.from_function(page)
    for name, value in parse_qs("dataset=d&run=r&model=m&version=1&endpoint=e").items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert linked == [{"dataset": "d", "run": "r2", "model": "m2", "version": "3"}]
