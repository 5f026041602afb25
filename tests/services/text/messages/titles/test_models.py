"""The titles of models, versions, deployed models and endpoints, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.data.models.objective import Objective
from services.data.models.score import Score
from services.text.i18n import use_language
from services.text.messages.titles import (
    deployed_title,
    endpoint_title,
    model_title,
    model_titles,
    version_title,
    version_titles,
)
from services.vertex.endpoints import DeployedModel, Endpoint
from services.vertex.models import Model

CREATED = datetime.now(UTC) - timedelta(hours=5, minutes=20)
MODEL = Model(
    "projects/p/locations/l/models/3", "2", "spring", CREATED, "gs://b/runs/1/model", "image", "7", "linear",
    Objective("churn", "classification", "customers", 2), Score("balanced_accuracy", 0.75),
)  # fmt: skip
NAMED = replace(MODEL, display_name="customers · churn")
OLD = replace(MODEL, objective=None, score=None)
FOREIGN = replace(OLD, algorithm="", artifact_uri="")
DEPLOYED = DeployedModel("1", "3", "2", "spring · v2", "n1-standard-2", 100, CREATED)


def endpoint(name: str, *deployed: DeployedModel) -> Endpoint:
    return Endpoint("projects/p/locations/l/endpoints/9", name, CREATED, deployed)


@pytest.mark.parametrize(
    ("title", "english", "korean"),
    [
        (
            lambda: model_title(MODEL),
            "spring · churn · Linear model · Balanced accuracy 0.750 · 5 h ago",
            "spring · churn · 선형 모델 · 균형 정확도 0.750 · 5시간 전",
        ),
        (
            lambda: model_title(NAMED),
            "customers · churn · Linear model · Balanced accuracy 0.750 · 5 h ago",
            "customers · churn · 선형 모델 · 균형 정확도 0.750 · 5시간 전",
        ),
        (lambda: model_title(OLD), "spring · Linear model · 5 h ago", "spring · 선형 모델 · 5시간 전"),
        (lambda: model_title(FOREIGN), "spring · 5 h ago", "spring · 5시간 전"),
        (
            lambda: version_title(NAMED),
            "v2 · churn · Linear model · Balanced accuracy 0.750 · 5 h ago",
            "v2 · churn · 선형 모델 · 균형 정확도 0.750 · 5시간 전",
        ),
        (lambda: version_title(FOREIGN), "v2 · 5 h ago", "v2 · 5시간 전"),
        (
            lambda: deployed_title(DEPLOYED, MODEL),
            "spring · v2 · churn · Linear model · Balanced accuracy 0.750",
            "spring · v2 · churn · 선형 모델 · 균형 정확도 0.750",
        ),
        (lambda: deployed_title(DEPLOYED, None), "spring · v2", "spring · v2"),
        (
            lambda: endpoint_title(endpoint("Shop", DEPLOYED), MODEL),
            "Shop · spring · v2 · churn · Linear model · Balanced accuracy 0.750",
            "Shop · spring · v2 · churn · 선형 모델 · 균형 정확도 0.750",
        ),
        (
            lambda: endpoint_title(endpoint("spring", DEPLOYED), MODEL),
            "spring · v2 · churn · Linear model · Balanced accuracy 0.750",
            "spring · v2 · churn · 선형 모델 · 균형 정확도 0.750",
        ),
        (lambda: endpoint_title(endpoint("spr", DEPLOYED), None), "spr · spring · v2", "spr · spring · v2"),
        (lambda: endpoint_title(endpoint("Shop"), None), "Shop", "Shop"),
    ],
)
def test_a_title_has_what_is_known(title: object, english: str, korean: str) -> None:
    assert callable(title)
    assert title() == english
    with use_language("ko"):
        assert title() == korean


def test_equal_titles_of_models_differ_by_the_dataset_or_the_second() -> None:
    other = replace(MODEL, name="projects/p/locations/l/models/4")
    earlier = replace(other, objective=Objective("churn", "classification", "customers", 1))
    titles = model_titles([MODEL, earlier])
    assert [title.rpartition(" · ")[2] for title in titles.values()] == ["customers v2", "customers v1"]
    titles = model_titles([MODEL, replace(other, created=CREATED - timedelta(seconds=1))])
    assert len(set(titles.values())) == 2


def test_versions_are_titled_by_number() -> None:
    first = replace(MODEL, version="1", score=Score("accuracy", 0.5))
    assert version_titles([MODEL, first]) == {"2": version_title(MODEL), "1": version_title(first)}
