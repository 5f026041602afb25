"""The leaderboard ranks the runs of one dataset and target, and a click opens one."""

import pickle
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from streamlit.testing.v1 import AppTest

from services.data.models.objective import Objective
from services.data.models.score import Score
from services.vertex.training import Run
from tests.pages.screen import keys

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
OPENED = Run(
    *("p/1", "Sorter", "succeeded", NOW, NOW, NOW + timedelta(seconds=5), "", "7", "linear", "n1", "", ""),
    *("5", "1", Objective("label", "classification", "Messages", 1), Score("accuracy", 0.8)),
)


def run(number: int, value: float | None, **changes: object) -> Run:
    score = None if value is None else Score("accuracy", value)
    values = {"name": f"p/{number}", "display_name": f"Run {number}", "score": score, **changes}
    return replace(OPENED, **values)  # type: ignore[arg-type]


def page(data: bytes) -> None:
    import pickle

    from components.runs import leaderboard

    leaderboard.section(*pickle.loads(data))  # noqa: S301 - the test's own


def shown(*runs: Run) -> AppTest:
    data = pickle.dumps(((OPENED, *runs), OPENED))
    app = AppTest.from_function(page, default_timeout=30, kwargs={"data": data}).run()
    assert not app.exception
    return app


def test_the_best_run_comes_first_and_those_without_a_score_last() -> None:
    older = NOW - timedelta(days=1)
    app = shown(
        run(2, None, state="failed"),
        run(3, 0.7),
        run(4, 0.9, algorithm="boosting"),
        run(5, None, state="running", created=older),
    )
    (table,) = app.get_by_key("leaderboard").dataframe
    assert list(table.value["name"]) == ["★ Run 4", "▸ Sorter", "Run 3", "Run 2", "Run 5"]
    assert list(table.value["score"])[:3] == ["0.900", "0.800", "0.700"]


def test_an_error_that_is_lower_is_better() -> None:
    app = shown(run(2, None, score=Score("mae", 3.0)), run(3, None, score=Score("mae", 2.0)))
    names = list(app.get_by_key("leaderboard").dataframe[0].value["name"])
    assert names.index("Run 3") < names.index("Run 2")


def test_runs_of_another_dataset_or_target_are_no_rivals() -> None:
    other = Objective("price", "regression", "Messages", 1)
    assert "leaderboard" not in keys(shown(run(2, 0.9, dataset_id="8"), run(3, 0.9, objective=other)))
    assert "leaderboard" not in keys(shown(run(2, 0.9, objective=None)))


def test_a_click_on_a_row_opens_its_run() -> None:
    app = shown(run(2, 0.9))
    (table,) = app.get_by_key("leaderboard").dataframe
    app.session_state[table.key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    assert not app.exception
    assert app.query_params["run"] == "2"
