"""The lines of code of one role's steps, as scikit-learn's constructors are written."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.data.profile import Profile
from services.data.recipe.column_plans import CategoryPlan, DatePart, NumericPlan, TextPlan
from services.data.recipe.preview import FOLDS, LINEAR_WORDS, TREE_CATEGORIES, TREE_WORDS, WORD
from services.data.recipe.recipe import Recipe

TREE_CELLS = 50_000_000  # trees need a dense table

MODULES: dict[str, tuple[str, ...]] = {
    "sklearn.compose": ("ColumnTransformer",),
    "sklearn.ensemble": (
        *("HistGradientBoostingClassifier", "HistGradientBoostingRegressor"),
        *("RandomForestClassifier", "RandomForestRegressor"),
    ),
    "sklearn.feature_extraction.text": ("CountVectorizer", "TfidfVectorizer"),
    "sklearn.impute": ("SimpleImputer",),
    "sklearn.linear_model": ("LogisticRegression", "Ridge"),
    "sklearn.model_selection": ("GroupShuffleSplit", "train_test_split"),
    "sklearn.pipeline": ("Pipeline", "make_pipeline"),
    "sklearn.preprocessing": (
        *("FunctionTransformer", "MinMaxScaler", "OneHotEncoder", "OrdinalEncoder", "RobustScaler"),
        *("StandardScaler", "TargetEncoder"),
    ),
}
_SCALERS = {
    "standard": ", StandardScaler()",
    "min_max": ", MinMaxScaler()",
    "robust": ", RobustScaler()",
    "log": ", FunctionTransformer(np.arcsinh), StandardScaler()",
    "none": "",
}
_PARTS: dict[DatePart, str] = {
    "days": "(cells - pd.Timestamp(0)) / pd.Timedelta(days=1)",
    "year": "cells.dt.year",
    "month": "cells.dt.month",
    "day": "cells.dt.day",
    "weekday": "cells.dt.day_of_week",
    "hour": "cells.dt.hour",
}


@dataclass(frozen=True)
class Context:
    """What the steps of one column need to know of all: the model's kind and how many columns fit."""

    linear: bool
    room: int
    recipe: Recipe
    profile: Profile


def room(recipe: Recipe, used: list[str], profile: Profile) -> int:
    """Return how many columns each column that becomes many may become in a dense table."""
    plans = [recipe.plan(name) for name in used]
    wide = sum(
        isinstance(plan, TextPlan) or (isinstance(plan, CategoryPlan) and plan.encoding == "one_hot")
        for plan in plans
    )
    rows = profile.rows - profile.column(recipe.target).missing
    return TREE_CELLS // max(rows * wide, 1)


def numeric(plan: NumericPlan) -> str:
    """Return the steps of a number."""
    zero = plan.imputation == "zero"
    fill = 'strategy="constant", fill_value=0.0' if zero else f'strategy="{plan.imputation}"'
    noted = ", add_indicator=True" if plan.indicator else ""
    return f"make_pipeline(SimpleImputer({fill}{noted}){_SCALERS[plan.scaling]})"


def category(plan: CategoryPlan, context: Context) -> str:
    """Return the steps of a category."""
    own = plan.imputation == "own"
    fill = 'strategy="constant", fill_value=""' if own else 'strategy="most_frequent"'
    return f"make_pipeline(SimpleImputer({fill}), {_encoder(plan, context)})"


def _encoder(plan: CategoryPlan, context: Context) -> str:
    automatic = plan.encoding == "automatic"
    if plan.encoding == "one_hot" or (automatic and context.linear):
        most = plan.levels if context.linear else max(2, min(plan.levels, context.room))
        dense = "" if context.linear else ", sparse_output=False"
        return f'OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories={most}{dense})'
    if plan.encoding == "target":
        kind = "continuous" if context.recipe.task == "regression" else "auto"
        seed = f"random_state={context.recipe.seed}"
        return f'TargetEncoder(target_type="{kind}", cv={_folds(context)}, {seed}), StandardScaler()'
    most = min(plan.levels, TREE_CATEGORIES) if automatic else plan.levels
    scaled = "" if automatic else ", StandardScaler()"
    unknown = 'handle_unknown="use_encoded_value", unknown_value=-1'
    return f"OrdinalEncoder({unknown}, max_categories={most}){scaled}"


def _folds(context: Context) -> int:
    column = context.profile.column(context.recipe.target)
    most = column.top[0][1] if column.top else 2
    if context.recipe.task == "regression":
        most = context.profile.rows - column.missing
    return max(2, min(FOLDS, most // 2))


def text(plan: TextPlan, context: Context) -> str:
    """Return the steps of a text."""
    words = plan.words or (LINEAR_WORDS if context.linear else TREE_WORDS)
    most = words if context.linear else max(20, min(words, context.room))
    runs = f"ngram_range=({plan.shortest}, {plan.longest}), max_features={most}"
    if plan.vectoriser == "characters":
        return f'TfidfVectorizer(analyzer="char_wb", {runs})'
    kind = "TfidfVectorizer" if plan.vectoriser == "tfidf" else "CountVectorizer"
    return f'{kind}(token_pattern=r"{WORD}", {runs})'


def date(part: DatePart, linear: bool) -> str:
    """Return the steps of one part of a date."""
    taken = f"FunctionTransformer({part})"
    if part in ("days", "year"):
        return f'make_pipeline({taken}, SimpleImputer(strategy="median"), StandardScaler())'
    level = ', OneHotEncoder(handle_unknown="ignore")' if linear else ""
    return f'make_pipeline({taken}, SimpleImputer(strategy="most_frequent"){level})'


def date_functions(body: str) -> Iterator[str]:
    """Yield the functions that the date steps of a program call."""
    for part, expression in _PARTS.items():
        if f"FunctionTransformer({part})" in body:
            yield from ("", "", f"def {part}(dates):", f"    return dates.apply(lambda cells: {expression})")
    yield ""
