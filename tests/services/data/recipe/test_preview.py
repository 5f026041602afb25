"""The preview of a column ends in what the trainer makes of it, for every option."""

from typing import get_args

import numpy as np
import pandas as pd
import pytest

from services.containers.trainer import columns as trainer_columns
from services.containers.trainer import pipeline as trainer
from services.containers.trainer.spec import NumericImputation, Scaling, Vectoriser
from services.containers.trainer.table import load
from services.data.recipe import column_plans
from services.data.recipe.algorithms import ALGORITHMS
from services.data.recipe.column_plans import CategoryPlan, Context, DatePlan, Feature, NumericPlan, TextPlan
from services.data.recipe.preview import steps, trace
from services.data.recipe.recipe import Recipe
from services.errors import InvalidInput

CELLS = {
    "numeric": ["12", "", "NA", "-3.5", "1e3", "inf", "7"] * 6,
    "category": ["pro", "basic", "", "free", "pro", "pro"] * 7,
    "text": ["very good", "", "정말 좋아요", "not good", "bad, very bad", "ok"] * 7,
    "date": ["31.01.2026", "", "soon", "01.02.2024", "15.07.2025", "31.12.1999"] * 7,
}
OPTIONS = [
    *(NumericPlan(imputation=imputation) for imputation in get_args(NumericImputation)),
    *(NumericPlan("mean", True, scaling) for scaling in get_args(Scaling)),
    *(CategoryPlan("own", encoding, 200) for encoding in ("automatic", "one_hot", "ordinal", "target")),
    *(
        CategoryPlan("most_frequent", encoding, 2)
        for encoding in ("automatic", "one_hot", "ordinal", "target")
    ),
    *(TextPlan(vectoriser) for vectoriser in get_args(Vectoriser)),
    TextPlan("counts", 10, 2, 3),
    DatePlan(),
    DatePlan(column_plans.DATE_PARTS),
]


def dense(values):
    return np.asarray(values.todense() if hasattr(values, "todense") else values, dtype=float)


@pytest.mark.parametrize("task", ["classification", "regression"])
@pytest.mark.parametrize("algorithm", ["linear", "boosting"])
@pytest.mark.parametrize("plan", OPTIONS, ids=repr)
def test_the_last_step_is_what_the_trainer_makes(plan, algorithm, task):
    cells = CELLS[plan.role]
    answers = [str(place % 3) for place in range(len(cells))]
    table = pd.DataFrame({"x": cells, "y": answers})
    options = {"column": "x", "role": plan.role, "options": plan.options()}
    rows = load(table.to_csv(index=False).encode(), {"target": "y", "task": task, "roles": [options]})
    sparse = ALGORITHMS[algorithm].sparse
    context = Context(sparse, task, 5, 0)
    *_earlier, last = plan.stages(table["x"], rows.target, context)
    trainer_context = trainer_columns.Context(sparse, context.room, task, 5, 0)
    made = dense(trainer.transformer(rows, trainer_context).fit_transform(rows.values, rows.target))
    np.testing.assert_allclose(dense(last.values), made, rtol=1e-6, atol=1e-9)
    assert len(last.features) == len(set(last.features)) == made.shape[1]


TARGET = np.array(["a", "b"] * 21)
CONTEXT = Context(True, "classification", 5, 0)


def test_the_statistics_show_what_a_step_changed():
    column = pd.Series(CELLS["numeric"], name="age")
    uploaded, numbers, imputed, scaled = steps(column, NumericPlan(), TARGET, CONTEXT)
    assert [step.code for step in (uploaded, numbers, imputed, scaled)] == [
        "original",
        "parsed",
        "imputed",
        "scaled",
    ]
    assert uploaded.features[0].missing == 6
    assert uploaded.features[0].top[0] == ("12", 6)
    assert (numbers.features[0].missing, numbers.features[0].maximum) == (18, 1000)
    assert (imputed.features[0].missing, imputed.fill_value) == (0, 9.5)
    assert scaled.features[0].mean == pytest.approx(0)
    assert scaled.features[0].deviation == pytest.approx(1)


def test_a_category_becomes_a_feature_a_level():
    column = pd.Series(CELLS["category"], name="plan")
    last = steps(column, CategoryPlan(), TARGET, CONTEXT)[-1]
    assert [statistics.feature for statistics in last.features] == [
        Feature("plan", "missing_level"),
        Feature("plan", "level", "basic"),
        Feature("plan", "level", "free"),
        Feature("plan", "level", "pro"),
    ]
    assert last.features[3].mean == 0.5


def test_the_spellings_of_a_category_are_one_level():
    column = pd.Series(["Yes", "yes", "no", "NO"] * 10, name="x")
    _uploaded, merged, _imputed, encoded = steps(
        column, CategoryPlan(merge_spellings=True), TARGET[:40], CONTEXT
    )
    assert (merged.code, merged.features[0].distinct, encoded.count) == ("merged_spellings", 2, 2)


def test_rare_levels_share_a_feature_whatever_a_level_is_called():
    column = pd.Series(["infrequent_sklearn"] * 20 + ["a"] * 20 + ["b", "c"], name="x")
    last = steps(column, CategoryPlan(levels=3), TARGET, CONTEXT)[-1]
    assert [statistics.feature for statistics in last.features] == [
        Feature("x", "level", "a"),
        Feature("x", "level", "infrequent_sklearn"),
        Feature("x", "infrequent_levels"),
    ]


def test_the_most_frequent_words_come_first():
    last = steps(pd.Series(CELLS["text"], name="said"), TextPlan(longest=1), TARGET, CONTEXT)[-1]
    assert {statistics.feature.value for statistics in last.features[:2]} == {"good", "very"}
    assert last.count == 7


@pytest.mark.parametrize("task", ["classification", "regression"])
def test_rows_without_a_target_are_left_out(task):
    rows = pd.DataFrame({"x": ["1", "2", "3", "4"], "y": ["1", "", "2", "1"]})
    steps = trace(rows, Recipe("y", task, (("x", "numeric"),)), "x", True)
    assert steps[0].features[0].distinct == 3


def test_rows_too_few_for_a_step_are_refused():
    rows = pd.DataFrame({"x": ["", ""], "y": ["a", "b"]})
    with pytest.raises(InvalidInput) as caught:
        trace(rows, Recipe("y", "classification", (("x", "text"),)), "x", True)
    assert (caught.value.code, caught.value.parameters) == ("too_few_rows_to_preview", {"column": "x"})
