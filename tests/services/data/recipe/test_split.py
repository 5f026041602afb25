import pytest

from services.data.recipe.split import Split, read
from services.errors import InvalidInput


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
    "content",
    [
        {"method": "magic", "column": None, "value": None},
        {"method": "time", "column": None, "value": None},
        {"method": "column", "column": "part", "value": None},
        {"method": "group", "column": 5, "value": None},
        {"method": "random"},
    ],
)
def test_what_is_no_split_is_refused(content):
    with pytest.raises(InvalidInput) as caught:
        read(content)
    assert caught.value.code == "invalid_recipe_field"
    assert caught.value.parameters["field"] == "split"
