"""The registry of error texts: a function for each code, named like it, takes the error's parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.errors import LaunchpadError


@dataclass(frozen=True)
class ErrorText:
    """What a reader learns of an error: what happened and why, and what to do about it."""

    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


TEXTS: dict[str, Callable[..., ErrorText]] = {}


def error(text: Callable[..., ErrorText]) -> Callable[..., ErrorText]:
    """Register a function as the text of the error code that it is named after."""
    if text.__name__ in TEXTS:
        raise ValueError(f"the error code {text.__name__} has two texts")
    TEXTS[text.__name__] = text
    return text


def error_text(error: LaunchpadError, /) -> ErrorText:
    """Return the message and the hint of an error in the reader's language."""
    text: Callable[..., Any] | None = TEXTS.get(error.code)
    if text is None:
        return ErrorText(error.code)
    result: ErrorText = text(**error.parameters)
    return result
