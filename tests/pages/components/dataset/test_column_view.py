from pages.components.dataset import column_view
from services.data.profile import ColumnProfile


def test_words_that_were_not_counted_in_each_cell_are_labelled():
    every = ColumnProfile("note", "text", 0, 9, top=(("box", 3),))
    shared = ColumnProfile("note", "text", 0, 9, top=(("box", 3),), words_of=20)
    few = ColumnProfile("note", "text", 0, 9, top=(("box", 3),), words_forgotten=True)
    assert column_view.remarks(every) == []
    assert "rare ones were forgotten" in column_view.remarks(few)[0]
    assert column_view.remarks(shared) == ["The words are those of one cell in 20, not of every cell."]


def test_values_that_all_differ_are_shown_by_some_of_them():
    ids = ColumnProfile("id", "category", 0, 30, examples=("a1", "a2", "a3", "a4"), once=30)
    assert column_view.summary(ids) == "all differ, such as a1, a2, a3"


def test_values_that_repeat_are_shown_by_the_most_frequent():
    plan = ColumnProfile("plan", "category", 0, 2, examples=("b", "p"), top=(("b", 9), ("p", 1)), once=1)
    assert column_view.summary(plan) == "b (9), p (1)"
