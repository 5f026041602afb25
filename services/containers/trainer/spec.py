"""The options of recipes and runs that the trainer supports.

The app reads this module too, so it imports nothing but the standard library.
"""

import re
import sys
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Literal

Task = Literal["classification", "regression"]
Role = Literal["numeric", "category", "text", "date", "ignore"]
SplitMethod = Literal["stratified", "random", "time", "column", "group"]
Metric = Literal["accuracy", "balanced_accuracy", "macro_f1", "log_loss", "roc_auc", "r2", "mae", "rmse"]

NumericImputation = Literal["median", "mean", "zero", "most_frequent"]
Scaling = Literal["standard", "min_max", "robust", "log", "none"]
CategoryImputation = Literal["own", "most_frequent"]
Encoding = Literal["automatic", "one_hot", "ordinal", "target"]
Vectoriser = Literal["counts", "tfidf", "characters"]
DatePart = Literal["days", "year", "month", "day", "weekday", "hour"]

# The default options of roles.
DEFAULTS: dict[Role, dict[str, Any]] = {
    "numeric": {"imputation": "median", "indicator": False, "scaling": "standard"},
    "category": {"imputation": "own", "encoding": "automatic", "levels": 200, "merge_spellings": False},
    "text": {"vectoriser": "counts", "words": None, "shortest": 1, "longest": 2},
    "date": {"parts": ["days", "month", "weekday"]},
    "ignore": {},
}
DEFAULT_TARGET: dict[str, bool] = {"merge_spellings": False, "logarithm": False}
DEFAULT_SPLIT: dict[str, Any] = {"method": "stratified", "column": None, "value": None}
LOWER_IS_BETTER: frozenset[Metric] = frozenset({"log_loss", "mae", "rmse"})
IMBALANCED = 0.9  # the share of rows from which on one class is nearly all
LEAVES_PER_CLASS = 3  # a leaf has a third of a typical class's rows, within its bounds

# Early stopping: fits that each leave out a share of the rows and end after some iterations without gain.
TRIALS, LEFT_OUT, PATIENCE = 3, 0.2, 10
MANY_ROWS, MANY_CLASSES, LEFT_OUT_OF_MANY = 10_000, 10, 0.1  # beyond these, one fit will do
COUNTED_CELLS = 50_000  # times classes; a smaller table is fitted in a moment, without counting iterations
FOLDS = 5  # of the training rows, so that target encoding and blending are computed from other rows
# How much the shares of the classes weigh in a blend, by the loss of rows left out; so many of many rows.
SHARES_WEIGHTS = tuple(percent / 100 for percent in range(1, 100))
BLENDED_ROWS = 2000

# The bounds of numeric options.
LEVELS = (2, 1000)
WORDS = (10, 200_000)
NGRAM = (1, 6)  # words or characters in a row

# The vocabulary size of a text column if the recipe doesn't limit it.
LINEAR_WORDS = 50_000
TREE_WORDS = 300
BINS, QUANTILES = 5, 10  # into which numbers are put for estimators of counts
LEAST_WORDS = 20  # even where memory is short
TREE_CELLS = 50_000_000  # cells; trees need a dense table, which must fit in memory
TREE_CATEGORIES = 200  # HistGradientBoosting takes at most 255 values of a category
WORD = r"(?u)\b\w+\b"  # one letter can be a word, as in Korean

# Date parts that lie on a line; the others are cyclic and encoded like categories.
CONTINUOUS_DATE_PARTS: frozenset[DatePart] = frozenset({"days", "year"})

# Trees compute in 32 bits, which hold numbers up to 3.4e38; a number beyond this limit counts as missing.
NUMBER_LIMIT = 1e38
PLAIN_NUMBERS = {"decimal": ".", "thousands": ""}
# Half of the largest float, so that the distance between any two numbers is a float too. Larger numbers,
# such as a placeholder of 1.797e308, count as infinite, and as missing.
LARGEST = sys.float_info.max / 2


def number_pattern(decimal: str, thousands: str) -> str:
    """Return the regular expression of a number with these separators, without anchors."""
    point, separator = re.escape(decimal), re.escape(thousands)
    digits = rf"(?:[1-9]\d{{0,2}}(?:{separator}\d{{3}})+|\d+)" if thousands else r"\d+"
    return rf"[+-]?(?:{digits}(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?"


# Spellings of one value: characters that are drawn alike, what they stand for, and invisible ones.
DRAWN_ALIKE = "\u2010\u2011\u2012\u2013\u2014\u2015`\u00b4\u02bc\u2018\u2019\u201c\u201d\u201e"
STANDS_FOR = "------'''''\"\"\""
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
ALIKE_CHARACTERS = str.maketrans(DRAWN_ALIKE, STANDS_FOR, INVISIBLE)
ALIKE_POINTS = r"(?<=[^\W\d_])\."  # as in U.S.A.
ALIKE_BLANKS = r"(?<=[^\W\d_])[\s_-]+(?=[^\W\d_])|\s+"  # as in part_time and part-time


def spelling_key(text: str) -> str:
    """Return what the spellings of a value share: its letters without case, points and Unicode form."""
    folded = unicodedata.normalize("NFKC", text.translate(ALIKE_CHARACTERS)).casefold()
    return re.sub(ALIKE_BLANKS, " ", re.sub(ALIKE_POINTS, "", folded)).strip()


BALANCED = "balanced"  # the parameter of a run whose classes weigh equally, whatever their rows


@dataclass(frozen=True)
class Parameter:
    """A numeric parameter of an algorithm, with its default and inclusive bounds."""

    name: str
    default: int | float
    minimum: int | float
    maximum: int | float

    @property
    def whole(self) -> bool:
        """Whether the parameter is an integer."""
        return isinstance(self.default, int)


@dataclass(frozen=True)
class Estimator:
    """A scikit-learn estimator: its class, and its arguments by parameter.

    `reciprocals` are the arguments whose value is one divided by the parameter, `constants` those with
    the same value in every run. One that is `seeded` draws at random, and takes `random_state`. `balancing`
    are the arguments that weight classes equally, empty where it can't.
    """

    module: str
    name: str
    arguments: dict[str, str]
    reciprocals: dict[str, str] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    seeded: bool = True
    balancing: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Algorithm:
    """An algorithm, with one estimator per task; `regressor` is None where it predicts classes alone.

    `sparse` algorithms take sparse matrices, so that categories are one-hot encoded; others get a dense
    table. `native_categories` algorithms take the first columns as categories (`categorical_features`).
    `leaf` bounds the rows in a leaf of a tree. An algorithm that `stops_early` is boosted by so many
    iterations as lower the loss of rows that were left out. With a `verbose` of `verbosity`, an estimator
    prints each iteration; 0 if it never does. The probabilities of a `blended` algorithm may be 0 or too
    sure of themselves, so they are averaged with the shares of the classes. A larger table than `most_rows`
    is sampled, since the model keeps the rows. An algorithm of `counts` takes no negative number, so numbers
    are put into bins. One for a `role` is only offered where a column has it.
    """

    parameters: tuple[Parameter, ...]
    classifier: Estimator
    regressor: Estimator | None
    sparse: bool = False
    native_categories: bool = False
    leaf: tuple[int, int] | None = None
    stops_early: bool = False
    verbosity: int = 0
    blended: bool = False
    most_rows: int | None = None
    counts: bool = False
    role: Role | None = None

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks for which it has an estimator."""
        return ("classification", "regression") if self.regressor else ("classification",)

    def estimator(self, task: Task) -> Estimator:
        """Return the estimator of a task; raises ValueError if there is none."""
        estimator = self.classifier if task == "classification" else self.regressor
        if estimator is None:
            raise ValueError(f"{self.classifier.name} predicts classes, and this is a {task}")
        return estimator


_BOOSTING = {"learning_rate": "learning_rate", "max_iter": "iterations", "max_leaf_nodes": "leaves"}
# The trainer stops early by itself, as scikit-learn needs two rows of every class; the penalty bounds the
# leaves of rare classes.
_BOOSTED = {"l2_regularization": 1.0, "early_stopping": False}
_BALANCED = {"class_weight": "balanced"}
_FOREST = {"n_estimators": "trees", "max_depth": "depth"}
_NEIGHBORS = {"n_neighbors": "neighbors"}
# By distance, each training row would be its own nearest neighbor, and its score would tell nothing.
_NEAR: dict[str, Any] = {"weights": "uniform", "algorithm": "brute"}

ALGORITHMS: dict[str, Algorithm] = {
    "linear": Algorithm(
        (Parameter("regularisation", 1.0, 0.0001, 10_000.0), Parameter("iterations", 1000, 10, 100_000)),
        Estimator(
            "sklearn.linear_model",
            "LogisticRegression",
            {"max_iter": "iterations"},
            {"C": "regularisation"},
            balancing=_BALANCED,
        ),
        Estimator("sklearn.linear_model", "Ridge", {"alpha": "regularisation", "max_iter": "iterations"}, {}),
        sparse=True,
    ),
    "boosting": Algorithm(
        (
            Parameter("learning_rate", 0.1, 0.001, 1.0),
            Parameter("iterations", 200, 1, 5000),
            Parameter("leaves", 15, 2, 1024),
        ),
        Estimator(
            "sklearn.ensemble",
            "HistGradientBoostingClassifier",
            _BOOSTING,
            constants=_BOOSTED,
            balancing=_BALANCED,
        ),
        Estimator("sklearn.ensemble", "HistGradientBoostingRegressor", _BOOSTING, constants=_BOOSTED),
        native_categories=True,
        leaf=(2, 20),
        stops_early=True,
        verbosity=2,
    ),
    "forest": Algorithm(
        (Parameter("trees", 200, 1, 2000), Parameter("depth", 20, 1, 100)),
        Estimator("sklearn.ensemble", "RandomForestClassifier", _FOREST, balancing=_BALANCED),
        Estimator("sklearn.ensemble", "RandomForestRegressor", _FOREST),
        leaf=(1, 3),
        verbosity=2,
    ),
    "neighbors": Algorithm(
        (Parameter("neighbors", 15, 1, 1000),),
        Estimator("sklearn.neighbors", "KNeighborsClassifier", _NEIGHBORS, constants=_NEAR, seeded=False),
        Estimator("sklearn.neighbors", "KNeighborsRegressor", _NEIGHBORS, constants=_NEAR, seeded=False),
        sparse=True,
        blended=True,
        most_rows=50_000,
    ),
    "naive_bayes": Algorithm(
        (Parameter("smoothing", 0.3, 0.0001, 100.0),),
        Estimator(
            "sklearn.naive_bayes",
            "MultinomialNB",
            {"alpha": "smoothing"},
            seeded=False,
            balancing={"fit_prior": False},
        ),
        None,
        sparse=True,
        blended=True,
        counts=True,
        role="text",
    ),
}
