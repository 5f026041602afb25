from typing import get_args

import pytest

from services.containers.trainer.spec import SplitMethod, Task
from services.data.recipe.split import Split
from services.text.messages.recipe import split_method_title, split_text


@pytest.mark.parametrize("method", get_args(SplitMethod))
def test_every_method_has_a_title_and_a_sentence(method):
    assert split_method_title(method)
    for task in get_args(Task):
        assert split_text(Split(method, "day", "x"), task, 0.2).endswith(".")


def test_the_sentence_names_the_share_the_column_and_the_value():
    assert "20%" in split_text(Split("time", "day"), "regression", 0.2)
    assert "“day”" in split_text(Split("time", "day"), "regression", 0.2)
    assert "“part” is “test”" in split_text(Split("column", "part", "test"), "regression", 0.2)
    assert "“who”" in split_text(Split("group", "who"), "regression", 0.2)


def test_only_classes_are_held_out_in_proportion():
    assert split_text(Split(), "regression", 0.2) == split_text(Split("random"), "classification", 0.2)
    assert split_text(Split(), "classification", 0.2) != split_text(Split("random"), "classification", 0.2)
