"""Equal titles get the first detail in which they differ, and only that."""

import pytest

from services.data.models.objective import Objective
from services.text.messages.titles.parts import dataset_part, different, target_part

DETAILS = {"a": ("same", "1"), "b": ("same", "2"), "c": ("other", "2"), "d": ("", "3")}


def apart(**titles: str) -> dict[str, str]:
    return different(titles, lambda id: DETAILS[id][0], lambda id: DETAILS[id][1])


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ({"a": "x", "b": "y"}, {"a": "x", "b": "y"}),
        ({"a": "x", "b": "x"}, {"a": "x · 1", "b": "x · 2"}),
        ({"a": "x", "c": "x"}, {"a": "x · same", "c": "x · other"}),
        ({"a": "x", "b": "x", "c": "x"}, {"a": "x · same · 1", "b": "x · same · 2", "c": "x · other"}),
        ({"a": "x", "d": "x"}, {"a": "x · same", "d": "x"}),
    ],
)
def test_titles_differ(titles: dict[str, str], expected: dict[str, str]) -> None:
    assert apart(**titles) == expected


@pytest.mark.parametrize(
    ("name", "shown"),
    [("spring", "churn"), ("customers · churn", ""), ("churn", ""), ("churners", "churn"), ("", "churn")],
)
def test_a_name_that_has_the_target_isn_t_followed_by_it(name: str, shown: str) -> None:
    assert target_part(name, Objective("churn", "classification")) == shown


@pytest.mark.parametrize(
    ("objective", "shown"),
    [
        (None, ""),
        (Objective("y", "regression"), ""),
        (Objective("y", "regression", "cars"), "cars"),
        (Objective("y", "regression", "cars", 3), "cars v3"),
    ],
)
def test_a_dataset_is_named_with_its_version(objective: Objective | None, shown: str) -> None:
    assert dataset_part(objective) == shown
