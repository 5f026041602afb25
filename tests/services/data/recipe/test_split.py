import pytest

from services.data.recipe.split import Split, read, sentence


@pytest.mark.parametrize(
    ("split", "complete"),
    [
        (Split(), True),
        (Split("random"), True),
        (Split("time"), False),
        (Split("time", "day"), True),
        (Split("group", "customer"), True),
        (Split("column", "part"), False),
        (Split("column", "part", "test"), True),
    ],
)
def test_a_split_is_complete_once_it_names_what_its_method_asks(split, complete):
    assert split.complete == complete


def test_a_split_comes_back_from_its_json_object():
    content = {"method": "column", "column": "part", "value": "test"}
    assert read(content) == Split("column", "part", "test")


@pytest.mark.parametrize(
    ("split", "task", "words"),
    [
        (Split(), "classification", "20% of the rows are held out at random, each class in proportion"),
        (Split(), "regression", "20% of the rows are held out at random"),
        (Split("random"), "classification", "20% of the rows are held out at random"),
        (Split("time", "day"), "regression", "the latest 20% of the rows by “day” are held out"),
        (Split("column", "part", "test"), "regression", "the rows whose “part” is “test” are held out"),
        (Split("group", "who"), "regression", "20% are held out, all rows of one “who” together"),
    ],
)
def test_a_split_is_told_in_plain_words(split, task, words):
    assert sentence(split, task, 0.2) == words
