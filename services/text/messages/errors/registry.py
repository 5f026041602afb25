"""The registry of error texts: a function named like the code takes the error's parameters.

Each module of this folder registers the texts of one area. They are imported with the first error: some
import what they describe, and pandas with it, which the server must not wait for.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from services.errors import LaunchpadError
from services.text.messages.errors.actions import ACTIONS, Action


@dataclass(frozen=True)
class ErrorText:
    """The text of an error: a message on what happened and why, a hint on what to do, and its buttons."""

    message: str
    hint: str = ""
    actions: tuple[Action, ...] = ()

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
    """Return the message and the hint of an error in the reader's language, and the ways out of it."""
    import_areas()
    words = TEXTS.get(error.code)
    if words is None:
        return ErrorText(error.code)
    text = words(**error.parameters)
    return text if text.actions else replace(text, actions=ACTIONS.get(error.code, ()))


@cache
def import_areas() -> None:
    """Import the modules of this folder, which register their texts."""
    package = __name__.rpartition(".")[0]
    for module in iter_modules([str(Path(__file__).parent)]):
        import_module(f"{package}.{module.name}")
