"""Code: a recipe as the scikit-learn program that a data scientist would write for it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from services.data.profile import Profile
from services.data.recipe import code_steps
from services.data.recipe.algorithms import algorithm as known
from services.data.recipe.cells import date_form
from services.data.recipe.column_plans import CategoryPlan, DatePlan, NumericPlan, Plan, TextPlan
from services.data.recipe.recipe import Recipe
from services.data.tables.numbers import PLAIN

_ESTIMATORS: dict[tuple[str, str], str] = {
    (
        "linear",
        "classification",
    ): "LogisticRegression(C=1 / {regularisation:g}, max_iter={iterations:g}, {seed})",
    ("linear", "regression"): "Ridge(alpha={regularisation:g}, max_iter={iterations:g}, {seed})",
    ("boosting", "classification"): "HistGradientBoostingClassifier({boosting})",
    ("boosting", "regression"): "HistGradientBoostingRegressor({boosting})",
    ("forest", "classification"): "RandomForestClassifier({forest})",
    ("forest", "regression"): "RandomForestRegressor({forest})",
}
_BOOSTING = (
    "learning_rate={learning_rate:g}, max_iter={iterations:g}, max_leaf_nodes={leaves:g}, "
    "categorical_features={native}, {seed}"
)
_FOREST = "n_estimators={trees:g}, max_depth={depth:g}, {seed}"


def code(
    recipe: Recipe,
    profile: Profile,
    rows: pd.DataFrame,
    algorithm: str,
    parameters: Mapping[str, float] | None = None,
) -> str:
    """Return a program that reads table.csv, fits what the recipe says and prints the score.

    `rows` are some of the table's, by which the form of its dates is told; a parameter that isn't
    given has the algorithm's default.
    """
    used = [name for name in recipe.used if name in rows.columns]
    lines = [
        f"TARGET = {recipe.target!r}",
        "",
        "# Text first: codes such as 007 and the word NA stay what they are.",
        'table = pd.read_csv("table.csv", dtype=str, keep_default_na=False)',
        'table = table.apply(lambda cells: cells.str.strip()).astype(object).replace("", np.nan)',
        *_read(recipe, used, rows),
        f"X, y = table[{used!r}], table[TARGET]",
        "",
        *_split(recipe, profile, rows),
        "",
        *_columns(recipe, used, profile, algorithm),
        *_model(recipe, algorithm, used, parameters or {}),
    ]
    body = "\n".join(lines)
    return "\n".join([*_imports(body), "", body]) + "\n"


def _read(recipe: Recipe, used: list[str], rows: pd.DataFrame) -> Iterator[str]:
    if recipe.split.needs_column:
        yield f"deciding = table[{recipe.split.column!r}]  # which rows are tested"
    numeric = [name for name in used if recipe.role(name) == "numeric"]
    numeric += [recipe.target] if recipe.task == "regression" else []
    if numeric:
        yield from ("", "", "def number(cells):")
        yield '    """Return texts as floats; what is no finite number counts as missing."""'
        if recipe.numbers != PLAIN:
            yield f'    cells = cells.astype(str).str.replace({recipe.numbers.thousands!r}, "", regex=False)'
            yield f'    cells = cells.str.replace({recipe.numbers.decimal!r}, ".", regex=False)'
        yield '    found = pd.to_numeric(cells, errors="coerce").astype(float)'
        yield "    return found.where(np.isfinite(found))"
        yield from ("", "")
        yield f"table[{numeric!r}] = table[{numeric!r}].apply(number)"
    if recipe.split.needs_column:
        yield "deciding = deciding[table[TARGET].notna()].reset_index(drop=True)"
    yield "table = table[table[TARGET].notna()].reset_index(drop=True)"
    for name in used:
        if recipe.role(name) == "date":
            yield f"table[{name!r}] = {_moments(f'table[{name!r}]', date_form(rows[name]))}"
    texts = [name for name in used if recipe.role(name) == "text"]
    if texts:
        yield f'table[{texts!r}] = table[{texts!r}].fillna("")'


def _moments(cells: str, form: str) -> str:
    return f'pd.to_datetime({cells}, format={form!r}, errors="coerce", utc=True).dt.tz_localize(None)'


def _split(recipe: Recipe, profile: Profile, rows: pd.DataFrame) -> Iterator[str]:
    split, share = recipe.split, f"test_size={recipe.test_fraction:g}, random_state={recipe.seed}"
    if split.method == "time":
        yield f"moments = {_moments('deciding', date_form(rows[str(split.column)]))}"
        yield "dated = moments.dropna().sort_values()  # the latest are tested"
        yield f"first = dated.iloc[-max(1, round(len(dated) * {recipe.test_fraction:g}))]"
        yield "train, test = np.flatnonzero(~(moments >= first)), np.flatnonzero(moments >= first)"
    elif split.method == "column":
        yield f"tested = deciding == {str(split.value).strip()!r}"
        yield "train, test = np.flatnonzero(~tested), np.flatnonzero(tested)"
    elif split.method == "group":
        yield "codes = pd.factorize(deciding)[0]"
        yield "alone = codes < 0  # a row without a group is one of its own"
        yield "codes[alone] = codes.max() + 1 + np.arange(alone.sum())"
        yield f"splitter = GroupShuffleSplit(n_splits=1, {share})"
        yield "train, test = map(np.sort, next(splitter.split(X, groups=codes)))"
    elif split.method == "stratified" and recipe.task == "classification":
        yield from _stratified(share, profile, recipe)
    else:
        yield f"train, test = map(np.sort, train_test_split(np.arange(len(y)), {share}))"


def _stratified(share: str, profile: Profile, recipe: Recipe) -> Iterator[str]:
    column = profile.column(recipe.target)
    if column.distinct <= len(column.top) and min((count for _value, count in column.top), default=0) > 1:
        yield f"train, test = map(np.sort, train_test_split(np.arange(len(y)), {share}, stratify=y))"
        return
    yield "often = np.flatnonzero(y.map(y.value_counts()) > 1)  # a class of one row is trained on"
    yield f"_, test = train_test_split(often, {share}, stratify=y.iloc[often])"
    yield "test = np.sort(test)"
    yield "train = np.setdiff1d(np.arange(len(y)), test)"


def _columns(recipe: Recipe, used: list[str], profile: Profile, algorithm: str) -> Iterator[str]:
    linear = algorithm == "linear"
    context = code_steps.Context(linear, code_steps.room(recipe, used, profile), recipe, profile)
    steps: list[tuple[str, str, Any]] = []
    for names, plan in _groups(recipe, used):
        steps += _steps(names, plan, context)
    yield "columns = ColumnTransformer("
    yield "    ["
    titles: list[str] = []
    for title, step, names in steps:
        titles.append(title)
        again = titles.count(title)
        yield f"        ({(f'{title} {again}' if again > 1 else title)!r}, {step}, {names!r}),"
    yield "    ],"
    yield f"    sparse_threshold={'0.3' if linear else '0'},"
    yield ")"


def _steps(names: list[str], plan: Plan, context: code_steps.Context) -> Iterator[tuple[str, str, Any]]:
    """Yield each step of columns that are planned alike: its title, its line, and the columns."""
    if isinstance(plan, CategoryPlan):
        yield "categories", code_steps.category(plan, context), names
    elif isinstance(plan, NumericPlan):
        yield "numbers", code_steps.numeric(plan), names
    elif isinstance(plan, DatePlan):
        yield from ((part, code_steps.date(part, context.linear), names) for part in plan.parts)
    elif isinstance(plan, TextPlan):
        yield f"words of {names[0]}", code_steps.text(plan, context), names[0]


def _groups(recipe: Recipe, used: Iterable[str]) -> list[tuple[list[str], Plan]]:
    """Return the columns that are planned alike, with their plan, in the order of the container's columns.

    A forest draws columns at random, so their order tells in its score. Boosting's own categories come
    first; each text is alone.
    """
    groups: dict[tuple[Plan, str], list[str]] = {}
    for name in used:
        plan = recipe.plan(name)
        groups.setdefault((plan, name if isinstance(plan, TextPlan) else ""), []).append(name)
    found = [(names, plan) for (plan, _alone), names in groups.items()]
    return sorted(found, key=lambda group: not _is_native(group[1]))


def _is_native(plan: Plan) -> bool:
    return isinstance(plan, CategoryPlan) and plan.encoding == "automatic"


def _model(recipe: Recipe, algorithm: str, used: list[str], parameters: Mapping[str, float]) -> Iterator[str]:
    seed = f"random_state={recipe.seed}"
    native = sum(_is_native(recipe.plan(name)) for name in used)
    given = {each.name: each.default for each in known(algorithm).parameters} | dict(parameters)
    given_all = {**given, "seed": seed, "native": f"list(range({native}))" if native else "None"}
    inner = {"boosting": _BOOSTING, "forest": _FOREST}.get(algorithm, "").format(**given_all)
    estimator = _ESTIMATORS[algorithm, recipe.task].format(**{**given_all, algorithm: inner})
    yield f'model = Pipeline([("columns", columns), ("model", {estimator})])'
    yield "model.fit(X.iloc[train], y.iloc[train])"
    measure = "accuracy" if recipe.task == "classification" else "R²"
    yield "score = model.score(X.iloc[test], y.iloc[test])"
    yield f'print(f"{measure} of {{len(test):,}} held-out rows: {{score:.4f}}")'


def _imports(body: str) -> Iterator[str]:
    yield from ("import numpy as np", "import pandas as pd")
    for module, names in code_steps.MODULES.items():
        needed = [name for name in names if f"{name}(" in body]
        if needed:
            yield f"from {module} import {', '.join(needed)}"
    if "FunctionTransformer(" in body:
        yield from code_steps.date_functions(body)
