import pandas as pd

from services.data.glance import glance
from services.data.writing import store


def test_a_glance_names_the_kinds_of_the_first_rows():
    frame = pd.DataFrame({"n": ["1", "2", "x"], "c": ["a", "b", "c"], "e": [None, "-", None]}, dtype="str")
    assert glance(store(frame), 2).kinds == (("n", "number"), ("c", "category"), ("e", "empty"))
