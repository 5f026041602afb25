"""Steps of a pipeline that call a method of the array."""

import operator
from typing import Any

from sklearn.preprocessing import FunctionTransformer


def methods(*calls: tuple[Any, ...]) -> list[FunctionTransformer]:
    """Return one step per method that is called on the array."""
    return [FunctionTransformer(operator.methodcaller(*call)) for call in calls]
