"""Ignored columns, which the model doesn't use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
import pandas as pd

from services.containers.trainer.spec import Role
from services.data.profile import ColumnProfile
from services.data.recipe.column_plans.column_plan import CodeStep, ColumnPlan, Context, Stage


@dataclass(frozen=True)
class IgnorePlan(ColumnPlan):
    """Ignores a column."""

    role: ClassVar[Role] = "ignore"

    @classmethod
    def propose(cls, column: ColumnProfile) -> Self:
        """Return the only plan."""
        return cls()

    def stages(self, cells: pd.Series, target: np.ndarray, context: Context) -> Iterator[Stage]:
        """Yield nothing."""
        yield from ()

    @classmethod
    def reading_code(cls, rows: pd.DataFrame) -> Iterator[str]:
        """Yield nothing."""
        yield from ()

    def code_steps(self, columns: Sequence[str], context: Context) -> Iterator[CodeStep]:
        """Yield nothing."""
        yield from ()
