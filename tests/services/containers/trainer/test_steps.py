"""An instance is refused in words that name the field, its value and what it takes; others pass unchanged."""

import io
import json

import joblib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.pipeline import Pipeline

from services.containers.trainer import spec, steps
from services.containers.trainer.signed_numbers import Signs
from services.containers.trainer.table import Column

COLUMNS = (
    Column("age", "numeric"),
    Column('say "cm"', "numeric"),
    Column("price", "numeric", {}, Signs(".", "$")),
    Column("weight", "numeric", {}, Signs(",", "kg")),
    Column("length", "numeric", {}, Signs(".", '"')),
    Column("day", "date"),
    Column("plan", "category"),
    Column("words", "text"),
)
GOOD = {
    "age": 41.5,
    'say "cm"': "12",
    "price": "$1,234.50",
    "weight": "1.234,5 kg",
    "length": '3.5"',
    "day": "2026-01-31",
    "plan": "basic",
    "words": 'a "quoted", {word}: [1] \\',
}
NUMBER = "must be a number from -1e+38 to 1e+38"
DATE = "must be a date such as 2026-01-31 or 2026-01-31T09:30:00"
LONG = "x" * 1_000_000


@pytest.fixture(scope="module")
def checked():
    file = io.BytesIO()
    joblib.dump(Pipeline(steps.checks(COLUMNS)), file)
    return joblib.load(io.BytesIO(file.getvalue())).transform


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("age", value) for value in (None, 0, -1e38, 10**300, 1e200, float("nan"), float("-inf"))),
        *(("age", value) for value in ("1", " -2.5 ", "+1e5", ".5", "7.", "nan")),
        *(("price", value) for value in (None, 5, "5", "$5", "($1,000)", "", "-$3")),
        *(("weight", value) for value in ("3", "3kg", "3,5 kg", "1.000")),
        *(("length", value) for value in ('3"', '3 "', "3")),
        *(
            ("day", value)
            for value in (None, "", "2024-02-29", "2000-02-29", "0000-01-01", "2026-12-31 23:59")
        ),
        *(("day", value) for value in ("2026-01-31T09:30:00.123", "2026-01-31T09:30:00Z", "NaT", "2026-01")),
        *(("plan", value) for value in (None, "", 1, 1.0, True, "\\", '"', "a}", "[1]")),
        *(("words", value) for value in (None, "", 12, 'x "12"', "null", "초록", "\n")),
    ],
)
def test_a_field_takes_what_the_model_reads(checked, field, value):
    instances = [GOOD, {**GOOD, field: value, "unknown": [1]}]
    assert checked(instances) is instances


@pytest.mark.parametrize(
    ("field", "value", "bound", "shown"),
    [
        ("age", "old", NUMBER, "old"),
        ("age", "", NUMBER, ""),
        ("age", "$5", NUMBER, "$5"),
        ("age", True, NUMBER, "true"),
        ("age", [1, 2], NUMBER, "[1, 2]"),
        ("age", {"a": 1}, NUMBER, '{"a": 1}'),
        ("age", 10**400, NUMBER, "1" + "0" * 60),
        ("age", LONG, NUMBER, "x" * 60),
        ("price", "five", f"{NUMBER}, or a text such as $1234.5", "five"),
        ("price", "€5", NUMBER, "€5"),
        ("weight", "5 lb", f"{NUMBER}, or a text such as 1234,5 kg", "5 lb"),
        ("length", "5 cm", f'{NUMBER}, or a text such as 1234.5 "', "5 cm"),
        *(
            ("day", day, DATE, day)
            for day in ("soon", "2026-02-30", "2023-02-29", "1900-02-29", "2026-13-01")
        ),
        *(("day", day, DATE, day) for day in ("20260131", "31.01.2026", "2026-01-31T25:00")),
        ("day", 20210131, DATE, "20210131"),
        ("plan", ["a"], "must be a text or a number", '["a"]'),
        ("words", {"a": "b"}, "must be a text or a number", '{"a": "b"}'),
    ],
)
def test_a_refusal_names_the_field_its_value_and_its_bound(checked, field, value, bound, shown):
    with pytest.raises(KeyError) as caught:
        checked([GOOD, {**GOOD, field: value}])
    (text,) = caught.value.args
    assert text.startswith(f"“{field}” {bound}")
    assert text.endswith(f", or null, not “{shown}”.")


def test_a_field_with_a_quote_in_its_name_is_named(checked):
    with pytest.raises(KeyError, match="cm"):
        checked([{**GOOD, 'say "cm"': "far"}])


@pytest.mark.parametrize("instance", [{}, {"age": 1}, [1.0, 2.0], "age", {"AGE": 1}])
def test_a_missing_field_is_named(checked, instance):
    with pytest.raises(KeyError) as caught:
        checked([GOOD, instance])
    (text,) = caught.value.args
    assert "“words”" in text
    assert ("“age”" in text) == ("age" not in list(instance))


def test_of_many_missing_fields_some_are_named():
    columns = tuple(Column(f"field {number}", "numeric") for number in range(2000))
    with pytest.raises(KeyError) as caught:
        Pipeline(steps.checks(columns)).transform([{}])
    assert "“field 1”" in caught.value.args[0]
    assert len(caught.value.args[0]) < 700


@pytest.mark.parametrize("role", ["numeric", "date", "category", "text"])
def test_one_field_is_checked_as_many_are(role):
    check = Pipeline(steps.checks((Column("only", role),))).transform
    assert check([{"only": None}]) == [{"only": None}]
    with pytest.raises(KeyError, match="“only” must be"):
        check([{"only": [1]}])


@given(st.dictionaries(st.sampled_from(["plan", "words"]), st.text(), min_size=2))
def test_no_text_is_refused(texts):
    instances = [{**GOOD, **texts}]
    assert Pipeline(steps.checks(COLUMNS)).transform(instances) is instances


@given(st.text().filter(lambda text: not text.isascii() or not any(map(str.isdigit, text))))
def test_a_text_that_is_no_number_is_refused(text):
    columns = (Column("x", "numeric"), Column("y", "text"))
    check = Pipeline(steps.checks(columns)).transform
    try:
        float(text)
    except ValueError:
        with pytest.raises(KeyError, match="“x” must be a number"):
            check([{"x": text, "y": text}])
    else:
        assert json.dumps(text)


def test_the_bound_is_the_trainers():
    assert f"{spec.NUMBER_LIMIT:g}" in NUMBER
