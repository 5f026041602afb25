import pandas as pd

from services.data.profile.type_preview import preview_types
from services.data.tables.writing import store


def test_a_preview_names_the_types_of_the_first_rows():
    frame = pd.DataFrame({"n": ["1", "2", "x"], "c": ["a", "b", "c"], "e": [None, "-", None]}, dtype="str")
    assert preview_types(store(frame), 2).kinds == (("n", "number"), ("c", "category"), ("e", "empty"))


def test_of_a_wide_table_fewer_rows_are_enough():
    frame = pd.DataFrame({f"c{place}": ["1"] * 120 for place in range(4000)}, dtype="str")
    preview = preview_types(store(frame))
    assert preview.rows == 50
    assert dict(preview.kinds)["c3999"] == "number"
