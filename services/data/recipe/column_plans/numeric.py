"""Numbers: impute missing ones, then scale."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, assert_never, get_args

import numpy as np
import pandas as pd

from services.containers.trainer.signed_numbers import Signs
from services.containers.trainer.spec import DEFAULTS, NUMBER_LIMIT, NumericImputation, Role, Scaling
from services.data.profile import ColumnProfile
from services.data.recipe.column_plans import cells as parse
from services.data.recipe.column_plans.column_plan import CodeStep, ColumnPlan, Context, Feature, Stage

_SKEWED = 2.0
_SCALERS: dict[Scaling, str] = {
    "standard": ", StandardScaler()",
    "min_max": ", MinMaxScaler()",
    "robust": ", RobustScaler()",
    "log": ", FunctionTransformer(np.arcsinh), StandardScaler()",
    "none": "",
}


@dataclass(frozen=True)
class NumericPlan(ColumnPlan):
    """Imputes missing numbers, adds a missing indicator if `indicator`, then scales.

    "log" is the inverse hyperbolic sine, a logarithm that takes zero and negative numbers too,
    before standard scaling.
    """

    role: ClassVar[Role] = "numeric"
    choices: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "imputation": get_args(NumericImputation),
        "indicator": (True, False),
        "scaling": get_args(Scaling),
    }

    imputation: NumericImputation = DEFAULTS["numeric"]["imputation"]
    indicator: bool = DEFAULTS["numeric"]["indicator"]
    scaling: Scaling = DEFAULTS["numeric"]["scaling"]

    @classmethod
    def propose(cls, column: ColumnProfile) -> Self:
        """Return a logarithm for skewed numbers that aren't negative."""
        skewed = (column.skewness or 0.0) > _SKEWED and (column.minimum or 0.0) >= 0
        return cls(scaling="log") if skewed else cls()

    def stages(self, cells: pd.Series, target: np.ndarray, context: Context) -> Iterator[Stage]:
        """Yield the parsed, imputed and scaled numbers."""
        from sklearn.impute import SimpleImputer

        name = str(cells.name)
        values: Any = parse.numbers(cells, context.numbers).to_numpy()[:, None]
        yield Stage("parsed", (Feature(name),), values)
        is_zero = self.imputation == "zero"
        imputer = SimpleImputer(
            strategy="constant" if is_zero else self.imputation,
            fill_value=0.0 if is_zero else None,
            keep_empty_features=True,
            add_indicator=self.indicator,
        )
        values = imputer.fit_transform(values)
        features = (Feature(name), Feature(name, "indicator"))[: values.shape[1]]
        yield Stage("imputed", features, values, float(imputer.statistics_[0]))
        if self.scaling == "log":
            values = np.arcsinh(values)
            yield Stage("logarithm", features, values)
        scaler = self._scaler()
        if scaler is not None:
            yield Stage("scaled", features, scaler.fit_transform(values))

    def _scaler(self) -> Any:
        from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

        match self.scaling:
            case "standard" | "log":
                return StandardScaler()
            case "min_max":
                return MinMaxScaler()
            case "robust":
                return RobustScaler()
            case "none":
                return None
            case _:
                assert_never(self.scaling)

    @classmethod
    def reading_code(cls, rows: pd.DataFrame) -> Iterator[str]:
        """Yield the line that parses all numbers."""
        names = list(rows.columns)
        yield f"table[{names!r}] = table[{names!r}].apply(number)"

    def code_steps(self, columns: Sequence[str], context: Context) -> Iterator[CodeStep]:
        """Yield the one step of an imputer and a scaler."""
        is_zero = self.imputation == "zero"
        strategy = 'strategy="constant", fill_value=0.0' if is_zero else f'strategy="{self.imputation}"'
        indicator = ", add_indicator=True" if self.indicator else ""
        scaler = f"{_SCALERS[self.scaling]}{context.bins}"
        yield CodeStep(
            "numbers", f"make_pipeline(SimpleImputer({strategy}{indicator}){scaler})", list(columns)
        )


def number_code(cells: str, signs: Signs | None) -> str:
    """Return the expression that parses texts as numbers, which may be written with signs."""
    if signs is None:
        return f"number({cells})"
    return f"signed_number({cells}, {signs.pattern!r}, {list(signs.substitutions)!r})"


def signed_number_function() -> Iterator[str]:
    """Yield the function that parses numbers with signs, such as $1,234.50."""
    yield "def signed_number(cells, pattern, substitutions):"
    yield '    """Return texts such as $1,234.50 as floats, NaN where a text doesn\'t match the pattern."""'
    yield "    cells = cells.where(cells.astype(str).str.fullmatch(pattern), np.nan).astype(object)"
    yield "    for old, new in substitutions:"
    yield "        cells = cells.str.replace(old, new, regex=True)"
    yield '    numbers = pd.to_numeric(cells, errors="coerce").astype(float)'
    yield f"    return numbers.where(numbers.abs() <= {NUMBER_LIMIT:g})"
    yield from ("", "")
