"""Splits: which rows are held out, so that the model is tested on rows that it never learns from."""

from dataclasses import dataclass
from typing import Any, get_args

from services.containers.trainer.spec import DEFAULT_SPLIT, SplitMethod
from services.errors import InvalidInput

Method = SplitMethod
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True)
class Split:
    """How the held-out rows are chosen, and the column that decides where one does.

    "stratified" keeps the proportions of the classes, and is random for a regression and where a class
    is too small; "time" holds out the latest rows by a date column; "column" the rows whose cell is
    `value`; "group" keeps rows with the same cell on one side.
    """

    method: Method = DEFAULT_SPLIT["method"]
    column: str | None = DEFAULT_SPLIT["column"]
    value: str | None = DEFAULT_SPLIT["value"]

    @property
    def needs_column(self) -> bool:
        """Whether a column decides."""
        return self.method in ("time", "column", "group")

    @property
    def complete(self) -> bool:
        """Whether the column and the value that the method needs are chosen."""
        if self.method == "column" and not self.value:
            return False
        return self.column is not None or not self.needs_column


STRATIFIED = Split()


def read(content: Any) -> Split:
    """Return the split that a JSON object describes; raises InvalidInput if it describes none."""
    if set(content) != {"method", "column", "value"} or content["method"] not in METHODS:
        raise InvalidInput("invalid_recipe_field", field="split", value=repr(content)[:80])
    split = Split(content["method"], content["column"], content["value"])
    texts = (split.column, split.value)
    if not all(text is None or isinstance(text, str) for text in texts) or not split.complete:
        raise InvalidInput("invalid_recipe_field", field="split", value=repr(content)[:80])
    return split
