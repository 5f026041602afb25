"""Each error has a way out as a button, or stands in the list of those without one, with the reason."""

from typing import get_args

import pytest

from services.text.i18n import LANGUAGES, use_language
from services.text.messages.errors.actions import (
    ACTIONS,
    CALLS,
    WITHOUT_ACTION,
    Action,
    action_label,
)
from services.text.messages.errors.registry import TEXTS, import_areas

import_areas()


def test_each_code_has_an_action_or_a_reason_why_not() -> None:
    assert ACTIONS.keys() | CALLS.keys() | WITHOUT_ACTION.keys() == TEXTS.keys()
    assert len(ACTIONS) + len(CALLS) + len(WITHOUT_ACTION) == len(TEXTS)


def test_the_codes_of_calls_are_those_with_a_cause() -> None:
    assert {code for code, text in TEXTS.items() if text.__module__.endswith(".calls")} == CALLS.keys()


def test_each_reason_is_a_sentence_of_its_own() -> None:
    assert all(len(reason.split()) > 4 for reason in WITHOUT_ACTION.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_action_has_a_label_of_its_own(language: str) -> None:
    with use_language(language):
        labels = {action_label(action) for action in get_args(Action)}
    assert len(labels) == len(get_args(Action))


VAGUE = ("correct what", "change what", "the sentence names", "the answer mentions", "try something else")


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_no_hint_is_vague(code: str) -> None:
    import inspect

    source = inspect.getsource(inspect.unwrap(TEXTS[code])).lower()
    assert not any(words in source for words in VAGUE)
