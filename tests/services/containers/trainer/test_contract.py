import json

import numpy
import pytest

from services.containers.trainer import contract
from services.containers.trainer.table import Column, Table
from services.data.models.contract import Contract
from services.data.samples import samples

COLUMNS = (
    Column("age", "numeric"),
    Column("plan", "category"),
    Column("said", "text"),
    Column("when", "date"),
)
ROWS = [
    [30.0, "basic", None, "2026-01-01"],
    [40.0, None, "x" * 900, "2026-03-01"],
    [None, "basic", "hello", "2025-01-01"],
    [80.0, "premium", "world", "2026-02-01"],
]


@pytest.fixture(scope="module")
def described():
    rows = numpy.array(ROWS, dtype=object)
    table = Table(COLUMNS, rows, numpy.array(["no", "yes", "no", "yes"], dtype=object), 0)
    recipe = {"task": "classification", "target": "churned"}
    metrics = {"metrics": [{"name": "accuracy", "value": 0.75}]}
    return contract.describe(table, recipe, "linear", ["no", "yes"], metrics)


def test_the_app_reads_what_the_container_writes(described):
    read = Contract.from_json(json.dumps(described))
    assert [(field.name, field.role, field.kind) for field in read.columns] == [
        ("age", "numeric", "integer"),
        ("plan", "category", "category"),
        ("said", "text", "text"),
        ("when", "date", "date"),
    ]
    assert (read.classes, read.metrics, read.algorithm) == (("no", "yes"), (("accuracy", 0.75),), "linear")


def test_each_field_tells_what_was_seen_in_training(described):
    age, plan, said, when = Contract.from_json(json.dumps(described)).columns
    assert (age.minimum, age.maximum, age.mean, age.typical, age.missing_rate) == (30, 80, 50, 40, 0.25)
    assert (plan.categories, plan.typical) == (("basic", "premium"), "basic")
    assert said.missing_rate == 0.25
    assert (when.earliest, when.latest, when.typical) == ("2025-01-01", "2026-03-01", "2026-02-01")


def test_the_importance_of_a_column_stands_with_it_where_it_was_measured(described):
    assert [field.importance for field in Contract.from_json(json.dumps(described)).columns] == [None] * 4
    table = Table(
        (Column("a", "numeric"), Column("b", "numeric")), numpy.ones((2, 2), object), numpy.ones(2), 0
    )
    tests = {"metrics": [], "importance": [{"column": "b", "mean": 0.3, "deviation": 0.1}]}
    content = contract.describe(table, {"task": "regression", "target": "y"}, "linear", [], tests)
    read = Contract.from_json(json.dumps(content))
    assert [(field.name, field.importance) for field in read.by_importance] == [("b", 0.3), ("a", None)]


def test_the_example_is_a_row_with_the_fewest_gaps(described):
    assert described["example"] == {"age": 80.0, "plan": "premium", "said": "world", "when": "2026-02-01"}


def test_a_long_text_is_cut_in_the_example():
    rows = numpy.array([["x" * 900]], dtype=object)
    table = Table((Column("said", "text"),), rows, numpy.array([1.0]), 0)
    content = contract.describe(table, {"task": "regression", "target": "y"}, "linear", [], {"metrics": []})
    assert len(content["example"]["said"]) == contract.EXAMPLE_CHARACTERS


@pytest.mark.parametrize("sample", [sample.key for sample in samples.SAMPLES])
def test_the_example_of_a_trained_model_is_an_instance_of_its_contract(trained, sample):
    trained_contract = trained(sample, "linear").contract
    assert trained_contract.instance(trained_contract.example) == dict(trained_contract.example)
