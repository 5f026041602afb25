"""What the page shows of a step is what the training container makes, for every option."""

import numpy as np
import pandas as pd
import pytest

from services.containers.trainer import pipeline as container
from services.containers.trainer.table import load
from services.data.recipe import column_plans
from services.data.recipe.column_plans import CategoryPlan, DatePlan, NumericPlan, TextPlan, written
from services.data.recipe.preview import Goal, stages, steps
from services.data.tables.numbers import PLAIN

CELLS = {
    "numeric": ["12", "", "NA", "-3.5", "1e3", "inf", "7"] * 6,
    "category": ["pro", "basic", "", "free", "pro", "pro"] * 7,
    "text": ["very good", "", "정말 좋아요", "not good", "bad, very bad", "ok"] * 7,
    "date": ["31.01.2026", "", "soon", "01.02.2024", "15.07.2025", "31.12.1999"] * 7,
}
OPTIONS = [
    *(NumericPlan(imputation=each) for each in ("median", "mean", "zero", "most_frequent")),
    *(NumericPlan("mean", True, each) for each in ("standard", "min_max", "robust", "log", "none")),
    *(CategoryPlan("own", each, 200) for each in ("automatic", "one_hot", "ordinal", "target")),
    *(CategoryPlan("most_frequent", each, 2) for each in ("automatic", "one_hot", "ordinal", "target")),
    *(TextPlan(each) for each in ("counts", "tfidf", "characters")),
    TextPlan("counts", 10, 2, 3),
    DatePlan(),
    DatePlan(column_plans.DATE_PARTS),
]


def dense(values):
    return np.asarray(values.todense() if hasattr(values, "todense") else values, dtype=float)


@pytest.mark.parametrize("task", ["classification", "regression"])
@pytest.mark.parametrize("algorithm", ["linear", "boosting"])
@pytest.mark.parametrize("plan", OPTIONS, ids=repr)
def test_the_last_step_is_what_the_container_makes(plan, algorithm, task):
    cells = CELLS[plan.role]
    answers = [str(place % 3) for place in range(len(cells))]
    table = pd.DataFrame({"x": cells, "y": answers})
    options = {"column": "x", "role": plan.role, "options": written(plan)}
    rows = load(table.to_csv(index=False).encode(), {"target": "y", "task": task, "roles": [options]})
    goal = Goal(rows.target, task, 0)
    *_earlier, (_title, names, found) = stages(table["x"], plan, PLAIN, goal, algorithm == "linear")
    transformer = container._transformer(
        rows, algorithm == "linear", (task == "regression", container._folds(rows, task), 0)
    )
    made = dense(transformer.fit_transform(rows.values, rows.target))
    np.testing.assert_allclose(dense(found), made, rtol=1e-6, atol=1e-9)
    assert len(names) == made.shape[1]


def test_the_statistics_tell_what_a_step_changed():
    goal = Goal(np.array(["a", "b"] * 21), "classification")
    column = pd.Series(CELLS["numeric"], name="age")
    uploaded, numbers, filled, scaled = steps(column, NumericPlan(), PLAIN, goal, True)
    assert uploaded.columns[0].missing == 6
    assert uploaded.columns[0].top[0] == ("12", 6)
    assert (numbers.columns[0].missing, numbers.columns[0].maximum) == (18, 1000)
    assert (filled.columns[0].missing, filled.title) == (0, "Missing filled in with 9.5")
    assert scaled.columns[0].mean == pytest.approx(0)
    assert scaled.columns[0].deviation == pytest.approx(1)


def test_a_category_becomes_a_column_a_level():
    goal = Goal(np.array(["a", "b"] * 21), "classification")
    found = steps(pd.Series(CELLS["category"], name="plan"), CategoryPlan(), PLAIN, goal, True)[-1]
    assert [each.name for each in found.columns] == ["plan=(missing)", "plan=basic", "plan=free", "plan=pro"]
    assert found.columns[3].mean == 0.5


def test_a_texts_commonest_words_come_first():
    goal = Goal(np.array(["a", "b"] * 21), "classification")
    found = steps(pd.Series(CELLS["text"], name="said"), TextPlan(longest=1), PLAIN, goal, True)[-1]
    assert {each.name for each in found.columns[:2]} == {"good", "very"}
    assert found.count == 7
