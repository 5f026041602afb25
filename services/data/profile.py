"""Profiles: exact counts and statistics of each column of a table."""

import json
import re
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from services.data import dates, kinds
from services.data.kinds import Kind
from services.data.table import Table
from services.errors import InvalidInput
from services.words import _

VERSION = 2
TOP = 20
EXAMPLES = 5
BINS = 24

_EXAMPLE_CHARACTERS = 200
_PUNCTUATION = ".,;:!?\"'()[]{}<>«»“”‘’…-–—/\\|*#"
_ID_NAME = re.compile(r"(?i:^(id|uuid|guid|index|key|row|no|nr)$|[_\s-](id|uuid|guid|key|no|nr)$)|(Id|ID)$")
_HUGE = 1e100  # the squares of larger numbers may add up to more than a float holds
_ID_ROWS = 20  # with fewer rows, unlike values say nothing


Personal = Literal["mail", "phone", "resident number", "card number"]


@dataclass(frozen=True)
class Histogram:
    """Counts between edges, one edge more than counts: numbers, characters of text, or ISO dates."""

    edges: tuple[float | str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class ColumnProfile:
    """What one column holds; what doesn't apply to its kind is None or empty.

    `missing` counts empty cells and, in a column of numbers or dates, `marks` of what is missing such
    as "NA"; `distinct` counts the different texts among the others, and is an estimate where
    `estimated`. `numeric`, `dated` and `infinite` count the cells that read as numbers, dates and
    infinities, whatever the kind. `minimum` to `outliers` describe finite numbers, and for text its
    length in characters; `outliers` lie beyond 1.5 interquartile ranges of the quartiles. `earliest`
    and `latest` are ISO 8601. `top` holds the most frequent values, for text the most frequent words.
    `personal` counts cells by what they seem to tell of a person.
    """

    name: str
    kind: Kind
    missing: int
    distinct: int
    estimated: bool = False
    marks: tuple[tuple[str, int], ...] = ()
    numeric: int = 0
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

    `correlations` names each pair of the first 50 columns of numbers once.
    """

    rows: int
    columns: tuple[ColumnProfile, ...]
    duplicates: int = 0
    size: int = 0
    correlations: tuple[Correlation, ...] = ()

    def column(self, name: str) -> ColumnProfile:
        """Return one column by its name; raises InvalidInput where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise InvalidInput(
            _("The table has no column “{name}”.").format(name=name),
            _("Its columns are {names}.").format(names=", ".join(each.name for each in self.columns[:20])),
        )

    def to_json(self) -> str:
        """Return the profile as the JSON text that `from_json` reads."""
        return json.dumps({"version": VERSION, **asdict(self)}, ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Profile":
        """Return the profile that a JSON text holds; raises InvalidInput where it holds none."""
        try:
            content = json.loads(text)
            if content["version"] != VERSION:
                raise ValueError(_("its version {version} is unknown").format(version=content["version"]))
            return cls(
                rows=int(content["rows"]),
                columns=tuple(_column(each) for each in content["columns"]),
                duplicates=int(content["duplicates"]),
                size=int(content["size"]),
                correlations=tuple(Correlation(**each) for each in content["correlations"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidInput(
                _("The profile can't be read: {reason}.").format(reason=error),
                _("Profile the table again."),
            ) from error


def profile(table: Table) -> Profile:
    """Return the exact profile of a table."""
    frame = table.frame()
    return Profile(
        len(frame), tuple(_profile(str(name), frame[name]) for name in frame.columns), size=table.size
    )


def _profile(name: str, column: pd.Series) -> ColumnProfile:
    cells = kinds.present(column)
    kind = kinds.infer(cells)
    counts = kinds.texts(cells).value_counts()
    distinct = len(counts)
    whole = kind == "number" and kinds.is_whole(cells)
    return ColumnProfile(
        name=name,
        kind=kind,
        missing=len(column) - len(cells),
        distinct=distinct,
        whole=whole,
        looks_like_id=_looks_like_id(name, kind, cells, distinct, whole),
        examples=tuple(str(cell)[:_EXAMPLE_CHARACTERS] for cell in cells.drop_duplicates().head(EXAMPLES)),
        **_statistics(kind, cells, counts),
    )


def _statistics(kind: Kind, cells: pd.Series, counts: pa.StructArray) -> dict[str, Any]:
    if kind == "number":
        return {**_spread(kinds.numbers(cells).to_numpy()), "top": _top(counts)}
    if kind == "date":
        return _span(cells)
    if kind == "text":
        return {**_spread(cells.str.len().to_numpy(dtype=float)), "top": _top(_words(cells))}
    return {"top": _top(counts)}


def _spread(values: np.ndarray) -> dict[str, Any]:
    low, middle, high = (float(each) for each in np.quantile(values, (0.25, 0.5, 0.75)))
    scale = _scale(values)
    return {
        "minimum": float(values.min()),
        "maximum": float(values.max()),
        "mean": float((values / scale).mean() * scale),
        "deviation": float((values / scale).std(ddof=1) * scale) if len(values) > 1 else 0.0,
        "quartiles": (low, middle, high),
        "histogram": _histogram(values),
    }


def _scale(values: np.ndarray) -> float:
    """Return what to divide by so that sums and squares of huge numbers stay finite."""
    largest = float(np.abs(values).max())
    return largest if largest > _HUGE else 1.0


def _span(cells: pd.Series) -> dict[str, Any]:
    moments: Any = dates.parse(cells)  # each cell was read, or the column were no date column
    seconds = moments.astype("datetime64[s]").astype("int64").to_numpy(dtype=float)
    bars = _histogram(seconds)
    edges = tuple(dates.iso(pd.Timestamp(int(edge), unit="s")) for edge in bars.edges)
    return {
        "earliest": dates.iso(moments.min()),
        "latest": dates.iso(moments.max()),
        "histogram": Histogram(edges, bars.counts),
    }


def _histogram(values: np.ndarray) -> Histogram:
    low, high = float(values.min()), float(values.max())
    # Bins narrower than the floats between them can't be told apart.
    largest, width = max(abs(low), abs(high)), high - low
    if 0 < width <= 2 * BINS * float(np.spacing(largest)) or (width == 0 and largest > _HUGE):
        margin = max(0.5, largest * 1e-9)
        return Histogram((low - margin, high + margin), (len(values),))
    counts, edges = np.histogram(values, bins=BINS)
    return Histogram(tuple(float(edge) for edge in edges), tuple(int(count) for count in counts))


def _words(cells: pd.Series) -> pa.StructArray:
    words = pc.list_flatten(pc.utf8_split_whitespace(pc.utf8_lower(kinds.texts(cells))))
    trimmed = pc.utf8_trim(words, characters=_PUNCTUATION)
    return trimmed.filter(pc.not_equal(trimmed, "")).value_counts()


def _top(counts: pa.StructArray) -> tuple[tuple[str, int], ...]:
    table = pa.table({"value": counts.field("values"), "count": counts.field("counts")})
    first = pc.select_k_unstable(table, k=TOP, sort_keys=[("count", "descending"), ("value", "ascending")])
    return tuple((row["value"], row["count"]) for row in table.take(first).to_pylist())


def _looks_like_id(name: str, kind: Kind, cells: pd.Series, distinct: int, whole: bool) -> bool:
    if len(cells) < _ID_ROWS or distinct < len(cells) or kind not in ("number", "category"):
        return False
    if kind == "category":
        return True
    return whole and (bool(_ID_NAME.search(name)) or _consecutive(cells))


def _consecutive(cells: pd.Series) -> bool:
    return bool((kinds.numbers(cells).diff().iloc[1:] == 1).all())


def _column(content: dict[str, Any]) -> ColumnProfile:
    values = dict(content)
    for key in ("examples", "quartiles"):
        values[key] = None if values[key] is None else tuple(values[key])
    for key in ("top", "marks", "personal"):
        values[key] = tuple((str(value), int(count)) for value, count in values[key])
    bars = values["histogram"]
    values["histogram"] = bars and Histogram(tuple(bars["edges"]), tuple(bars["counts"]))
    return ColumnProfile(**values)
