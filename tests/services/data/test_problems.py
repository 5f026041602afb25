import pandas as pd
import pytest

from services.data import samples
from services.data.problems import check, require_trainable
from services.data.profile import profile
from services.data.reading import read_csv
from services.data.recipe import Recipe, propose
from services.data.writing import store
from services.errors import InvalidInput

X = [str(n % 7) for n in range(20)]
TWO = ["yes", "no"] * 10


def found(recipe=None, **columns):
    table = profile(
        store(pd.DataFrame({name: pd.Series(cells, dtype="str") for name, cells in columns.items()}))
    )
    return [
        (problem.severity, problem.column, problem.message)
        for problem in check(recipe or propose(table), table)
    ]


def classifying(*roles):
    return Recipe("y", "classification", roles)


@pytest.mark.parametrize(
    ("recipe", "columns", "severity", "column", "words"),
    [
        (classifying(("x", "numeric")), {"x": X}, "error", "y", "no column “y”"),
        (classifying(("x", "numeric")), {"x": X, "y": [None] * 20}, "error", "y", "empty in every row"),
        (classifying(("x", "numeric")), {"x": X, "y": ["a"] * 20}, "error", "y", "the same in every row"),
        (classifying(("x", "ignore")), {"x": X, "y": TWO}, "error", None, "No column is left"),
        (classifying(("z", "numeric")), {"x": X, "y": TWO}, "error", "z", "doesn't have"),
        (classifying(("y", "category")), {"x": X, "y": TWO}, "error", "y", "at once"),
        (classifying(("x", "numeric")), {"x": X[:5], "y": TWO[:5]}, "error", None, "only 5 rows"),
        (classifying(("x", "numeric")), {"x": X, "y": TWO[:8] + [None] * 12}, "error", "y", "Only 8 rows"),
        (
            classifying(("x", "numeric")),
            {"x": X, "y": [f"c{n}" for n in range(20)]},
            "error",
            "y",
            "class of its own",
        ),
        (Recipe("y", "regression", (("x", "numeric"),)), {"x": X, "y": TWO}, "error", "y", "holds text"),
        (
            classifying(("x", "numeric")),
            {"x": X, "y": [*TWO[:18], "a", "yes"]},
            "warning",
            "y",
            "“a” has one row",
        ),
        (
            classifying(("x", "numeric")),
            {"x": X, "y": [*TWO[:18], "a", "a"]},
            "warning",
            "y",
            "“a” has 2 rows",
        ),
        (
            classifying(("x", "numeric")),
            {"x": X, "y": [*TWO[:18], None, None]},
            "warning",
            "y",
            "2 rows have no",
        ),
        (classifying(("x", "numeric")), {"x": ["1"] * 20, "y": TWO}, "warning", "x", "the same in every row"),
        (classifying(("x", "numeric")), {"x": [None] * 20, "y": TWO}, "warning", "x", "empty in every row"),
        (
            classifying(("x", "numeric")),
            {"x": [str(n) for n in range(20)], "y": TWO},
            "warning",
            "x",
            "an id",
        ),
        (
            classifying(("x", "numeric")),
            {"x": [*X[:19], "five"], "y": TWO},
            "warning",
            "x",
            "read as numbers",
        ),
        (classifying(("x", "date")), {"x": X, "y": TWO}, "warning", "x", "read as dates"),
        (
            classifying(("x", "category")),
            {"x": [f"v{n % 1001}" for n in range(2002)], "y": TWO * 100 + ["no"] * 2},
            "warning",
            "x",
            "1001 categories",
        ),
        (
            classifying(("x", "numeric")),
            {"x": X * 6, "y": [f"c{n % 60}" for n in range(120)]},
            "warning",
            "y",
            "60 classes",
        ),
    ],
)
def test_what_would_fail_or_train_poorly_is_told_with_its_column(recipe, columns, severity, column, words):
    assert any(
        (kind, name) == (severity, column) and words in message
        for kind, name, message in found(recipe, **columns)
    ), found(recipe, **columns)


def test_errors_come_before_warnings():
    kinds = [
        kind for kind, _column, _message in found(classifying(("x", "numeric")), x=["1"] * 20, y=["a"] * 20)
    ]
    assert kinds == ["error", "warning"]


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda sample: sample.key)
def test_the_samples_have_no_problem(sample):
    table = profile(read_csv(samples.load(sample.key)[1]).table)
    assert check(propose(table), table) == ()


def test_an_error_stops_what_needs_a_trainable_recipe():
    table = profile(
        store(pd.DataFrame({"x": pd.Series(X, dtype="str"), "y": pd.Series(["a"] * 20, dtype="str")}))
    )
    with pytest.raises(InvalidInput, match="the same in every row"):
        require_trainable(classifying(("x", "numeric")), table)
