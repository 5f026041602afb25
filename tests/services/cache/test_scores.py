"""One call reads the scores of all runs, and none those that are known."""

from typing import Any

from services import cache
from services.cache import scores
from services.data.models.score import Score
from services.settings import Target
from services.vertex import models, objects, training
from services.vertex.training import Run


def listings(calls: list[str]) -> list[str]:
    return [call for call in calls if call.startswith("GET /storage/")]


def test_runs_models_and_versions_have_the_score_of_their_evaluation(here: Target, text_run: Run) -> None:
    evaluation = cache.evaluation(here, text_run.model_uri)
    score = Score(evaluation.metric, evaluation.score)
    versions = cache.model_versions(here, text_run.model_id)
    found = [
        next(run.score for run in cache.runs(here) if run.id == text_run.id),
        next(one.score for one in versions if one.version == text_run.model_version),
        cache.model(here, f"{text_run.model_id}@{text_run.model_version}").score,
    ]
    assert found == [score] * 3
    assert all(model.score for model in cache.models(here) if model.id == text_run.model_id)


def test_a_thousand_scores_are_one_call_and_no_second_one(
    here: Target, text_run: Run, calls: list[str]
) -> None:
    runs = training.list_runs(here)
    calls.clear()
    scored = scores.scored_runs(here, [text_run] * 1000)
    assert len({run.score for run in scored}) == 1
    assert len(listings(calls)) == len(calls) == 1
    scores.scored_runs(here, [text_run] * 1000)
    assert len(calls) == 1
    model = models.get(here, f"{text_run.model_id}@{text_run.model_version}")
    calls.clear()
    (again,) = scores.scored_models(here, [model])
    assert again.score == scored[0].score
    assert calls == []
    scores.scored_runs(here, [run for run in runs if run.state != "succeeded"])
    assert calls == []


def test_a_run_that_wrote_no_score_is_asked_for_once(here: Target, text_run: Run, calls: list[str]) -> None:
    folder = here.uri("runs/20200101-000000-00000000")
    old = Run(**{**vars(text_run), "output_uri": folder})
    assert scores.scored_runs(here, [old])[0].score is None
    assert scores.scored_runs(here, [old])[0].score is None
    assert len(listings(calls)) == 1


def test_unreadable_scores_are_none(here: Target, text_run: Run) -> None:
    name = "20200101-000000-00000001"
    objects.write(here, here.uri(f"scores/{name}"), b"{}", "application/json")
    old = Run(**{**vars(text_run), "output_uri": here.uri(f"runs/{name}")})
    assert scores.scored_runs(here, [old])[0].score is None
    objects.delete_prefix(here, here.uri(f"scores/{name}"))


def test_without_the_list_of_scores_runs_are_shown_and_it_is_asked_for_again(
    here: Target, text_run: Run, faults: Any
) -> None:
    faults.plan("storage.objects.list", *["return-403"])
    assert scores.scored_runs(here, [text_run])[0].score is None
    assert scores.scored_runs(here, [text_run])[0].score is not None
