"""Every option of a recipe fits, answers strange cells, and stays within scikit-learn's own parts."""

import io
import warnings
from typing import get_args

import joblib
import numpy
import pytest

from services.containers.trainer import algorithms, columns, pipeline, spec
from services.containers.trainer.table import Column, Table

# The pinned scipy warns of options that scikit-learn 1.6 uses and scipy 1.18 removes.
pytestmark = pytest.mark.filterwarnings("ignore:scipy.optimize:DeprecationWarning")

CELLS = {
    "numeric": [None, -3.0, 0.0, 1e6, 2.5, 7.0],
    "category": [None, "red", "blue", "red", "green", "초록"],
    "text": [None, "very good", "not good at all", "정말 좋아요", "bad service", "good"],
    "date": [None, "2026-01-31", "2026-02-01T10:30:00", "2024-02-29", "1999-12-31T23:59:59", "2026-07-01"],
}
STRANGE = {"numeric": -1e9, "category": "never seen", "text": "전혀 새로운 zzz", "date": "2031-05-05"}
OPTIONS = [
    *(("numeric", {"imputation": imputation}) for imputation in get_args(spec.NumericImputation)),
    ("numeric", {"indicator": True}),
    *(("numeric", {"scaling": scaling}) for scaling in get_args(spec.Scaling)),
    *(("category", {"imputation": imputation}) for imputation in get_args(spec.CategoryImputation)),
    *(("category", {"encoding": encoding}) for encoding in get_args(spec.Encoding)),
    *(("category", {"encoding": encoding, "levels": 2}) for encoding in ("automatic", "one_hot", "ordinal")),
    *(("text", {"vectoriser": vectoriser}) for vectoriser in get_args(spec.Vectoriser)),
    ("text", {"words": 25, "shortest": 2, "longest": 3}),
    *(("date", {"parts": [part]}) for part in get_args(spec.DatePart)),
    ("date", {"parts": list(get_args(spec.DatePart))}),
]


FEW = {"boosting": {"iterations": 3}, "forest": {"trees": 3}}


def fitted(role, options, algorithm, task="classification"):
    rows = numpy.array([[cell] for cell in CELLS[role] * 8], dtype=object)
    target = [("no", "yes", "perhaps")[place % 3] for place in range(len(rows))]
    if task == "regression":
        target = [float(place % 6) for place in range(len(rows))]
    table = Table((Column("x", role, options),), rows, numpy.array(target, dtype=object), 0)
    complete = algorithms.complete(algorithm, FEW.get(algorithm, {}))
    model = pipeline.unfitted(table, task, algorithm, complete, 0)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="sklearn")  # a fit cut short is no matter here
        model.fit(rows, table.target if task == "classification" else table.target.astype(float))
    return table, model


@pytest.mark.parametrize("algorithm", spec.ALGORITHMS)
@pytest.mark.parametrize(("role", "options"), OPTIONS)
def test_each_option_answers_gaps_and_strange_cells_from_parts_of_scikit_learn_alone(
    role, options, algorithm
):
    table, model = fitted(role, options, algorithm)
    packed = io.BytesIO()
    joblib.dump(pipeline.artifact(table.columns, model), packed)
    answers = joblib.load(io.BytesIO(packed.getvalue())).predict(
        [{"x": cell} for cell in [*CELLS[role], STRANGE[role]]]
    )
    assert answers.shape == (7, 3)
    numpy.testing.assert_allclose(answers.sum(axis=1), 1)


@pytest.mark.parametrize("algorithm", [key for key, known in spec.ALGORITHMS.items() if known.regressor])
@pytest.mark.parametrize("encoding", ["automatic", "one_hot", "ordinal", "target"])
def test_each_encoding_serves_numbers_to_predict_too(encoding, algorithm):
    table, model = fitted("category", {"encoding": encoding}, algorithm, "regression")
    answers = pipeline.artifact(table.columns, model).predict([{"x": "red"}, {"x": None}])
    assert numpy.isfinite(answers).all()


def transformed(role, options, algorithm="linear"):
    table, model = fitted(role, options, algorithm)
    values = model.steps[0][1].transform(table.values[:6])
    return numpy.asarray(values.todense() if hasattr(values, "todense") else values)


def test_each_part_of_a_date_is_its_number():
    parts = dict(
        zip(
            get_args(spec.DatePart),
            transformed("date", {"parts": list(get_args(spec.DatePart))}, "boosting").T,
            strict=True,
        )
    )
    assert parts["month"][1:].tolist() == [1, 2, 2, 12, 7]
    assert parts["day"][1:].tolist() == [31, 1, 29, 31, 1]
    assert parts["weekday"][1:].tolist() == [5, 6, 3, 4, 2]
    assert parts["hour"][1:].tolist() == [0, 10, 0, 23, 0]


def test_a_logarithm_keeps_the_order_of_negative_and_positive_numbers():
    values = transformed("numeric", {"scaling": "log"})[1:, 0]
    assert values.argsort().tolist() == [0, 1, 3, 4, 2]


def test_an_indicator_adds_a_column_that_tells_where_a_cell_was_missing():
    values = transformed("numeric", {"indicator": True, "scaling": "none"})
    assert values[:, 1].tolist() == [1, 0, 0, 0, 0, 0]


def test_a_cap_on_levels_keeps_the_commonest_apart():
    assert transformed("category", {"encoding": "one_hot", "levels": 2}).shape == (6, 2)


def test_a_cap_on_words_is_kept():
    assert transformed("text", {"words": 10}).shape == (6, 10)


@pytest.mark.parametrize(
    ("words", "room", "limit"), [(None, 5000, 300), (None, 50, 50), (9000, 5000, 5000), (None, 0, 20)]
)
def test_a_dense_table_holds_the_fewer_words_the_less_room_there_is(words, room, limit):
    context = columns.Context(False, room, "classification", 2, 0)
    assert columns.transformer("text", {"words": words}, context)[-1].max_features == limit


@pytest.mark.parametrize("role", [role for role in get_args(spec.Role) if role != "ignore"])
def test_every_role_that_is_used_has_a_transformer(role):
    assert columns.transformer(role, {}, columns.Context(True, 100, "regression", 2, 0)) is not None


@pytest.mark.parametrize(
    ("role", "options"),
    [
        ("ignore", {}),
        ("numeric", {"scaling": "magic"}),
        ("category", {"encoding": "magic"}),
        ("category", {"imputation": "magic"}),
        ("text", {"vectoriser": "magic"}),
    ],
)
def test_an_unknown_role_or_option_is_refused(role, options):
    with pytest.raises(ValueError, match=next(iter(options.values()), role)):
        columns.transformer(role, options, columns.Context(True, 100, "regression", 2, 0))
