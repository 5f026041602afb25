"""What models predict is said in both languages, and proposed names fit Google's limit."""

from typing import get_args

import pytest

from services.data.models.objective import Objective
from services.data.recipe.recipe import Task
from services.text.i18n import use_language
from services.text.messages.titles import (
    endpoint_mix_text,
    objective_text,
    proposed_name,
    version_mix_text,
)

CHURN, PRICE = Objective("churn", "classification"), Objective("price", "regression")


def test_every_task_has_its_text() -> None:
    assert len({objective_text(Objective("y", task)) for task in get_args(Task)}) == len(get_args(Task))


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("text", [version_mix_text, endpoint_mix_text])
def test_a_warning_names_both_targets(language: str, text: object) -> None:
    assert callable(text)
    with use_language(language):
        warning = text("Spring {x}", CHURN, PRICE)
    assert warning.index("Spring {x}") < warning.index("churn") < warning.index("price")


@pytest.mark.parametrize(
    ("dataset", "column", "name"),
    [
        ("penguins", "species", "penguins · species"),
        ("a" * 50, "y", "a" * 15 + "… · y"),
        ("a" * 16, "y", "a" * 16 + " · y"),
        ("penguins", "y" * 30, "y" * 20),
        ("penguins", "y" * 16, "y" * 16),
        ("penguins", "y" * 15, "p… · " + "y" * 15),
    ],
)
def test_a_proposed_name_fits_and_has_the_target(dataset: str, column: str, name: str) -> None:
    assert proposed_name(dataset, column, 20) == name
    assert len(name) <= 20
