import pandas as pd
import pytest

from services.data.profile import ColumnProfile, Profile, profile
from services.data.recipe.target_names import match_name, match_other
from services.data.recipe.targets import PROPOSALS, propose_target, propose_targets, propose_task
from services.data.tables.writing import store
from tests.services.data.recipe.target_tables import TABLES, table_cells


def described(**columns):
    return profile(
        store(pd.DataFrame({name: pd.Series(cells, dtype="str") for name, cells in columns.items()}))
    )


@pytest.mark.parametrize("table", TABLES)
def test_what_people_want_to_predict_is_proposed_first(table):
    columns, wanted = TABLES[table]
    proposals = propose_targets(described(**table_cells(columns)))
    assert proposals[0].column in wanted
    assert len(proposals) <= PROPOSALS


@pytest.mark.parametrize(
    ("columns", "target"),
    [
        ({"label": ["a", "b"], "x": ["1", "2"]}, "label"),
        ({"x": ["1", "2"], "Target": ["a", "b"], "z": ["1", "2"]}, "Target"),
        ({"x": ["1", "2"], "z": ["3", "4"]}, "z"),
        ({"x": ["1", "2"], "z": ["3", "3"]}, "x"),
        ({"x": ["1", "2"], "z": [None, None]}, "x"),
        ({"x": [None, None], "z": [None, None]}, "z"),
        ({"year": ["1999", "2001", "2004"]}, "year"),
        ({"id": ["4", "9", "5"], "when": ["2024-01-01", "2024-01-02", "2024-01-05"]}, "id"),
    ],
)
def test_a_table_of_any_kind_has_a_target(columns, target):
    assert propose_target(described(**columns)) == target


@pytest.mark.parametrize(
    "columns",
    [
        "id:id; when:date; note:text; nothing:empty; same:same",
        "year:year; month:i12; lat:n; lon:n; customer_id:w; split:c3",
        "predicted:n; prob:n; zip code:w",
    ],
)
def test_nothing_is_proposed_where_nothing_is_a_result(columns):
    assert propose_targets(described(**table_cells(columns))) == ()


@pytest.mark.parametrize(
    ("columns", "reasons"),
    [
        ("label:yn; x:n; z:n", ("named", "first", "two_classes")),
        ("x:n; label:c3; z:c3; a:n", ("named", "few_classes")),
        ("note:text; stars:i5", ("named", "last", "few_classes", "beside_text")),
        ("a:w; b:w; price:n", ("named", "last", "number")),
        ("a:c3; b:c40", ("first", "few_classes")),
    ],
)
def test_a_proposal_has_the_reasons_that_hold_for_it(columns, reasons):
    assert propose_targets(described(**table_cells(columns)))[0].reasons == reasons


@pytest.mark.parametrize(
    ("cells", "task"),
    [
        (["yes", "no"] * 10, "classification"),
        (["0", "1"] * 10, "classification"),
        ([str(n) for n in range(20)], "regression"),
        ([f"{n % 3}.5" for n in range(20)], "regression"),
        (["0.0", "1.0"] * 10, "classification"),
        (["1", "1.0", "0", "0.0"] * 5, "classification"),
        ([f"${n},500.00" for n in range(1, 21)], "regression"),
        (["error", *(str(n / 8) for n in range(20))], "regression"),
        (["$1", "$2"] * 10, "classification"),
        ([f"{n % 12:05}" for n in range(24)], "classification"),
        ([f"{n % 12 + 1} {('kg', 'lb')[n % 2]}" for n in range(20)], "classification"),
    ],
)
def test_the_task_follows_the_target(cells, task):
    table = described(x=cells, y=cells)
    assert propose_task(table, "y") == task
    assert {proposal.task for proposal in propose_targets(table)} == {task}


@pytest.mark.parametrize(
    "name", ["species", "Species", "SPECIES", "is_species", "Species (3)", "espèce", "品種", "종"]
)
def test_a_name_speaks_for_a_target_in_any_spelling_and_language(name):
    assert match_name(name).weight == match_name("class").weight


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("price", "price_range"),
        ("price", "list price"),
        ("SalePrice", "priceless"),
        ("isFraud", "isFlaggedFraud"),
        ("airline_sentiment", "airline_sentiment_confidence"),
        ("RainTomorrow", "RainToday"),
        ("주택가격", "가격표"),
        ("wage", "logwage"),
        ("median_house_value", "median_income"),
    ],
)
def test_the_noun_of_a_name_counts_most(more, less):
    assert match_name(more).weight > match_name(less).weight


@pytest.mark.parametrize(
    ("name", "other"),
    [
        *(
            ("customerID", "identifier"),
            ("Unnamed: 0", "identifier"),
            ("", "identifier"),
            ("zip code", "identifier"),
        ),
        *(("YEAR", "time"), ("sched_dep_time", "time"), ("계약년월", "time"), ("연도", "time")),
        *(("Latitude", "place"), ("predicted_price", "output"), ("Sex", "trait"), ("split", "part")),
        *(("year built", None), ("Runtime", None), ("target", None), ("hidden", None), ("Solar.R", None)),
    ],
)
def test_a_name_says_what_else_a_column_is(name, other):
    assert match_other(name) == other


def test_thousands_of_columns_are_ranked_at_once():
    columns = tuple(ColumnProfile(f"Sensor{n}_mean_value", "number", 0, 50) for n in range(5_000))
    assert len(propose_targets(Profile(100, columns))) == PROPOSALS
