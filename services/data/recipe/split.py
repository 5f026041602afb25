"""Splits: the choice of the held-out rows, on which the model is tested."""

from dataclasses import dataclass
from typing import Any, get_args

from services.containers.trainer.spec import DEFAULT_SPLIT, SplitMethod
from services.errors import InvalidInput

Method = SplitMethod
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True)
class Split:
    """The method that chooses the held-out rows, and its column if it needs one.

    "stratified" keeps the proportions of the classes, and is random for a regression or if a class is too
    small. "time" holds out the latest rows by a date column, "column" the rows whose cell is `value`.
    "group" keeps rows with the same cell on one side.
    """

    method: Method = DEFAULT_SPLIT["method"]
    column: str | None = DEFAULT_SPLIT["column"]
    value: str | None = DEFAULT_SPLIT["value"]

    @property
    def needs_column(self) -> bool:
        """Whether the method needs a column."""
        return self.method in ("time", "column", "group")

    @property
    def complete(self) -> bool:
        """Whether the method has the column and the value that it needs."""
        if self.method == "column" and not self.value:
            return False
        return self.column is not None or not self.needs_column


STRATIFIED = Split()


def read(content: Any) -> Split:
    """Read a split from a JSON object. Raises InvalidInput if it is invalid."""
    if set(content) != {"method", "column", "value"} or content["method"] not in METHODS:
        raise InvalidInput("invalid_recipe_field", field="split", value=repr(content)[:80])
    split = Split(content["method"], content["column"], content["value"])
    texts = (split.column, split.value)
    if not all(text is None or isinstance(text, str) for text in texts) or not split.complete:
        raise InvalidInput("invalid_recipe_field", field="split", value=repr(content)[:80])
    return split
