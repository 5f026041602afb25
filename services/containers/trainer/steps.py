"""Steps of the artifact's pipeline: ones that call a method of the array, and ones that check instances.

An instance that the model can't read is refused by the name of the field, its value and what it takes. A
check reads the JSON of an instance by a regular expression, so that no step runs once per value. It raises
the KeyError of its message, whose text a serving container returns. Like the rest of the artifact, steps
consist of scikit-learn and standard-library objects only.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import filterfalse, repeat
from operator import getitem, itemgetter, methodcaller
from typing import Any
from unicodedata import category

from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer

from .signed_numbers import Signs
from .spec import NUMBER_LIMIT
from .table import Column

SHOWN = 60  # characters of a value
NAMED = 500  # characters of the names of fields

_STRING = r'"(?:[^"\\]|\\.)*"'
_FLOAT_DIGITS = 308  # of an integer that is a float
_JSON_NUMBER = rf"-?\d{{1,{_FLOAT_DIGITS}}}(?!\d)[^,}}]*|NaN|-?Infinity"
_TEXT_NUMBER = r"\s*[+-]?(?:\d+\.?\d*|\.\d+|(?i:nan|inf|infinity))(?:[eE][+-]?\d+)?\s*"
_DAY = (
    r"\d{4}-(?:02-(?:0[1-9]|1\d|2[0-8])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
    r"|(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01]))"
    r"|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29"
)
_CLOCK = r"(?:[01]\d|2[0-3])(?::[0-5]\d(?::[0-5]\d(?:\.\d{1,18})?)?)?(?:Z|[+-]\d{2}:?\d{2})?"
_DATE = rf"\s*(?:(?:{_DAY})(?:[T ]{_CLOCK})?|\d{{4}}(?:-(?:0[1-9]|1[0-2]))?|NaT|)\s*"

_NUMBER = f"a number from -{NUMBER_LIMIT:g} to {NUMBER_LIMIT:g}"


def methods(*calls: tuple[Any, ...]) -> list[FunctionTransformer]:
    """Return one step per method that is called on the array."""
    return [FunctionTransformer(methodcaller(*call)) for call in calls]


def checks(features: tuple[Column, ...]) -> list[tuple[str, FunctionTransformer]]:
    """Return the steps that pass instances on unchanged, or raise KeyError for the first bad one."""
    names = tuple(column.name for column in features)
    kinds: dict[tuple[str, str], list[str]] = {}
    for column in features:
        kinds.setdefault(_kind(column), []).append(column.name)
    made = [
        _complete(names),
        *(_typed(tuple(named), allowed, values) for (allowed, values), named in kinds.items()),
    ]
    return [
        ("batch", FunctionTransformer(partial(repeat, times=1))),
        *(
            (f"check {number}", FunctionTransformer(partial(filterfalse, check.transform)))
            for number, check in enumerate(made, start=1)
        ),
        ("checked", FunctionTransformer(next)),
    ]


def _kind(column: Column) -> tuple[str, str]:
    """Return what a field takes: in words, and as the regular expression of its JSON besides null."""
    match column.role:
        case "numeric" if column.signs:
            example = _example(column.signs)
            return f"{_NUMBER}, or a text such as {example}", f'{_JSON_NUMBER}|"{_signed(column.signs)}"'
        case "numeric":
            return _NUMBER, f'{_JSON_NUMBER}|"{_TEXT_NUMBER}"'
        case "date":
            return "a date such as 2026-01-31 or 2026-01-31T09:30:00", f'"{_DATE}"'
        case _:
            return "a text or a number", rf"{_STRING}|[^\[{{,}}]+"


def _signed(signs: Signs) -> str:
    """Return the regular expression of a text with signs, or of none, inside a JSON string."""
    in_json = replace(signs, unit=json.dumps(signs.unit, ensure_ascii=False)[1:-1])
    return rf"\s*(?:{in_json.pattern}|(?i:nan))?\s*"


def _example(signs: Signs) -> str:
    number = f"1234{signs.decimal}5"
    is_currency = any(category(letter) == "Sc" for letter in signs.unit)
    return f"{signs.unit}{number}" if is_currency else f"{number} {signs.unit}".strip()


def _complete(names: tuple[str, ...]) -> Pipeline:
    """Return the check that every instance has all fields."""
    return _check(
        partial(map, frozenset(names).difference),
        partial(map, sorted),
        partial(map, "”, “".join),
        partial(
            map,
            _replaced(
                rf"^(.{{1,{NAMED}}}).*$",
                r"An instance is an object with all fields, null where a value is missing. "
                r"This one lacks “\1”.",
            ),
        ),
    )


def _typed(names: tuple[str, ...], allowed: str, values: str) -> Pipeline:
    """Return the check that the values of some fields match a regular expression of JSON."""
    good = rf"(?:null|{values})"
    shown = (
        rf'(?:"((?:[^"\\]|\\.){{0,{SHOWN}}})|([\[{{][^\]}}]{{0,{SHOWN}}}[\]}}]?|[^\[{{"][^,}}]{{0,{SHOWN}}}))'
    )
    # A field in front of a bad one is good; the first name follows once more, so that there are two.
    pattern = rf'^\{{(?:{_STRING}: {good}, )*"((?:[^"\\]|\\.)*)": (?!{good}[,}}]){shown}.*$'
    whole = rf"^\{{(?:{_STRING}: {good}(?:, |(?=\}}$)))*\}}$"
    return _check(
        partial(map, itemgetter(*names, names[0])),
        partial(map, partial(zip, (*names, names[0]))),
        partial(map, dict),
        partial(map, partial(json.dumps, ensure_ascii=False)),
        partial(map, _replaced(whole, "")),
        partial(map, _replaced(pattern, rf"“\1” must be {_literal(allowed)}, or null, not “\2\3”.")),
    )


def _check(*calls: Callable[..., Any]) -> Pipeline:
    """Return the calls as one, which is False unless a text that they make of an instance isn't empty."""
    silent = partial(map, partial(getitem, {"": False}))
    return make_pipeline(*map(FunctionTransformer, (*calls, silent, any)))


def _replaced(pattern: str, replacement: str) -> Callable[..., str]:
    return partial(re.compile(pattern, re.DOTALL).sub, replacement)


def _literal(text: str) -> str:
    return text.replace("\\", r"\\")
