"""Plans: what is done with one column's cells before the model sees them, by the column's role."""

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Literal, get_args

from services.text.i18n import _

Role = Literal["numeric", "category", "text", "date", "ignore"]
NumberFilling = Literal["median", "mean", "zero", "most_frequent"]
Scaling = Literal["standard", "min_max", "robust", "log", "none"]
CategoryFilling = Literal["own", "most_frequent"]
Encoding = Literal["automatic", "one_hot", "ordinal", "target"]
Vectoriser = Literal["counts", "tfidf", "characters"]
DatePart = Literal["days", "year", "month", "day", "weekday", "hour"]

ROLES: tuple[Role, ...] = get_args(Role)
LEVELS = (2, 1000)  # the least and most levels of a category that can be told apart
WORDS = (10, 200_000)
LONGEST = 6  # words or characters in a row
DATE_PARTS: tuple[DatePart, ...] = get_args(DatePart)


@dataclass(frozen=True)
class NumericPlan:
    """Fills a number's missing cells, notes where they were if `indicator`, then scales.

    "log" is the inverse hyperbolic sine, a logarithm that takes zero and negative numbers too,
    before standard scaling.
    """

    role: ClassVar[Role] = "numeric"
    imputation: NumberFilling = "median"
    indicator: bool = False
    scaling: Scaling = "standard"


@dataclass(frozen=True)
class CategoryPlan:
    """Makes a missing cell a category of its own or the commonest one, then writes levels as numbers.

    "automatic" is one column a level for linear models and whole numbers for trees, which boosting
    takes as categories. The commonest `levels` are told apart, all of them by "target".
    """

    role: ClassVar[Role] = "category"
    imputation: CategoryFilling = "own"
    encoding: Encoding = "automatic"
    levels: int = 200


@dataclass(frozen=True)
class TextPlan:
    """Counts words, weighs them (TF-IDF), or weighs runs of characters, which suits Korean.

    The `words` commonest are kept; None leaves it to the algorithm. A run is `shortest` to
    `longest` words or characters.
    """

    role: ClassVar[Role] = "text"
    vectoriser: Vectoriser = "counts"
    words: int | None = None
    shortest: int = 1
    longest: int = 2


@dataclass(frozen=True)
class DatePlan:
    """Turns a date into numbers; a missing day is the median one, other parts the commonest."""

    role: ClassVar[Role] = "date"
    parts: tuple[DatePart, ...] = ("days", "month", "weekday")


@dataclass(frozen=True)
class IgnorePlan:
    """Keeps a column from the model."""

    role: ClassVar[Role] = "ignore"


Plan = NumericPlan | CategoryPlan | TextPlan | DatePlan | IgnorePlan

USUAL: dict[Role, Plan] = {
    "numeric": NumericPlan(),
    "category": CategoryPlan(),
    "text": TextPlan(),
    "date": DatePlan(),
    "ignore": IgnorePlan(),
}

_CHOICES: dict[tuple[Role, str], tuple[Any, ...]] = {
    ("numeric", "imputation"): get_args(NumberFilling),
    ("numeric", "indicator"): (True, False),
    ("numeric", "scaling"): get_args(Scaling),
    ("category", "imputation"): get_args(CategoryFilling),
    ("category", "encoding"): get_args(Encoding),
    ("text", "vectoriser"): get_args(Vectoriser),
}
_BOUNDS: dict[tuple[Role, str], tuple[int, int]] = {
    ("category", "levels"): LEVELS,
    ("text", "words"): WORDS,
    ("text", "shortest"): (1, LONGEST),
    ("text", "longest"): (1, LONGEST),
}


def written(plan: Plan) -> dict[str, Any]:
    """Return a plan's options as JSON holds them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(plan).items()}


def read(role: Role, options: dict[str, Any]) -> Plan:
    """Return the plan with these options; ValueError names one that is unknown or of no known value."""
    usual = USUAL[role]
    unknown = sorted(set(options) - {field.name for field in fields(usual)})
    if unknown:
        raise ValueError(_("{role} has no option {name}", role=role, name=", ".join(unknown)))
    for name, value in options.items():
        if not _fits(role, name, value):
            raise ValueError(_("{name} can't be {value}", name=name, value=repr(value)[:80]))
    plan = type(usual)(**{name: _frozen(value) for name, value in options.items()})
    if isinstance(plan, TextPlan) and plan.shortest > plan.longest:
        raise ValueError(_("shortest {least} is over longest {most}", least=plan.shortest, most=plan.longest))
    return plan


def _fits(role: Role, name: str, value: Any) -> bool:
    if (role, name) in _CHOICES:
        choices = _CHOICES[role, name]
        return any(value == choice and type(value) is type(choice) for choice in choices)
    if (role, name) in _BOUNDS:
        least, most = _BOUNDS[role, name]
        return (name == "words" and value is None) or (type(value) is int and least <= value <= most)
    # the parts of a date: some, each once, in their order
    return isinstance(value, list) and value == [part for part in DATE_PARTS if part in value] != []


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
