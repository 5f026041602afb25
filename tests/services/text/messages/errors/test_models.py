from typing import get_args

import pytest

from services.data.models.contract import Expected
from services.data.models.decision import Decision
from services.data.models.objective import Objective
from services.errors import Conflict, InvalidInput
from services.text.messages.errors import error_text, models
from services.text.messages.errors.registry import TEXTS

CHURN, PRICE = Objective("churn", "classification"), Objective("price", "regression")
SAMPLES = [
    InvalidInput("unreadable_contract"),
    InvalidInput("unreadable_evaluation"),
    Conflict("decision_changed_meanwhile", present=Decision("yes", 0.3)),
    Conflict("decision_changed_meanwhile", present=None),
    InvalidInput("unknown_fields", names=("aeg",), known=("age", "plan")),
    InvalidInput("unknown_fields", names=("aeg", "paln"), known=("age", "plan")),
    InvalidInput("empty_instance"),
    *(InvalidInput("invalid_value", field="age", value="x", expected=code) for code in get_args(Expected)),
    InvalidInput("number_out_of_range", field="age", value="1e200", minimum=-1e100, maximum=1e100),
    InvalidInput("version_of_other_target", model="Spring", existing=CHURN, new=PRICE),
    InvalidInput("endpoint_of_other_target", endpoint="Shop", existing=CHURN, new=PRICE),
    InvalidInput("invalid_json", line=1, column=2),
    InvalidInput("unexpected_prediction", numbers=2, task="regression", classes=0),
    InvalidInput("unexpected_prediction", numbers=0, task="classification", classes=3),
]


@pytest.mark.parametrize("error", SAMPLES, ids=str)
def test_each_error_says_what_happened_and_what_to_do(error):
    text = error_text(error)
    assert text.message.endswith(".")
    assert text.hint.endswith(".")
    assert "{" not in text.message


def test_each_code_of_the_module_has_a_sample():
    here = {code for code, text in TEXTS.items() if text.__module__ == models.__name__}
    assert {error.code for error in SAMPLES} == here


def test_a_long_list_of_names_is_cut():
    names = tuple(f"column {number}" for number in range(30))
    hint = error_text(InvalidInput("unknown_fields", names=("x",), known=names)).hint
    assert "“column 19”, …" in hint
    assert "column 20" not in hint
