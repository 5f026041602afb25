"""Dates: extract parts as numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, get_args

import numpy as np
import pandas as pd

from services.containers.trainer.date_forms import strptime_form
from services.containers.trainer.spec import CONTINUOUS_DATE_PARTS, DEFAULTS, DatePart, Role
from services.data.profile import ColumnProfile
from services.data.recipe.column_plans import cells as parse
from services.data.recipe.column_plans.column_plan import CodeStep, ColumnPlan, Context, Feature, Stage

DATE_PARTS: tuple[DatePart, ...] = get_args(DatePart)

_MONTHS = "MONTHS"  # a constant in the shown program
_EXPRESSIONS: dict[DatePart, str] = {
    "days": "(cells - pd.Timestamp('1970-01-01')) / pd.Timedelta(days=1)",
    "year": "cells.dt.year",
    "month": "cells.dt.month",
    "day": "cells.dt.day",
    "weekday": "cells.dt.day_of_week",
    "hour": "cells.dt.hour",
}


@dataclass(frozen=True)
class DatePlan(ColumnPlan):
    """Extracts parts of a date as numbers; missing days and years are imputed by the median, other parts by
    the most frequent one."""

    role: ClassVar[Role] = "date"

    parts: tuple[DatePart, ...] = tuple(DEFAULTS["date"]["parts"])

    @classmethod
    def propose(cls, column: ColumnProfile) -> Self:
        """Return the default plan, with the hour where times of day differ."""
        return cls((*cls.parts, "hour")) if column.hours > 1 else cls()

    @classmethod
    def allows(cls, option: str, value: Any) -> bool:
        """Return whether the parts are a non-empty subset of all parts, in order."""
        return isinstance(value, list) and value == [part for part in DATE_PARTS if part in value] != []

    def stages(self, cells: pd.Series, target: np.ndarray, context: Context) -> Iterator[Stage]:
        """Yield the parts of every date, then the imputed, scaled or one-hot encoded ones."""
        name, moments = str(cells.name), parse.moments(cells)
        numbers = np.column_stack([_numbers(moments, part) for part in self.parts])
        yield Stage("date_parts", tuple(Feature(name, "part", part) for part in self.parts), numbers)
        encoded = [
            _encoded(name, part, numbers[:, [place]], context.sparse) for place, part in enumerate(self.parts)
        ]
        features = tuple(feature for part_features, _values in encoded for feature in part_features)
        yield Stage("encoded_parts", features, np.hstack([values for _features, values in encoded]))

    @classmethod
    def reading_code(cls, rows: pd.DataFrame) -> Iterator[str]:
        """Yield lines that parse the columns by their forms."""
        for name in rows.columns:
            yield f"table[{name!r}] = {timestamps_code(f'table[{name!r}]', parse.date_forms(rows[name]))}"

    def code_steps(self, columns: Sequence[str], context: Context) -> Iterator[CodeStep]:
        """Yield one step per part."""
        for part in self.parts:
            yield CodeStep(part, _code(part, context), list(columns))


def timestamps_code(cells: str, forms: Sequence[str]) -> str:
    """Return the expression that parses texts as timestamps in UTC by the first form that matches."""
    parsed = [_timestamps_code(cells, form) for form in forms]
    return ".fillna(".join(parsed) + ")" * (len(parsed) - 1) + ".dt.tz_localize(None)"


def _timestamps_code(cells: str, form: str) -> str:
    replacements, pattern = strptime_form(form)
    shown = _MONTHS if "%N" in form else repr(replacements)
    replaced = f"{cells}.replace({shown}, regex=True)" if replacements else cells
    return f'pd.to_datetime({replaced}, format={pattern!r}, errors="coerce", utc=True)'


def functions_code(program: str) -> Iterator[str]:
    """Yield the names of months and the functions that a program reads dates with."""
    if f".replace({_MONTHS}," in program:
        yield from ("", "", f"{_MONTHS} = {{  # in any language, into English between blanks")
        yield from (f'    r"{pattern}": "{name}",' for pattern, name in strptime_form("%N %Y")[0].items())
        yield "}"
    for part, expression in _EXPRESSIONS.items():
        if f"FunctionTransformer({part})" in program:
            yield from ("", "", f"def {part}(dates):", f"    return dates.apply(lambda cells: {expression})")


def _numbers(moments: pd.Series, part: DatePart) -> np.ndarray:
    if part == "days":
        numbers: pd.Series = (moments - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)
    else:
        numbers = getattr(moments.dt, "day_of_week" if part == "weekday" else part)
    return np.asarray(numbers, dtype=float)


def _encoded(
    name: str, part: DatePart, values: np.ndarray, sparse: bool
) -> tuple[tuple[Feature, ...], np.ndarray]:
    from sklearn.impute import SimpleImputer
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    continuous = part in CONTINUOUS_DATE_PARTS
    strategy = "median" if continuous else "most_frequent"
    imputed = SimpleImputer(strategy=strategy, keep_empty_features=True).fit_transform(values)
    if continuous:
        return (Feature(name, "part", part),), StandardScaler().fit_transform(imputed)
    if not sparse:
        return (Feature(name, "part", part),), imputed
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    encoded = encoder.fit_transform(imputed)
    levels = tuple(Feature(name, "part_level", part, f"{level:g}") for level in encoder.categories_[0])
    return levels, encoded


def _code(part: DatePart, context: Context) -> str:
    function = f"FunctionTransformer({part})"
    if part in CONTINUOUS_DATE_PARTS:
        scaler = f"StandardScaler(){context.bins}"
        return f'make_pipeline({function}, SimpleImputer(strategy="median"), {scaler})'
    encoder = ', OneHotEncoder(handle_unknown="ignore")' if context.sparse else ""
    return f'make_pipeline({function}, SimpleImputer(strategy="most_frequent"){encoder})'
