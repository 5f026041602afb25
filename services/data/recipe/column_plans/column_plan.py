"""The base class of column plans: options, preview and code of a role."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Literal, Self

import numpy as np
import pandas as pd

from services.containers.trainer.spec import BINS, QUANTILES, TREE_CELLS, Role, Task
from services.data.profile import ColumnProfile
from services.data.tables.numbers import PLAIN, NumberFormat
from services.errors import InvalidInput

StepCode = Literal[
    "original",
    "parsed",
    "merged_spellings",
    "imputed",
    "missing_category",
    "most_frequent",
    "logarithm",
    "scaled",
    "one_hot",
    "ordinal",
    "target_encoded",
    "counts",
    "tfidf",
    "characters",
    "date_parts",
    "encoded_parts",
]
FeatureCode = Literal[
    "column",
    "indicator",
    "level",
    "missing_level",
    "infrequent_levels",
    "class",
    "term",
    "part",
    "part_level",
]


@dataclass(frozen=True)
class Feature:
    """The name of a feature that a step makes of a column.

    `value` is the level, class, term or date part; `level` the number of a one-hot encoded date part.
    """

    column: str
    code: FeatureCode = "column"
    value: str = ""
    level: str = ""


@dataclass(frozen=True)
class Stage:
    """The result of a step: an array or sparse matrix with one column per feature.

    `fill_value` is the number that replaced missing ones in the step "imputed".
    """

    step: StepCode
    features: tuple[Feature, ...]
    values: Any
    fill_value: float | None = None


@dataclass(frozen=True)
class CodeStep:
    """A step of the ColumnTransformer in the program: its name, its code and its columns."""

    name: str
    transformer: str
    columns: list[str] | str


@dataclass(frozen=True)
class Context:
    """The inputs of preprocessing besides a column's plan.

    `sparse` says that the algorithm takes a sparse matrix; in a dense table a text or one-hot
    encoded column may become `room` columns. `folds` are those of target encoding. With `counts`, the
    algorithm takes no negative number.
    """

    sparse: bool
    task: Task
    folds: int
    seed: int
    room: int = TREE_CELLS
    numbers: NumberFormat = PLAIN
    counts: bool = False

    @property
    def bins(self) -> str:
        """The code of the steps from scaled numbers to one-hot encoded bins, for an algorithm of counts."""
        if not self.counts:
            return ""
        quantiles = f"QuantileTransformer(n_quantiles={QUANTILES}, random_state={self.seed})"
        return f', {quantiles}, KBinsDiscretizer({BINS}, strategy="uniform", subsample=None)'


class ColumnPlan(ABC):
    """How a column is preprocessed in one role; the options are the fields of a frozen dataclass.

    `choices` and `bounds` (inclusive) are the valid values of options.
    """

    role: ClassVar[Role]
    choices: ClassVar[Mapping[str, tuple[object, ...]]] = {}
    bounds: ClassVar[Mapping[str, tuple[int, int]]] = {}

    @classmethod
    @abstractmethod
    def propose(cls, column: ColumnProfile) -> Self:
        """Return the plan that a column's statistics suggest."""

    @abstractmethod
    def stages(self, cells: pd.Series, target: np.ndarray, context: Context) -> Iterator[Stage]:
        """Yield the results of all steps on a column of texts; the last one equals the trainer's.

        `target` has the target of each row. Raises ValueError if the cells are too few to fit a step.
        """

    @classmethod
    @abstractmethod
    def reading_code(cls, rows: pd.DataFrame) -> Iterator[str]:
        """Yield the lines of code that parse the role's columns; `rows` are the first rows of the table."""

    @abstractmethod
    def code_steps(self, columns: Sequence[str], context: Context) -> Iterator[CodeStep]:
        """Yield the steps of code that preprocess columns with this plan."""

    @property
    def is_wide(self) -> bool:
        """Whether the plan turns one column into many even in a dense table."""
        return False

    @property
    def is_native(self) -> bool:
        """Whether the plan passes categories to an algorithm that supports them natively."""
        return False

    def options(self) -> dict[str, Any]:
        """Return the options as JSON values."""
        values: dict[str, Any] = asdict(self)  # type: ignore[call-overload]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Return the plan with options from JSON values; raises InvalidInput that names an invalid one."""
        names = {field.name for field in fields(cls)}  # type: ignore[arg-type]
        for name, value in options.items():
            if name not in names or not cls.allows(name, value):
                raise InvalidInput("invalid_recipe_field", field=name, value=repr(value)[:80])
        return cls(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in options.items()}
        )

    @classmethod
    def allows(cls, option: str, value: Any) -> bool:
        """Return whether a value is valid for an option."""
        if option in cls.choices:
            return any(value == choice and type(value) is type(choice) for choice in cls.choices[option])
        minimum, maximum = cls.bounds[option]
        return type(value) is int and minimum <= value <= maximum
