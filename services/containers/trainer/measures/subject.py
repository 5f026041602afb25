"""What is measured: a fitted model with the rows that it learned from and those that were held out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy

from ..spec import Metric
from . import scores
from .cells import Column

Values = numpy.ndarray[Any, Any]


@dataclass(frozen=True)
class Subject:
    """A fitted model and its rows.

    `answer` returns the predicted numbers of rows, or the probabilities of the `labels`, which a regression
    has none of. `train` and `test` are the places of rows in `values` and `target`.
    """

    answer: Callable[[Values], Values]
    labels: list[str]
    columns: list[Column]
    values: Values
    target: Values
    train: Values
    test: Values
    metric: Metric
    seed: int

    @property
    def is_regression(self) -> bool:
        """Whether the model predicts numbers."""
        return bool(self.target.dtype != object)

    def predicted(self, rows: Values) -> Values:
        """Return the predicted numbers of rows, or their likeliest classes."""
        answers = self.answer(rows)
        return answers if self.is_regression else scores.likeliest(answers, self.labels)

    def score(self, places: Values) -> float:
        """Return the headline metric of the rows at some places."""
        return scores.value(self.metric, self.target[places], self.predicted(self.values[places]))

    def in_order(self, order: list[int]) -> "Subject":
        """Return the same with the columns in another order."""

        def answer(rows: Values) -> Values:
            cells = numpy.empty_like(rows)
            cells[:, order] = rows
            return self.answer(cells)

        columns = [self.columns[place] for place in order]
        return replace(self, answer=answer, columns=columns, values=self.values[:, order])
