"""A new version is proposed where the same dataset and target were trained before, and no other unasked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.runs import registration
from components.runs.registration import _proposal
from services import cache
from services.data.models.objective import Objective
from services.settings import Target
from services.text.markdown import escape
from services.text.messages.titles import version_mix_text
from services.vertex.datasets import Dataset
from services.vertex.models import Model
from services.vertex.training import Run, State, TrainingRequest
from tests.pages.screen import keys

Open = Callable[..., AppTest]
LENGTH = Objective("length", "regression", "Elsewhere", 1)


def unread(_model: Model) -> None:
    return None


def choice(app: AppTest) -> Any:
    (box,) = (box for box in app.selectbox if (box.key or "").startswith("parent_model_"))
    return box


def objective(stored: Dataset, **changes: Any) -> Objective:
    return replace(Objective("label", "classification", stored.display_name, stored.version), **changes)


def submitted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[TrainingRequest, bool]]:
    """Return what the page launches from here on, instead of launching it."""
    launched: list[tuple[TrainingRequest, bool]] = []
    monkeypatch.setattr(
        cache,
        "launch",
        lambda _target, request, _confirmed, allow, _nonce: launched.append((request, allow)),
    )
    return launched


def launch(app: AppTest) -> None:
    assert not app.button(key="launch").disabled
    app.button(key="launch").click().run()


def test_a_new_version_of_the_model_with_the_same_dataset_and_target_is_the_default(
    text_dataset: Dataset,
    registered: Callable[..., Model],
    open_page: Open,
    run_until: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    same = registered("Sorter", objective(text_dataset).to_json(), text_dataset.id)
    launched = submitted(monkeypatch)
    app = open_page("train.py", dataset=text_dataset.id)
    assert choice(app).value == same.name
    assert "version_proposed" in keys(app)
    launch(app)
    run_until(app, lambda _app: bool(launched))
    ((request, allowed),) = launched
    assert (request.parent_model, request.model_name, allowed) == (same.name, "Sorter", False)
    assert request.objective == objective(text_dataset)
    choice(app).set_value("").run()
    assert "version_proposed" not in keys(app)


def test_another_target_is_warned_of_and_confirmed_before_the_launch(
    text_dataset: Dataset,
    registered: Callable[..., Model],
    open_page: Open,
    run_until: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = registered("Lengths *a*", LENGTH.to_json())
    launched = submitted(monkeypatch)
    app = open_page("train.py", dataset=text_dataset.id)
    assert choice(app).value != other.name
    choice(app).set_value(other.name).run()
    key = f"other_target_{other.id}_{text_dataset.id}_label"
    (warning,) = app.get_by_key(f"{key}_warning").warning
    assert warning.value == escape(version_mix_text("Lengths *a*", LENGTH, objective(text_dataset)))
    assert app.button(key="launch").disabled
    assert "launch_blocked" in keys(app)
    app.checkbox(key=key).check().run()
    launch(app)
    run_until(app, lambda _app: bool(launched))
    assert [(request.parent_model, allowed) for request, allowed in launched] == [(other.name, True)]


def test_the_name_follows_the_target_until_it_is_edited(text_dataset: Dataset, open_page: Open) -> None:
    app = open_page("train.py", dataset=text_dataset.id)
    field = app.text_input(key=f"model_name_{text_dataset.id}")
    assert field.value == f"{text_dataset.display_name} · label"
    field.set_value("My own").run()
    assert app.text_input(key=f"model_name_{text_dataset.id}").value == "My own"


def test_the_newest_model_of_the_same_target_and_any_version_of_the_dataset_is_proposed(
    text_dataset: Dataset, here: Target, registered: Callable[..., Model]
) -> None:
    model = registered("Base", objective(text_dataset).to_json(), "1")

    def version(id: str, minutes: int = 0, **changes: Any) -> Model:
        return replace(
            model,
            name=f"{here.parent}/models/{id}",
            created=model.created + timedelta(minutes=minutes),
            **changes,
        )

    new = objective(text_dataset, dataset_version=5)
    other = {
        "column": version("column", 9, objective=objective(text_dataset, column="length")),
        "task": version("task", 9, objective=objective(text_dataset, task="regression")),
        "dataset": version("dataset", 9, objective=objective(text_dataset, dataset="Elsewhere")),
        "unknown": version("unknown", 9, objective=None),
        "renamed away": version("away", 9, dataset_id="2"),
    }
    names = {"2": "Elsewhere", "3": text_dataset.display_name}
    assert _proposal(other.values(), new, names, unread) is None
    older, newer = version("older", 1), version("newer", 2)
    assert _proposal([*other.values(), newer, older], new, names, unread) == newer
    renamed = version("renamed", 3, dataset_id="3", objective=objective(text_dataset, dataset="Old name"))
    assert _proposal([older, renamed, newer], new, names, unread) == renamed


def test_a_model_that_does_not_say_what_it_predicts_is_proposed_by_its_contract(
    text_dataset: Dataset, registered: Callable[..., Model], open_page: Open
) -> None:
    old = registered("Older", "", text_dataset.id)
    assert choice(open_page("train.py", dataset=text_dataset.id)).value == old.name


def test_the_contracts_of_a_few_models_are_read_newest_first(registered: Callable[..., Model]) -> None:
    text_model = registered("Silent")
    silent = [
        replace(text_model, name=f"m/{day}", created=text_model.created + timedelta(days=day), objective=None)
        for day in range(9)
    ]
    read: list[str] = []

    def other(model: Model) -> Objective:
        read.append(model.id)
        return LENGTH

    names = {text_model.dataset_id: "Elsewhere"}
    assert _proposal(silent, replace(LENGTH, column="other"), names, other) is None
    assert read == ["8", "7", "6", "5", "4"]
    assert _proposal(silent, LENGTH, names, other) == silent[8]


@pytest.mark.parametrize(
    ("state", "changes", "hints"),
    [("running", {}, 1), ("succeeded", {}, 0), ("running", {"column": "other"}, 0)],
)
def test_a_first_run_under_way_is_named(
    text_dataset: Dataset,
    text_run: Run,
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
    state: State,
    changes: dict[str, str],
    hints: int,
) -> None:
    first = replace(text_run, state=state, objective=objective(text_dataset, **changes))
    monkeypatch.setattr(registration, "_proposal", lambda *_known: None)
    monkeypatch.setattr(cache, "runs", lambda _target: (first,))
    app = open_page("train.py", dataset=text_dataset.id)
    assert list(keys(app)).count("first_run_under_way") == hints


@pytest.mark.usefixtures("still_caches")
def test_a_rerun_that_changed_nothing_makes_no_call(
    text_dataset: Dataset,
    registered: Callable[..., Model],
    open_page: Open,
    calls: list[str],
) -> None:
    registered("Lengths", LENGTH.to_json())
    app = open_page("train.py", dataset=text_dataset.id)
    app.run()
    calls.clear()
    app.run()
    assert calls == []
