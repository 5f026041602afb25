import pytest

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


def test_the_word_na_is_a_class_like_any_other():
    assert load(b"x,y\n1,NA\n2,null\n", recipe(x="numeric")).target.tolist() == ["NA", "null"]


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
