from pages.components import column_view
from services.data.profile import ColumnProfile


def test_words_that_were_not_counted_in_each_cell_are_labelled():
    every = ColumnProfile("note", "text", 0, 9, top=(("box", 3),))
    shared = ColumnProfile("note", "text", 0, 9, top=(("box", 3),), words_of=20)
    few = ColumnProfile("note", "text", 0, 9, top=(("box", 3),), words_forgotten=True)
    assert column_view.remarks(every) == []
    assert "rare ones were forgotten" in column_view.remarks(few)[0]
    assert column_view.remarks(shared) == ["The words are those of one cell in 20, not of every cell."]
