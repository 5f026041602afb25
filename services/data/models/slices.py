"""Slices of the held-out rows, with the score of the model in each, as the trainer measured them
(services/containers/trainer/measures/slices.py and worst_slices.py)."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

ConditionKind = Literal["between", "range", "is", "is_not", "others", "missing"]
Bound = float | str


@dataclass(frozen=True)
class Condition:
    """What is true of the cells of a column: they lie `between` two bounds, are a `value`, are `missing`.

    Bounds are numbers or dates (ISO 8601), or with `words` the number of words in a text. A "range" is
    above its lower bound, and at most its upper one, `or_missing`; it may lack one of them. "others" are
    the `count` values that are too rare for a slice of their own.
    """

    column: str
    kind: ConditionKind
    low: Bound | None = None
    high: Bound | None = None
    value: str = ""
    count: int = 0
    words: bool = False
    or_missing: bool = False


@dataclass(frozen=True)
class Slice:
    """Held-out rows where all conditions hold, with their score and its 95 % interval."""

    where: tuple[Condition, ...]
    rows: int
    score: float
    interval: tuple[float, float]


@dataclass(frozen=True)
class Slices:
    """The slices by column and the worst ones; `score` is that of all `rows`, as "accuracy" or "mae"."""

    metric: str
    rows: int
    score: float
    columns: tuple[tuple[str, tuple[Slice, ...]], ...]
    worst: tuple[Slice, ...]

    @property
    def higher_is_better(self) -> bool:
        """Whether a slice of a higher score is better."""
        return self.metric == "accuracy"

    def is_worse(self, part: Slice) -> bool:
        """Return whether the whole interval of a slice is on the worse side of the score of all rows."""
        low, high = part.interval
        return high < self.score if self.higher_is_better else low > self.score


def read_slices(content: Any) -> Slices | None:
    """Read the entry of evaluation.json. Raises ValueError, KeyError or TypeError if it is invalid."""
    if content is None:
        return None
    return Slices(
        str(content["metric"]),
        int(content["rows"]),
        float(content["score"]),
        tuple(
            (
                str(entry["column"]),
                tuple(_slice({"column": entry["column"], **part}) for part in entry["slices"]),
            )
            for entry in content["columns"]
        ),
        tuple(_slice(part) for part in content["worst"]),
    )


def _slice(content: Any) -> Slice:
    low, high = content["interval"]
    column = content.get("column")
    where = tuple(_condition({"column": column, **condition}) for condition in content["where"])
    return Slice(where, int(content["rows"]), float(content["score"]), (float(low), float(high)))


def _condition(content: Any) -> Condition:
    if content["kind"] not in get_args(ConditionKind):
        raise ValueError(f"unknown condition {content['kind']!r}")
    return Condition(
        str(content["column"]),
        content["kind"],
        _bound(content.get("low", content.get("above"))),
        _bound(content.get("high", content.get("at_most"))),
        str(content.get("value", "")),
        int(content.get("count", 0)),
        bool(content.get("words", False)),
        bool(content.get("or_missing", False)),
    )


def _bound(content: Any) -> Bound | None:
    return content if content is None or isinstance(content, str) else float(content)
