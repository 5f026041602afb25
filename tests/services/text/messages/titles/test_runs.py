"""A run's title says what it learned, by which algorithm, how well and when, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.data.models.objective import Objective
from services.data.models.score import Score
from services.text.i18n import use_language
from services.text.messages.titles import run_name, run_title, run_titles
from services.vertex.training import Run

LAUNCHED = datetime.now(UTC) - timedelta(hours=3, minutes=20)
RUN = Run(
    "projects/p/locations/l/trainingPipelines/1", "spring", "succeeded", LAUNCHED, LAUNCHED, LAUNCHED, "",
    "7", "boosting", "n1-standard-4", "gs://b/runs/1", "2", "3", "1",
    Objective("churn", "classification", "customers", 2), Score("accuracy", 0.9134),
)  # fmt: skip
OLD = replace(RUN, objective=None, score=None)


@pytest.mark.parametrize(
    ("run", "english", "korean"),
    [
        (
            RUN,
            "spring · churn · Gradient boosting · Succeeded · Accuracy 0.913 · 3 h ago",
            "spring · churn · 그래디언트 부스팅 · 성공 · 정확도 0.913 · 3시간 전",
        ),
        (
            replace(RUN, display_name="customers · churn"),
            "customers · churn · Gradient boosting · Succeeded · Accuracy 0.913 · 3 h ago",
            "customers · churn · 그래디언트 부스팅 · 성공 · 정확도 0.913 · 3시간 전",
        ),
        (
            replace(RUN, state="running", score=None),
            "spring · churn · Gradient boosting · Running · 3 h ago",
            "spring · churn · 그래디언트 부스팅 · 실행 중 · 3시간 전",
        ),
        (
            replace(RUN, objective=Objective("price", "regression"), score=Score("mae", 12345.6)),
            "spring · price · Gradient boosting · Succeeded · MAE 12,346 · 3 h ago",
            "spring · price · 그래디언트 부스팅 · 성공 · MAE 12,346 · 3시간 전",
        ),
        (
            OLD,
            "spring · Gradient boosting · Succeeded · 3 h ago",
            "spring · 그래디언트 부스팅 · 성공 · 3시간 전",
        ),
    ],
)
def test_a_title_has_what_is_known_of_a_run(run: Run, english: str, korean: str) -> None:
    assert run_title(run) == english
    with use_language("ko"):
        assert run_title(run) == korean


def test_in_a_sentence_a_run_is_named_by_its_target_and_algorithm() -> None:
    assert run_name(RUN) == "spring · churn · Gradient boosting"
    assert run_name(OLD) == "spring · Gradient boosting"


def again(id: str, **changes: object) -> Run:
    return replace(RUN, name=f"projects/p/locations/l/trainingPipelines/{id}", **changes)


def test_equal_titles_differ_by_the_dataset_or_the_second() -> None:
    earlier = Objective("churn", "classification", "customers", 1)
    titles = run_titles([again("1"), again("2", objective=earlier)])
    assert [title.rpartition(" · ")[2] for title in titles.values()] == ["customers v2", "customers v1"]
    titles = run_titles([again("1"), again("2", created=LAUNCHED - timedelta(seconds=1))])
    assert len(set(titles.values())) == 2
    assert all(title.startswith(run_title(RUN)) for title in titles.values())
    assert "customers v2" not in "".join(titles.values())  # where both have it, it tells nothing


def test_different_titles_get_nothing_more() -> None:
    other = again("2", score=Score("accuracy", 0.5))
    assert run_titles([RUN, other]) == {"1": run_title(RUN), "2": run_title(other)}
