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
