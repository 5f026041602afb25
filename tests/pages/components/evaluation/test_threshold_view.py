"""The threshold of a model of two classes is explored without a call, saved for all, and taken back."""

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from components.evaluation import threshold_view
from services import cache
from services.data.models.contract import Contract
from services.data.models.decision import Decision
from services.data.models.evaluation import Confusion
from services.settings import Target
from services.vertex import models
from services.vertex.training import Run
from services.workflows.decisions import set_decision
from tests.pages import tabs
from tests.pages.components.evaluation.test_evaluation_view import CLASSIFICATION, DETAILED, REGRESSION
from tests.polling import wait_until

Open = Callable[..., AppTest]


def decision(target: Target, run: Run) -> Decision | None:
    return Contract.from_json(models.contract_at(target, run.model_uri)).decision


def test_a_threshold_needs_two_classes() -> None:
    assert threshold_view.is_possible(DETAILED)
    assert not threshold_view.is_possible(CLASSIFICATION)  # by an earlier trainer
    assert not threshold_view.is_possible(REGRESSION)
    three = replace(DETAILED, confusion=Confusion(("a", "b", "c"), ((1, 0, 0), (0, 1, 0), (0, 0, 1))))
    assert not threshold_view.is_possible(three)


def test_a_threshold_is_saved_for_all_and_taken_back(here: Target, text_run: Run, open_page: Open) -> None:
    app = tabs.open_tab(open_page("train.py", run=text_run.id), "Threshold")
    assert not app.exception
    (curve,) = cache.evaluation(here, text_run.model_uri).curves
    lowest = min(at.value for at in curve.thresholds)
    app = app.select_slider(key=f"threshold_{text_run.id}").set_value(lowest).run()
    try:
        app.button(key="decide").click().run()
        wait_until(lambda: decision(here, text_run) is not None, 10)
        assert decision(here, text_run) == Decision(curve.label, lowest)
    finally:
        set_decision(here, text_run.model_uri, None, decision(here, text_run))
        cache.contract_at.clear(here, text_run.model_uri)
    assert decision(here, text_run) is None


def test_a_criterion_moves_the_slider_until_it_is_moved_by_hand(
    here: Target, text_run: Run, open_page: Open
) -> None:
    app = tabs.open_tab(open_page("train.py", run=text_run.id), "Threshold")
    app.segmented_control(key=f"criterion_{text_run.id}").set_value("cost").run()
    assert not app.exception
    before = app.select_slider(key=f"threshold_{text_run.id}").value
    app.number_input(key=f"cost_false_negative_{text_run.id}").set_value(1000.0).run()
    assert app.select_slider(key=f"threshold_{text_run.id}").value <= before
    (curve,) = cache.evaluation(here, text_run.model_uri).curves
    highest = max(at.value for at in curve.thresholds)
    app.select_slider(key=f"threshold_{text_run.id}").set_value(highest).run()
    assert app.segmented_control(key=f"criterion_{text_run.id}").value is None
