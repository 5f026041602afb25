import pytest

from services.containers.trainer.counts import counted


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (1, ("row",), "1 row"),
        (0, ("row",), "0 rows"),
        (1200, ("row",), "1,200 rows"),
        (1, ("class", "classes"), "1 class"),
        (2, ("class", "classes"), "2 classes"),
        (1, ("cell is", "cells are"), "1 cell is"),
        (3, ("cell is", "cells are"), "3 cells are"),
    ],
)
def test_one_thing_is_told_in_the_singular_and_thousands_are_parted(count, words, said):
    assert counted(count, *words) == said
