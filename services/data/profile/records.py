"""Facts: what a profile tells of a table and of each of its columns."""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

from services.data.tables.column_types import ColumnType
from services.errors import InvalidInput
from services.text.i18n import _

VERSION = 5

Personal = Literal["mail", "phone", "resident number", "card number"]


_HASHES = 2**64
_SURE = 10**9


def odds(count: int) -> int:
    """Return one in how many counts of so many hashes of 64 bits is wrong, at least, as a power of ten.

    Among n values there are n²/2 pairs, each of which shares a hash once in 2⁶⁴ times.
    """
    wrong = _HASHES * 2 // max(1, count) ** 2
    power: int = 10 ** (len(str(max(1, wrong))) - 1)
    return min(_SURE, power)


@dataclass(frozen=True)
class Histogram:
    """Counts between edges, one edge more than counts: numbers, characters of text, or ISO dates."""

    edges: tuple[float | str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class ColumnProfile:
    """What one column holds; what doesn't apply to its kind is None or empty.

    `missing` counts empty cells and, in a column of numbers or dates, `marks` of what is missing such
    as "NA"; `distinct` counts the different values among the others (texts, numbers or moments), where
    `hashed` by their hashes (see `odds`), as are `once` and the counts of `top`. `numeric`, `dated` and
    `infinite` count the cells that read as numbers, dates and infinities, whatever the kind;
    `decorated` those that would read as numbers without their percent, currency or thousands signs,
    `codes` the whole numbers that would lose leading zeros or digits if they were read as such.
    `minimum` to `outliers` describe finite numbers, and for text its length in characters; `deviation`
    and `skewness` are the sample's; `outliers` lie beyond 1.5 interquartile ranges of the quartiles.
    `earliest` and `latest` are ISO 8601. `top` holds the most frequent values, for text the most
    frequent words, and nothing where more than twenty values all differ; the words are those of every
    `words_of`th cell, and counted too low, if at all, where `words_forgotten`. `once` counts the values
    that stand in one cell only. `personal` counts cells by what they seem to tell of a person.
    """

    name: str
    kind: ColumnType
    missing: int
    distinct: int
    hashed: bool = False
    marks: tuple[tuple[str, int], ...] = ()
    numeric: int = 0
    decorated: int = 0
    codes: int = 0
    dated: int = 0
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
    top: tuple[tuple[str, int], ...] = ()
    words_of: int = 1
    words_forgotten: bool = False
    once: int = 0
    histogram: Histogram | None = None
    personal: tuple[tuple[Personal, int], ...] = ()


@dataclass(frozen=True)
class Correlation:
    """How two columns go together: Pearson's coefficient, of the rows where both are numbers."""

    first: str
    second: str
    coefficient: float


@dataclass(frozen=True)
class Profile:
    """What a whole table holds; `duplicates` counts rows that repeat an earlier one, `size` bytes.

    Where `duplicates_hashed` rows count as alike that have the same hash (see `odds`).

    `correlations` names each pair of the first 50 columns of numbers once.
    """

    rows: int
    columns: tuple[ColumnProfile, ...]
    duplicates: int = 0
    duplicates_hashed: bool = False
    size: int = 0
    correlations: tuple[Correlation, ...] = ()

    def column(self, name: str) -> ColumnProfile:
        """Return one column by its name; raises InvalidInput where there is none."""
        found = self._named.get(name)
        if found is not None:
            return found
        raise InvalidInput(
            _("The table has no column “{name}”.", name=name),
            _("Its columns are {names}.", names=", ".join(each.name for each in self.columns[:20])),
        )

    @cached_property
    def _named(self) -> dict[str, ColumnProfile]:
        return {column.name: column for column in self.columns}

    def to_json(self) -> str:
        """Return the profile as the JSON text that `from_json` reads."""
        return json.dumps({"version": VERSION, **asdict(self)}, ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Profile":
        """Return the profile that a JSON text holds; raises InvalidInput where it holds none."""
        try:
            content = json.loads(text)
            if content["version"] != VERSION:
                raise ValueError(_("its version {version} is unknown", version=content["version"]))
            return cls(
                rows=int(content["rows"]),
                columns=tuple(_column(each) for each in content["columns"]),
                duplicates=int(content["duplicates"]),
                duplicates_hashed=bool(content["duplicates_hashed"]),
                size=int(content["size"]),
                correlations=tuple(Correlation(**each) for each in content["correlations"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidInput(
                _("The profile can't be read: {reason}.", reason=error),
                _("Profile the table again."),
            ) from error


def _column(content: dict[str, Any]) -> ColumnProfile:
    values = dict(content)
    for key in ("examples", "quartiles"):
        values[key] = None if values[key] is None else tuple(values[key])
    for key in ("top", "marks", "personal"):
        values[key] = tuple((str(value), int(count)) for value, count in values[key])
    bars = values["histogram"]
    values["histogram"] = bars and Histogram(tuple(bars["edges"]), tuple(bars["counts"]))
    return ColumnProfile(**values)
