"""Steps: what a column's plan makes of its cells, step by step, with statistics before and after each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from services.data.recipe import cells as read
from services.data.recipe.column_plans import CategoryPlan, DatePart, DatePlan, NumericPlan, Plan, TextPlan
from services.data.recipe.recipe import Recipe, Task
from services.data.tables.numbers import NumberFormat
from services.errors import InvalidInput
from services.text.i18n import _

BINS = 12
SHOWN = 12
LINEAR_WORDS = 50_000
TREE_WORDS = 300
TREE_CATEGORIES = 200
FOLDS = 5
ROUNDING = 1e-9  # a mean that is smaller beside its deviation is what rounding left of zero
WORD = r"(?u)\b\w+\b"  # words of one letter too: they carry meaning in Korean


@dataclass(frozen=True)
class Values:
    """Statistics of one column at one step; those of numbers are None where it holds texts."""

    name: str
    missing: int
    distinct: int
    mean: float | None = None
    deviation: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    top: tuple[tuple[str, int], ...] = ()
    bars: tuple[int, ...] = ()


@dataclass(frozen=True)
class Step:
    """What stands after a step: how many columns there are, and the statistics of the first of them."""

    title: str
    count: int
    columns: tuple[Values, ...]


@dataclass(frozen=True)
class Goal:
    """What is predicted in the same rows, which target encoding looks at."""

    answers: np.ndarray
    task: Task
    seed: int = 0


Stage = tuple[str, tuple[str, ...], Any]  # title, names of the columns, their cells or numbers


def steps(column: pd.Series, plan: Plan, numbers: NumberFormat, goal: Goal, linear: bool) -> tuple[Step, ...]:
    """Return the steps of a column, the first being its cells as they were uploaded.

    `column` holds texts; `linear` tells whether the model is a linear one, which takes categories otherwise.
    """
    before = read.texts(column)
    first = Step(_("As uploaded"), 1, (_described(str(column.name), before),))
    return (first, *(_step(*stage) for stage in stages(column, plan, numbers, goal, linear)))


def trace(rows: pd.DataFrame, recipe: Recipe, column: str, linear: bool) -> tuple[Step, ...]:
    """Return the steps of a recipe's column on some rows of the table; those without a target are left out.

    Raises InvalidInput where these rows hold too little for a step.
    """
    answers = read.texts(rows[recipe.target])
    if recipe.task == "regression":
        answers = read.numbers(rows[recipe.target], recipe.numbers).to_numpy()
    known = ~pd.isna(answers)
    goal = Goal(answers[known], recipe.task, recipe.seed)
    try:
        return steps(rows[column][known], recipe.plan(column), recipe.numbers, goal, linear)
    except ValueError as error:
        raise InvalidInput(
            _("The first rows hold too little to show this: {reason}.", reason=error),
            _("Training looks at all rows; choose another column or another way here."),
        ) from error


def stages(column: pd.Series, plan: Plan, numbers: NumberFormat, goal: Goal, linear: bool) -> Iterator[Stage]:
    """Yield what stands after each step; the last one is what the training container makes too."""
    name = str(column.name)
    if isinstance(plan, NumericPlan):
        yield from _numeric(name, read.numbers(column, numbers).to_numpy()[:, None], plan)
    elif isinstance(plan, CategoryPlan):
        yield from _category(name, read.texts(column)[:, None], plan, goal, linear)
    elif isinstance(plan, TextPlan):
        yield _text(read.texts(column), plan, linear)
    elif isinstance(plan, DatePlan):
        yield from _date(name, read.moments(column), plan, linear)


def _numeric(name: str, values: np.ndarray, plan: NumericPlan) -> Iterator[Stage]:
    from sklearn.impute import SimpleImputer
    from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

    yield _("Read as numbers"), (name,), values
    zero = plan.imputation == "zero"
    filling = SimpleImputer(
        strategy="constant" if zero else plan.imputation,
        fill_value=0.0 if zero else None,
        keep_empty_features=True,
        add_indicator=plan.indicator,
    )
    values = filling.fit_transform(values)
    names = (name, _("{name} is missing", name=name))[: values.shape[1]]
    filled = float(filling.statistics_[0])
    yield _("Missing filled in with {value:.6g}", value=filled), names, values
    if plan.scaling == "log":
        values = np.arcsinh(values)
        yield _("Logarithm"), names, values
    scalers = {
        "min_max": MinMaxScaler,
        "robust": RobustScaler,
        "standard": StandardScaler,
        "log": StandardScaler,
    }
    if plan.scaling in scalers:
        yield _("Scaled"), names, scalers[plan.scaling]().fit_transform(values)


def _category(name: str, values: np.ndarray, plan: CategoryPlan, goal: Goal, linear: bool) -> Iterator[Stage]:
    from sklearn.impute import SimpleImputer

    if plan.imputation == "most_frequent":
        values = SimpleImputer(missing_values=None, strategy="most_frequent").fit_transform(values)
    blank = SimpleImputer(missing_values=None, strategy="constant", fill_value="", keep_empty_features=True)
    values = blank.fit_transform(values)
    title = (
        _("Missing is the commonest level")
        if plan.imputation != "own"
        else _("Missing is a level of its own")
    )
    yield title, (name,), values[:, 0]
    yield from _encoded(name, values, plan, goal, linear)


def _encoded(name: str, values: np.ndarray, plan: CategoryPlan, goal: Goal, linear: bool) -> Iterator[Stage]:
    from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler, TargetEncoder

    if plan.encoding == "one_hot" or (plan.encoding == "automatic" and linear):
        one = OneHotEncoder(
            handle_unknown="infrequent_if_exist", max_categories=plan.levels, sparse_output=False
        )
        found = one.fit_transform(values)
        yield (
            _("One column a level"),
            tuple(_level(name, each) for each in one.get_feature_names_out()),
            found,
        )
        return
    if plan.encoding == "target":
        kind = "continuous" if goal.task == "regression" else "auto"
        encoder = TargetEncoder(target_type=kind, cv=_folds(goal), random_state=goal.seed)
        found = encoder.fit_transform(values, goal.answers)
        classes = () if goal.task == "regression" else tuple(str(each) for each in encoder.classes_)
        many = tuple(f"{name} → {each}" for each in classes) if found.shape[1] > 1 else (name,)
        yield _("The mean of the target in rows of the same level"), many, found
        yield _("Scaled"), many, StandardScaler().fit_transform(found)
        return
    native = plan.encoding == "automatic"
    ordinal = OrdinalEncoder(
        handle_unknown="use_encoded_value",
        unknown_value=-1,
        max_categories=min(plan.levels, TREE_CATEGORIES) if native else plan.levels,
    )
    found = ordinal.fit_transform(values)
    yield _("A whole number a level"), (name,), found
    if not native:
        yield _("Scaled"), (name,), StandardScaler().fit_transform(found)


def _text(values: np.ndarray, plan: TextPlan, linear: bool) -> Stage:
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    most = plan.words or (LINEAR_WORDS if linear else TREE_WORDS)
    same: dict[str, Any] = {"ngram_range": (plan.shortest, plan.longest), "max_features": most}
    if plan.vectoriser == "characters":
        counter, title = TfidfVectorizer(analyzer="char_wb", **same), _("Runs of characters weighed")
    elif plan.vectoriser == "tfidf":
        counter, title = TfidfVectorizer(token_pattern=WORD, **same), _("Words weighed (TF-IDF)")
    else:
        counter, title = CountVectorizer(token_pattern=WORD, **same), _("Words counted")
    found = counter.fit_transform([value or "" for value in values])
    return title, tuple(counter.get_feature_names_out()), found


def _date(name: str, moments: pd.Series, plan: DatePlan, linear: bool) -> Iterator[Stage]:
    from sklearn.impute import SimpleImputer
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    raw = np.column_stack([_part(moments, part) for part in plan.parts])
    yield _("Taken apart"), tuple(f"{name}: {part}" for part in plan.parts), raw
    names: list[str] = []
    done: list[np.ndarray] = []
    for place, part in enumerate(plan.parts):
        values, heading = raw[:, [place]], f"{name}: {part}"
        counted = part in ("days", "year")
        strategy = "median" if counted else "most_frequent"
        values = SimpleImputer(strategy=strategy, keep_empty_features=True).fit_transform(values)
        if counted:
            values = StandardScaler().fit_transform(values)
        elif linear:
            encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
            values = encoder.fit_transform(values)
            names += [f"{heading}={level:g}" for level in encoder.categories_[0]]
        names += [heading] if values.shape[1] == 1 and not (linear and not counted) else []
        done.append(values)
    yield _("Filled in and scaled"), tuple(names), np.hstack(done)


def _part(moments: pd.Series, part: DatePart) -> np.ndarray:
    if part == "days":
        numbers: pd.Series = (moments - pd.Timestamp(0)) / pd.Timedelta(days=1)
    else:
        name = "day_of_week" if part == "weekday" else part
        numbers = getattr(moments.dt, name)
    return np.asarray(numbers, dtype=float)


def _level(name: str, feature: str) -> str:
    level = feature.removeprefix("x0_")
    told = {"": _("(missing)"), "infrequent_sklearn": _("(rarer levels)")}
    return f"{name}={told.get(level, level)}"


def _folds(goal: Goal) -> int:
    counts = np.unique(goal.answers.astype(str), return_counts=True)[1]
    most = len(goal.answers) if goal.task == "regression" else int(counts.max())
    return max(2, min(FOLDS, most // 2))


def _step(title: str, names: tuple[str, ...], values: Any) -> Step:
    if hasattr(values, "tocsc"):  # words: the commonest first
        totals = np.asarray((values > 0).sum(axis=0)).ravel()
        order = np.argsort(-totals, kind="stable")[:SHOWN]
        shown = np.asarray(values.tocsc()[:, order].todense())
        return Step(
            title, len(names), tuple(_described(names[at], shown[:, k]) for k, at in enumerate(order))
        )
    table = values if values.ndim == 2 else values[:, None]
    return Step(
        title, len(names), tuple(_described(name, table[:, k]) for k, name in enumerate(names[:SHOWN]))
    )


def _described(name: str, values: np.ndarray) -> Values:
    present = pd.Series(values).dropna()
    counts = present.value_counts()
    found = Values(name, len(values) - len(present), len(counts), bars=tuple(int(n) for n in counts[:BINS]))
    top = tuple((str(value), int(count)) for value, count in counts[:5].items())
    if values.dtype == object or present.empty:
        return replace(found, top=top)
    numbers = present.to_numpy(dtype=float)
    spread, mean = float(numbers.std()), float(numbers.mean())
    bars = np.histogram(numbers, bins=BINS)[0] if spread else np.array([len(numbers)])
    return Values(
        name,
        found.missing,
        found.distinct,
        mean if abs(mean) > ROUNDING * spread else 0.0,
        spread,
        float(numbers.min()),
        float(numbers.max()),
        bars=tuple(int(count) for count in bars),
    )
