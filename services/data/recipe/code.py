"""Write a recipe as a scikit-learn program."""

import re
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from services.containers.trainer.spec import FOLDS, NUMBER_LIMIT, TREE_CELLS
from services.data.profile import Profile
from services.data.recipe.algorithms import ALGORITHMS, Algorithm
from services.data.recipe.algorithms import algorithm as algorithm_of
from services.data.recipe.blending_code import sample_lines
from services.data.recipe.column_plans import PLANS, Context, Plan
from services.data.recipe.column_plans.cells import signs_of
from services.data.recipe.column_plans.date import functions_code
from services.data.recipe.column_plans.numeric import number_code, signed_number_function
from services.data.recipe.model_code import model_lines
from services.data.recipe.recipe import Recipe
from services.data.recipe.spelling_code import merging_code
from services.data.recipe.split_code import split_lines
from services.data.tables.numbers import PLAIN

_MODULES: dict[str, tuple[str, ...]] = {
    "sklearn.base": ("clone",),
    "sklearn.compose": ("ColumnTransformer", "TransformedTargetRegressor"),
    "sklearn.dummy": ("DummyClassifier",),
    "sklearn.ensemble": ("VotingClassifier",),
    "sklearn.feature_extraction.text": ("CountVectorizer", "TfidfVectorizer"),
    "sklearn.impute": ("SimpleImputer",),
    "sklearn.model_selection": ("GroupShuffleSplit", "KFold", "ShuffleSplit", "train_test_split"),
    "sklearn.pipeline": ("Pipeline", "make_pipeline"),
    "sklearn.preprocessing": (
        *("FunctionTransformer", "KBinsDiscretizer", "MinMaxScaler", "OneHotEncoder", "OrdinalEncoder"),
        *("QuantileTransformer", "RobustScaler", "StandardScaler", "TargetEncoder"),
    ),
}


def code(
    recipe: Recipe,
    profile: Profile,
    rows: pd.DataFrame,
    algorithm: str,
    parameters: Mapping[str, float] | None = None,
) -> str:
    """Return a program that reads table.csv, fits a model by the recipe and prints its score.

    The form of dates is detected from `rows`, the first rows of the table. Missing parameters have the
    algorithm's defaults.
    """
    chosen = algorithm_of(algorithm)
    used = [name for name in recipe.used if name in rows.columns]
    lines = [
        f"TARGET = {recipe.target!r}",
        "",
        "# Read text first, so that codes such as 007 and the word NA stay what they are.",
        'table = pd.read_csv("table.csv", dtype=str, keep_default_na=False)',
        'table = table.apply(lambda cells: cells.str.strip()).astype(object).replace("", np.nan)',
        *_missing(recipe, profile, used),
        *_reading(recipe, profile, rows[used], rows[recipe.target]),
        f"X, y = table[{used!r}], table[TARGET]",
        "",
        *split_lines(recipe, profile, rows),
        "",
        *sample_lines(recipe, profile, chosen),
        *_columns(_groups(recipe, used), _context(recipe, used, profile, chosen)),
        *_wordless(recipe, used, profile),
        *model_lines(recipe, profile, chosen, parameters or {}),
    ]
    body = "\n".join(lines)
    return "\n".join([*_imports(body), "", body]) + "\n"


def _missing(recipe: Recipe, profile: Profile, used: Iterable[str]) -> Iterator[str]:
    """Yield the lines that make the texts missing that mean so among categories, texts and classes."""
    textual = [name for name in used if recipe.role(name) in ("category", "text")]
    textual += [recipe.target] if recipe.task == "classification" else []
    for name in textual:
        marks = [mark for mark, _count in profile.column(name).marks]
        if marks and name not in recipe.marks_as_values:
            yield f"table[{name!r}] = table[{name!r}].replace({marks!r}, np.nan)"


def _reading(recipe: Recipe, profile: Profile, rows: pd.DataFrame, target: pd.Series) -> Iterator[str]:
    roles = {name: recipe.role(name) for name in rows.columns}
    if recipe.split.needs_column:
        yield f"deciding = table[{recipe.split.column!r}]  # decides which rows are held out"
    target_profile = profile.column(recipe.target)
    has_numbers = target_profile.kind == "number" and not target_profile.whole
    if has_numbers or recipe.task == "regression" or "numeric" in roles.values():
        yield from _number_function(recipe)
    numeric = [name for name in rows.columns if roles[name] == "numeric"]
    signed = {name: signs for name in numeric if (signs := signs_of(rows[name], recipe.numbers))}
    target_signs = signs_of(target, recipe.numbers) if recipe.task == "regression" else None
    if signed or target_signs:
        yield from signed_number_function()
    if recipe.task == "regression":
        yield f"table[TARGET] = {number_code('table[TARGET]', target_signs)}"
    elif has_numbers:
        yield "values = number(table[TARGET])  # 1 and 1.0 are one class, in its commonest spelling"
        yield "spellings = table[TARGET].groupby(values).agg(lambda labels: labels.mode()[0])"
        yield "table[TARGET] = values.map(spellings)"
    if recipe.split.needs_column:
        yield "deciding = deciding[table[TARGET].notna()].reset_index(drop=True)"
    yield "table = table[table[TARGET].notna()].reset_index(drop=True)"
    for name, signs in signed.items():
        yield f"table[{name!r}] = {number_code(f'table[{name!r}]', signs)}"
    for role, plan in PLANS.items():
        columns = [name for name in rows.columns if roles[name] == role and name not in signed]
        if columns:
            yield from plan.reading_code(rows[columns])
    yield from merging_code(recipe)


def _number_function(recipe: Recipe) -> Iterator[str]:
    yield from ("", "", "def number(cells):")
    yield '    """Return texts as floats, NaN where a text is no number or beyond what trees can hold."""'
    if recipe.numbers != PLAIN:
        yield f'    cells = cells.astype(str).str.replace({recipe.numbers.thousands!r}, "", regex=False)'
        yield f'    cells = cells.str.replace({recipe.numbers.decimal!r}, ".", regex=False)'
    yield '    numbers = pd.to_numeric(cells, errors="coerce").astype(float)'
    yield f"    return numbers.where(numbers.abs() <= {NUMBER_LIMIT:g})"
    yield from ("", "")


def _context(recipe: Recipe, used: Iterable[str], profile: Profile, algorithm: Algorithm) -> Context:
    target = profile.with_marks_as_values(recipe.marks_as_values).column(recipe.target)
    rows = profile.rows - target.missing
    wide = sum(recipe.plan(name).is_wide for name in used)
    if recipe.target_options.merge_spellings:
        target = target.with_merged_spellings
    most = target.top[0][1] if target.top else 2
    return Context(
        sparse=algorithm.sparse,
        task=recipe.task,
        folds=max(2, min(FOLDS, (rows if recipe.task == "regression" else most) // 2)),
        seed=recipe.seed,
        room=TREE_CELLS // max(rows * wide, 1),
        numbers=recipe.numbers,
        counts=algorithm.counts,
    )


def _columns(groups: Iterable[tuple[list[str], Plan]], context: Context) -> Iterator[str]:
    yield "columns = ColumnTransformer("
    yield "    ["
    names: list[str] = []
    for columns, plan in groups:
        for step in plan.code_steps(columns, context):
            names.append(step.name)
            count = names.count(step.name)
            name = f"{step.name} {count}" if count > 1 else step.name
            yield f"        ({name!r}, {step.transformer}, {step.columns!r}),"
    yield "    ],"
    yield f"    sparse_threshold={'0.3' if context.sparse else '0'},"
    yield ")"


def _wordless(recipe: Recipe, used: Iterable[str], profile: Profile) -> Iterator[str]:
    """Yield the lines that leave out text columns, where the training rows may lack any text."""
    rows = profile.rows * (1 - recipe.test_fraction)
    texts = [
        name
        for name in used
        if recipe.role(name) == "text"
        and (missing := profile.column(name).missing)
        and (recipe.split.needs_column or missing >= rows)
    ]
    if texts:
        yield "# A text column without words among the training rows can't be vectorised."
        yield f"texts = {texts!r}"
        yield 'wordless = [name for name in texts if not X[name].iloc[train].str.contains(r"\\w").any()]'
        yield "columns.transformers = [step for step in columns.transformers if step[2] not in wordless]"


def _groups(recipe: Recipe, used: Iterable[str]) -> list[tuple[list[str], Plan]]:
    """Return groups of columns with the same plan, in the order of the trainer's columns.

    The order affects the score, since a forest draws columns at random. Native categories come first, and
    a text column is a group of its own.
    """
    groups: dict[tuple[Plan, str], list[str]] = {}
    for name in used:
        plan = recipe.plan(name)
        groups.setdefault((plan, name if plan.role == "text" else ""), []).append(name)
    ordered = sorted(groups.items(), key=lambda group: not group[0][0].is_native)
    return [(columns, plan) for (plan, _name), columns in ordered]


def _imports(body: str) -> Iterator[str]:
    yield from (f"import {module}" for module in ("re", "unicodedata") if f" {module}." in body)
    yield from ("import numpy as np", "import pandas as pd")
    modules = {module: list(names) for module, names in _MODULES.items()}
    for algorithm in ALGORITHMS.values():
        for estimator in map(algorithm.estimator, algorithm.tasks):
            modules.setdefault(estimator.module, []).append(estimator.name)
    for module, names in sorted(modules.items()):
        used = [name for name in names if re.search(rf"\b{name}\(", body)]
        if used:
            yield f"from {module} import {', '.join(used)}"
    functions = list(functions_code(body))
    if functions:
        yield from (*functions, "")
