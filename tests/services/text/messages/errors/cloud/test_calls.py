"""Every failed call has a sentence of its own, with the cause and what to do."""

import inspect
from typing import get_args

import pytest

from services.text.i18n import LANGUAGES, use_language
from services.text.messages.errors.actions import FORMS
from services.text.messages.errors.cloud import calls
from services.text.messages.errors.registry import TEXTS, ErrorText
from services.vertex.failures import Cause

CODES = sorted(code for code, text in TEXTS.items() if text.__module__ == calls.__name__)


def rendered(code: str, cause: Cause) -> ErrorText:
    names = set(inspect.signature(TEXTS[code]).parameters) - {"cause", "detail"}
    return TEXTS[code](cause=cause, detail="no such thing", **{name: f"<{name}>" for name in names})


@pytest.mark.parametrize("code", CODES)
def test_a_failed_call_says_what_failed_why_and_what_to_do(code: str) -> None:
    text = rendered(code, "refused")
    assert "no such thing" in text.message
    assert text.hint
    names = set(inspect.signature(TEXTS[code]).parameters) - {"cause", "detail"}
    assert all(f"<{name}>" in text.message for name in names)


def test_no_two_calls_have_one_text() -> None:
    assert len({rendered(code, "refused").message for code in CODES}) == len(CODES)


@pytest.mark.parametrize("cause", get_args(Cause))
def test_every_cause_has_a_reason_and_a_hint(cause: Cause) -> None:
    text = rendered("models_not_listed", cause)
    assert text.hint
    has_detail = cause not in ("not_signed_in", "no_answer", "unreadable_answer")
    assert ("no such thing" in text.message) == has_detail


@pytest.mark.parametrize("cause", get_args(Cause))
def test_each_call_and_cause_has_a_way_out_or_a_reason_why_not(cause: Cause) -> None:
    for code in CODES:
        text = rendered(code, cause)
        assert bool(text.actions) != (cause == "unsupported" or (cause == "refused" and code in FORMS)), code
        assert text.hint.endswith("."), code


@pytest.mark.parametrize("cause", get_args(Cause))
def test_what_makes_something_is_repeated_by_the_button_alone(cause: Cause) -> None:
    is_lost = cause in ("unavailable", "no_answer", "unreadable_answer")
    for code in CODES:
        text = rendered(code, cause)
        is_creation = code in ("endpoint_not_created", "model_not_deployed", "run_not_launched")
        assert ("makes no second one" in text.hint) == (is_lost and is_creation), code
        assert not is_lost or text.actions == ("retry",), code


@pytest.mark.parametrize("detail", ["", "no such thing"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clouds_sentence_is_quoted_where_there_is_one(language: str, detail: str) -> None:
    with use_language(language):
        message = TEXTS["models_not_listed"](cause="unavailable", detail=detail).message
    assert ("“no such thing”" in message) == bool(detail)
    assert "“”" not in message
