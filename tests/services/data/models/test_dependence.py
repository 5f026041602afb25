import pytest

from services.data.models.dependence import (
    Dependence,
    LearningPoint,
    read_dependences,
    read_learning_curve,
)

ENTRY = {"column": "age", "role": "numeric", "grid": [18.0, 30.0], "means": [[0.2], [0.6]]}


def test_the_grid_of_a_column_stands_beside_its_means():
    read = read_dependences({"classes": ["yes"], "columns": [ENTRY]})
    assert read.classes == ("yes",)
    assert read.columns == (Dependence("age", "numeric", (18.0, 30.0), ((0.2,), (0.6,))),)
    assert read_dependences(None).columns == ()


def test_a_cell_without_means_is_invalid():
    with pytest.raises(ValueError, match="grid"):
        read_dependences({"classes": [], "columns": [{**ENTRY, "means": [[0.2]]}]})


def test_the_learning_curve_is_read_by_point():
    assert read_learning_curve([[100, 0.9, 0.7]]) == (LearningPoint(100, 0.9, 0.7),)
    assert read_learning_curve(None) == ()
