"""The proof: each artifact answers where there is nothing but numpy, scipy, joblib and scikit-learn."""

import json
import subprocess
import sysconfig
import venv
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import joblib
import numpy
import pytest

from services.data.recipe.algorithms import ALGORITHMS
from services.data.recipe.column_plans import DATE_PARTS, CategoryPlan, DatePlan, NumericPlan, TextPlan
from services.data.recipe.split import Split
from services.data.samples import samples

# The serving image's packages and what they require.
PACKAGES = ("numpy", "scipy", "joblib", "scikit-learn", "cloudpickle", "threadpoolctl")
ANSWER = """
import importlib.util, json, sys, warnings
warnings.simplefilter("error")
import joblib, numpy
for line in sys.stdin:
    path, instances = json.loads(line)
    model = joblib.load(path)
    print(json.dumps({
        "pandas": importlib.util.find_spec("pandas") is not None,
        "ours": importlib.util.find_spec("services") is not None,
        "array": model.predict(numpy.asarray(instances)).tolist(),
        "list": model.predict(instances).tolist(),
    }), flush=True)
"""


@pytest.fixture(scope="module")
def clean_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the serving image's packages alone, in the versions installed here."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder / "environment", symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder / "environment")}))
    for name in PACKAGES:
        installed = distribution(name)
        tops = {file.parts[0] for file in installed.files or () if file.parts[0] != ".."}
        for top in tops:
            (packages / top).symlink_to(installed.locate_file(top))
    return folder / "environment/bin/python"


@pytest.fixture(scope="module")
def answers(
    clean_python: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Path, list[dict[str, Any]]], dict[str, Any]]]:
    """Return a function that asks a model in the other environment, far from the project's folder."""
    errors = tmp_path_factory.mktemp("answers") / "errors.txt"
    with (
        errors.open("w") as log,
        subprocess.Popen(
            [clean_python, "-I", "-c", ANSWER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd=errors.parent,
        ) as process,
    ):

        def ask(model: Path, instances: list[dict[str, Any]]) -> dict[str, Any]:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps([str(model), instances]) + "\n")
            process.stdin.flush()
            reply = process.stdout.readline()
            assert reply, errors.read_text()
            return json.loads(reply)

        yield ask


def instances_of(contract):
    """Return the example, one of nothing but nulls, and one of values never seen in training."""
    strange = {
        "numeric": -1e9,
        "category": "본 적 없는 값",
        "text": "Hello, world! 안녕하세요",
        "date": "1999-12-31T23:59:59",
    }
    return [
        contract.instance(contract.example),
        dict.fromkeys(contract.example),
        contract.instance({field.name: strange[field.role] for field in contract.columns}),
    ]


@pytest.mark.parametrize(
    ("sample", "algorithm"),
    [
        (sample.key, key)
        for sample in samples.SAMPLES
        for key, known in ALGORITHMS.items()
        if sample.key != "diabetes" or "regression" in known.tasks
    ],
)
def test_it_answers_dict_instances_with_nothing_but_scikit_learn_as_it_does_here(
    trained, answers, sample, algorithm
):
    model = trained(sample, algorithm)
    instances = instances_of(model.contract)
    there = answers(model.folder / "model.joblib", instances)
    here = joblib.load(model.folder / "model.joblib").predict(numpy.asarray(instances))
    assert (there["pandas"], there["ours"]) == (False, False)
    numpy.testing.assert_allclose(there["array"], here, rtol=1e-9)
    assert there["list"] == there["array"]


# Neighbors get the columns of a linear model.
WITH_COLUMNS_OF_THEIR_OWN = [key for key in ALGORITHMS if key != "neighbors"]
PLANS = {
    "first": {
        "numeric": NumericPlan("mean", True, "log"),
        "category": CategoryPlan("most_frequent", "one_hot", 3),
        "text": TextPlan("characters", 500, 1, 3),
        "date": DatePlan(DATE_PARTS),
    },
    "second": {
        "numeric": NumericPlan("zero", True, "robust"),
        "category": CategoryPlan("own", "target"),
        "text": TextPlan("tfidf", 40, 1, 1),
        "date": DatePlan(("hour",)),
    },
    "third": {
        "numeric": NumericPlan("most_frequent", False, "min_max"),
        "category": CategoryPlan("own", "ordinal"),
        "text": TextPlan("counts", None, 2, 3),
        "date": DatePlan(("year", "day")),
    },
}


@pytest.mark.usefixtures("metrics_only")
@pytest.mark.parametrize("algorithm", WITH_COLUMNS_OF_THEIR_OWN)
@pytest.mark.parametrize("plans", PLANS)
def test_what_a_recipe_can_ask_for_is_in_the_artifact_and_needs_nothing_but_scikit_learn(
    train, answers, plans, algorithm
):
    def change(recipe):
        chosen = {name: PLANS[plans][role] for name, role in recipe.roles if role != "ignore"}
        return replace(recipe.planned(chosen), split=Split("time", "signup_date"))

    small = {"boosting": {"iterations": 20}, "forest": {"trees": 10}}.get(algorithm, {})
    model = train(samples.load("subscriptions")[1], algorithm, small, change)
    assert model.evaluation.split.method == "time"
    instances = instances_of(model.contract)
    there = answers(model.folder / "model.joblib", instances)
    here = joblib.load(model.folder / "model.joblib").predict(numpy.asarray(instances))
    assert (there["pandas"], there["ours"]) == (False, False)
    numpy.testing.assert_allclose(there["array"], here, rtol=1e-9)


def test_the_seeds_instance_gets_probabilities_that_sum_to_one(trained, answers):
    model = trained("support_messages", "linear")
    there = answers(model.folder / "model.joblib", [{"text": "Hello, world!"}])
    prediction = model.contract.read_prediction(there["array"][0])
    assert prediction.label in ("complaint", "praise")
    assert sum(p for _label, p in prediction.probabilities) == pytest.approx(1)


def test_a_missing_key_is_a_key_error_that_names_it(trained):
    model = joblib.load(trained("breast_cancer", "linear").folder / "model.joblib")
    with pytest.raises(KeyError, match=r"lacks “area_error”, .*“mean_radius”, .*\."):
        model.predict(numpy.asarray([{"mean_texture": 1.0}]))


def test_a_text_in_a_numeric_field_is_refused_by_the_fields_name_value_and_bound(trained):
    diabetes = trained("diabetes", "linear")
    model = joblib.load(diabetes.folder / "model.joblib")
    with pytest.raises(KeyError, match=r"“age” must be a number from -1e\+38 to 1e\+38, .*not “old”"):
        model.predict(numpy.asarray([{**diabetes.contract.example, "age": "old"}]))


def test_a_nan_counts_as_missing(trained):
    diabetes = trained("diabetes", "linear")
    model = joblib.load(diabetes.folder / "model.joblib")
    with_nan, with_none = ({**diabetes.contract.example, "age": gap} for gap in (float("nan"), None))
    assert model.predict([with_nan]).tolist() == model.predict([with_none]).tolist()
