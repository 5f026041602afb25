import cProfile
import pstats

import pytest

from services.containers.trainer import numbers
from services.containers.trainer.signed_numbers import Signs
from services.containers.trainer.table import Column, load

CSV = b"""code,age,said,when,y
007,31, two words ,31.01.2026,yes
 12 ,,???,,no
,inf,,x,yes
0,abc,three,01.02.2026,
"""


def recipe(task="classification", target="y", **roles):
    return {
        "target": target,
        "task": task,
        "roles": [{"column": name, "role": role} for name, role in roles.items()],
    }


def test_cells_become_what_the_model_takes_by_their_roles():
    table = load(CSV, recipe(code="category", age="numeric", said="text", when="date"))
    assert table.values.tolist() == [
        ["007", 31.0, " two words ", "2026-01-31"],
        ["12", None, "???", None],
        [None, None, None, None],
    ]
    assert table.target.tolist() == ["yes", "no", "yes"]
    assert table.dropped == 1


def test_ignored_columns_and_columns_of_nothing_are_left_out():
    table = load(b"a,b,c,d,y\n1,,??,x,p\n2,,!!,z,q\n", recipe(a="numeric", b="numeric", c="text", d="ignore"))
    assert table.columns == (Column("a", "numeric"),)


def test_a_regression_drops_rows_whose_target_is_no_number():
    table = load(b"x,y\n1,1.5\n2,abc\n3,\n4,inf\n5,2\n", recipe("regression", x="numeric"))
    assert (table.target.tolist(), table.values.tolist(), table.dropped) == ([1.5, 2.0], [[1.0], [5.0]], 3)


MARKED = b"x,c,y\n1,a,p\n2,?,q\n3,b,N/A\n4,c,p\n"


def test_marks_mean_missing_among_categories_and_classes():
    table = load(MARKED, {**recipe(x="numeric", c="category"), "marks_as_values": []})
    assert table.values.tolist() == [[1.0, "a"], [2.0, None], [4.0, "c"]]
    assert (table.columns[1].marks, table.target.tolist(), table.dropped) == (("?",), ["p", "q", "p"], 1)


@pytest.mark.parametrize("asked", [{"marks_as_values": ["c", "y"]}, {}])
def test_marks_are_values_where_the_recipe_says_so_and_in_earlier_recipes(asked):
    table = load(MARKED, {**recipe(x="numeric", c="category"), **asked})
    assert (table.values[1].tolist(), table.target.tolist()) == ([2.0, "?"], ["p", "q", "N/A", "p"])


def test_marks_are_all_that_some_columns_tell():
    table = load(b"x,y\n1,NA\n2,null\n", {**recipe(x="numeric"), "marks_as_values": []})
    assert table.target.tolist() == ["NA", "null"]


def test_a_class_that_is_a_number_has_one_spelling():
    cells = b"x,y\n1,1\n2,1.0\n3,1.0\n4,0\n5,0\n"
    assert load(cells, recipe(x="numeric")).target.tolist() == ["1.0", "1.0", "1.0", "0", "0"]
    assert load(b"x,y\n1,01\n2,1\n", recipe(x="numeric")).target.tolist() == ["01", "1"]


def test_numbers_with_signs_are_read_in_features_and_targets():
    cells = b'x,y\n$5,"1,234.5 kg"\n($7.50),2 kg\n"$1,000",3\n'
    table = load(cells, recipe("regression", x="numeric"))
    assert (table.values.tolist(), table.target.tolist()) == ([[5.0], [-7.5], [1000.0]], [1234.5, 2.0, 3.0])
    assert table.columns[0].signs == Signs(".", "$")


@pytest.mark.parametrize(
    ("data", "asked", "words"),
    [
        (b"x,y\n1,a\n2,b\n", recipe(z="numeric"), "no column 'z'"),
        (b"x,y\n1,a\n2,b\n", recipe(target="z", x="numeric"), "no column 'z'"),
        (b"x,y\n1,a\n2,a\n", recipe(x="numeric"), "the same in every row"),
        (b"x,y\n1,a\n2,\n", recipe(x="numeric"), "the same in every row"),
        (b"x,y\n,a\n,b\n", recipe(x="numeric"), "holds anything to learn from"),
    ],
)
def test_a_table_that_nothing_can_be_learned_from_is_refused(data, asked, words):
    with pytest.raises(ValueError, match=words):
        load(data, asked)


def test_cells_that_count_as_missing_though_something_is_in_them_are_told():
    table = load(
        b"x,d,y\nNA,soon,p\ninf,2026-01-01,q\n1,,p\n?,2026-01-02,q\nNA,,p\n", recipe(x="numeric", d="date")
    )
    assert table.values[:, 0].tolist() == [None, None, 1.0, None, None]
    assert table.notes == (
        "x: 4 cells are no number up to 1e+38 and count as missing: 'NA' 2, 'inf' 1, '?' 1",
        "d: 1 cell is no date and counts as missing: 'soon' 1",
    )


def test_numbers_and_the_target_are_read_by_the_tables_own_signs():
    written = {"numbers": {"decimal": ",", "thousands": "."}}
    table = load(b'x,y\n"1.000,5","2,5"\n"3,0","1.000"\n', recipe("regression", x="numeric") | written)
    assert (table.values.tolist(), table.target.tolist()) == ([[1000.5], [3.0]], [2.5, 1000.0])


def test_the_column_that_splits_comes_along_without_being_learned_from():
    asked = {"split": {"method": "group", "column": "who", "value": None}}
    table = load(b"x,who,y\n1,a,p\n2,b,\n3,c,q\n", recipe(x="numeric", who="ignore") | asked)
    assert (table.deciding.tolist(), [column.name for column in table.columns]) == (["a", "c"], ["x"])


def test_a_split_by_a_column_that_is_not_there_is_refused():
    asked = {"split": {"method": "group", "column": "who", "value": None}}
    with pytest.raises(ValueError, match="no column 'who'"):
        load(b"x,y\n1,a\n2,b\n", recipe(x="numeric") | asked)


@pytest.mark.parametrize(
    ("role", "cell", "most"),
    [("numeric", "1.5", 1000), ("category", "one", 1500), ("date", "2026-01-31", 5000)],
)
def test_a_column_of_a_wide_table_takes_few_calls(role, cell, most):
    calls = [_calls(role, cell, columns) for columns in (100, 200)]
    assert (calls[1] - calls[0]) / 100 <= most  # calls don't depend on the load of the machine


def test_columns_are_the_same_alone_and_together(monkeypatch):
    cells = {"a": ["1", " 2.5 ", "x"], "b": ["$5", "$1,200", ""], "c": ["", "7", "1e300"]}
    rows = [f'{a},"{b}",{c},{y}' for a, b, c, y in zip(*cells.values(), "pqp", strict=True)]
    data = "\n".join(["a,b,c,y", *rows]).encode()
    together = load(data, recipe(a="numeric", b="numeric", c="numeric"))
    monkeypatch.setattr(numbers, "BLOCK_CELLS", 1)
    alone = load(data, recipe(a="numeric", b="numeric", c="numeric"))
    assert together.values.tolist() == alone.values.tolist()
    assert together.values.tolist() == [[1.0, 5.0, None], [2.5, 1200.0, 7.0], [None, None, None]]
    assert (together.columns, together.notes) == (alone.columns, alone.notes)
    assert [column.signs for column in together.columns] == [None, Signs(".", "$"), None]


def _calls(role, cell, columns):
    """Return how many functions are called to load a table of so many columns."""
    names = [f"c{number}" for number in range(columns)]
    rows = [",".join([*[cell] * columns, "pq"[row % 2]]) for row in range(50)]
    data = "\n".join([",".join([*names, "y"]), *rows]).encode()
    roles = [{"column": name, "role": role, "options": {}} for name in names]
    recipe = {"target": "y", "task": "classification", "roles": roles, "marks_as_values": []}
    calls = cProfile.Profile()
    calls.runcall(load, data, recipe)
    return pstats.Stats(calls).total_calls
