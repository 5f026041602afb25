"""The records of a profile: counts and statistics of a table and of its columns."""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from services.data.profile.pii import Personal
from services.data.profile.spellings import Spellings, merged
from services.data.profile.value_counts import TOP, rank
from services.data.tables.column_types import ColumnType
from services.errors import InvalidInput

VERSION = 6

_YEARS = (1500, 2200)
_CODE_NAME = re.compile(
    r"(?i:(^|[\s_.-])(id|uuid|no|nr|zip|(zip|postal)[\s_-]?code|postcode|plz|year|yr|jahr)$)"
    r"|[a-z](Id|ID|No|Code|Year)$|(번호|연도|년도|ID)$"
)
NEARLY_ALL = 0.9  # the least share of numbers in a column that may be used as a number

_HASHES = 2**64
_CERTAIN = 10**9


def odds(count: int) -> int:
    """Return the odds, rounded down to a power of ten, against any collision among this many 64-bit hashes.

    This is the birthday bound: n values form n²/2 pairs, and a pair collides with probability 2⁻⁶⁴.
    """
    wrong = _HASHES * 2 // max(1, count) ** 2
    power: int = 10 ** (len(str(max(1, wrong))) - 1)
    return min(_CERTAIN, power)


@dataclass(frozen=True)
class Histogram:
    """A histogram of n bins: n counts and n + 1 edges, which are numbers, text lengths or ISO 8601 dates."""

    edges: tuple[float | str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class ColumnProfile:
    """The statistics of one column; fields that don't apply to its type are None or empty.

    Cells: `missing` counts empty cells and missing-value markers such as "NA", which `marks` lists. Of
    any type, `numeric`, `dated` and `infinite` count the cells that read as numbers, dates and
    infinities, `decorated` those that read as numbers with signs, such as $1,234.50, and `codes` whole
    numbers that would lose leading zeros or digits. `signed` is a number with signs, `units` counts all
    by their unit, and `unit` is the one of those that are counted as `decorated`. `date_forms` counts the
    dates of a category or text by their form (see `date_forms.DATE_FORMS`). `personal` counts the cells that
    seem to hold personal data, by its kind.

    Values: `distinct` counts distinct values, and `once` those that occur in one cell only. Where
    `hashed`, their hashes are counted (see `odds`). `top` holds the most frequent values, for text the
    most frequent words, and is empty if more than twenty values are all distinct. Words are counted
    in every `words_of`th cell, and too low, if at all, where `words_forgotten`. `spellings` groups values
    that differ in case, blanks, points or Unicode form alone.

    Statistics: `minimum` to `outliers` describe finite numbers, for text its length in characters.
    `deviation` and `skewness` are the sample's; `outliers` lie beyond 1.5 interquartile ranges of the
    quartiles. `earliest` and `latest` are ISO 8601; `hours` counts the hours of the day among dates.
    """

    name: str
    kind: ColumnType
    missing: int
    distinct: int
    hashed: bool = False
    marks: tuple[tuple[str, int], ...] = ()
    numeric: int = 0
    decorated: int = 0
    signed: str = ""
    unit: str = ""
    units: tuple[tuple[str, int], ...] = ()
    codes: int = 0
    dated: int = 0
    date_forms: tuple[tuple[str, int], ...] = ()
    infinite: int = 0
    whole: bool = False
    looks_like_id: bool = False
    examples: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    deviation: float | None = None
    quartiles: tuple[float, float, float] | None = None
    skewness: float | None = None
    zeros: int | None = None
    outliers: int | None = None
    earliest: str | None = None
    latest: str | None = None
    hours: int = 0
    top: tuple[tuple[str, int], ...] = ()
    words_of: int = 1
    words_forgotten: bool = False
    once: int = 0
    histogram: Histogram | None = None
    personal: tuple[tuple[Personal, int], ...] = ()
    spellings: tuple[Spellings, ...] = ()

    @property
    def has_plain_numbers(self) -> bool:
        """Whether its numbers are years, codes or identifiers, which have no thousands separators."""
        if self.kind != "number" or self.minimum is None or self.maximum is None:
            return False
        are_years = self.whole and _YEARS[0] <= self.minimum and self.maximum <= _YEARS[1]
        return self.looks_like_id or are_years or bool(_CODE_NAME.search(self.name))

    @property
    def with_merged_spellings(self) -> "ColumnProfile":
        """The profile that the column has once the spellings of each value are one value."""
        variants = [count for group in self.spellings for _text, count in group]
        return replace(
            self,
            distinct=self.distinct - len(variants) + len(self.spellings),
            once=self.once - variants.count(1),
            top=merged(self.top, self.spellings),
            spellings=(),
        )

    def with_marks_as_values(self) -> "ColumnProfile":
        """Return the profile of the column if its missing-value markers are values; numbers have none."""
        if self.kind not in ("category", "text"):
            return self
        top = self.top if self.kind == "text" else tuple(sorted((*self.top, *self.marks), key=rank)[:TOP])
        return replace(
            self,
            missing=self.missing - sum(count for _mark, count in self.marks),
            distinct=self.distinct + len(self.marks),
            once=self.once + sum(count == 1 for _mark, count in self.marks),
            top=top,
            marks=(),
        )

    @property
    def readable(self) -> int:
        """The number of cells that a model reads as numbers."""
        return self.numeric + self.decorated

    def are_numbers(self, rows: int) -> bool:
        """Return whether nearly all present cells of so many rows are numbers, and the others no codes."""
        present = rows - self.missing
        nearly_all = self.readable >= NEARLY_ALL * max(present, 1)
        return self.kind == "number" or (nearly_all and 2 * self.codes <= present - self.readable)


@dataclass(frozen=True)
class Correlation:
    """Pearson's coefficient of two columns, over the rows where both have a number."""

    first: str
    second: str
    coefficient: float


@dataclass(frozen=True)
class Profile:
    """The statistics of a table: `duplicates` counts rows that repeat an earlier row, `size` is in bytes.

    Where `duplicates_hashed`, rows count as duplicates by their hashes (see `odds`). `correlations` holds
    one entry for each pair of the first 50 numeric columns. `equivalent` groups columns whose values map
    one to one, and `nearly_equivalent` pairs those whose values nearly do.
    """

    rows: int
    columns: tuple[ColumnProfile, ...]
    duplicates: int = 0
    duplicates_hashed: bool = False
    size: int = 0
    correlations: tuple[Correlation, ...] = ()
    equivalent: tuple[tuple[str, ...], ...] = ()
    nearly_equivalent: tuple[tuple[str, str], ...] = ()

    def column(self, name: str) -> ColumnProfile:
        """Return one column by its name; raises InvalidInput if there is none."""
        column = self._by_name.get(name)
        if column is None:
            raise InvalidInput("column_not_in_profile", column=name, columns=tuple(self._by_name))
        return column

    def with_marks_as_values(self, names: Collection[str]) -> "Profile":
        """Return the profile of the table if the missing-value markers of some columns are values."""
        columns = tuple(
            column.with_marks_as_values() if column.name in names else column for column in self.columns
        )
        return replace(self, columns=columns) if names else self

    @cached_property
    def _by_name(self) -> dict[str, ColumnProfile]:
        return {column.name: column for column in self.columns}

    def to_json(self) -> str:
        """Return the profile as the JSON text that `from_json` reads."""
        return json.dumps({"version": VERSION, **asdict(self)}, ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Profile":
        """Return the profile that a JSON text holds; raises InvalidInput if it holds none."""
        try:
            content = json.loads(text)
            if content["version"] != VERSION:
                raise InvalidInput("profile_of_another_version", version=content["version"])
            return cls(
                rows=int(content["rows"]),
                columns=tuple(_column(column) for column in content["columns"]),
                duplicates=int(content["duplicates"]),
                duplicates_hashed=bool(content["duplicates_hashed"]),
                size=int(content["size"]),
                correlations=tuple(Correlation(**pair) for pair in content["correlations"]),
                equivalent=tuple(map(tuple, content.get("equivalent", ()))),
                nearly_equivalent=tuple((a, b) for a, b in content.get("nearly_equivalent", ())),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidInput("profile_unreadable") from error


def _column(content: dict[str, Any]) -> ColumnProfile:
    values = dict(content)
    for key in ("examples", "quartiles"):
        values[key] = None if values[key] is None else tuple(values[key])
    for key in ("top", "marks", "personal", "date_forms", "units"):
        values[key] = _counts(values[key])
    values["spellings"] = tuple(_counts(group) for group in values["spellings"])
    bins = values["histogram"]
    values["histogram"] = bins and Histogram(tuple(bins["edges"]), tuple(bins["counts"]))
    return ColumnProfile(**values)


def _counts(pairs: Iterable[tuple[Any, Any]]) -> tuple[tuple[Any, int], ...]:
    return tuple((str(value), int(count)) for value, count in pairs)
