"""An objective comes back from the description that it was written to, whatever the names."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.data.models.objective import Objective, read_objective

texts = st.text(st.characters(codec="utf-8"))


@given(
    column=texts,
    task=st.sampled_from(["classification", "regression"]),
    dataset=texts,
    version=st.none() | st.integers(1, 10**6),
)
def test_a_written_objective_is_read_again(column, task, dataset, version):
    objective = Objective(column, task, dataset, version)
    assert read_objective(objective.to_json()) == objective


@pytest.mark.parametrize(
    "description",
    [
        "",
        "Spring model, best of all",
        "{",
        "[]",
        "null",
        '"target"',
        "[" * 100_000,
        '{"target": "y"}',
        '{"task": "regression"}',
        '{"target": "y", "task": "clustering"}',
        '{"target": "y", "task": []}',
        '{"target": 7, "task": "regression"}',
        '{"target": "y", "task": "regression", "dataset": 7}',
    ],
)
def test_what_somebody_else_wrote_is_no_objective(description):
    assert read_objective(description) is None


@pytest.mark.parametrize("version", ["2", True, 2.5, None])
def test_a_version_that_is_no_number_is_unknown(version):
    content = {"target": "y", "task": "regression", "dataset": "cars", "dataset_version": version}
    assert read_objective(json.dumps(content)) == Objective("y", "regression", "cars")


def test_the_table_doesn_t_decide_whether_the_same_is_predicted():
    objective = Objective("y", "regression", "cars", 1)
    assert objective.predicts_same(Objective("y", "regression"))
    assert not objective.predicts_same(Objective("y", "classification", "cars", 1))
    assert not objective.predicts_same(Objective("Y", "regression", "cars", 1))
