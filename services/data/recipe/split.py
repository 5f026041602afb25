"""Splits: which rows a model is tested on and never learns from."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from services.text.i18n import _

Method = Literal["stratified", "random", "time", "column", "group"]
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True)
class Split:
    """How the tested rows are chosen, and the column that decides where one does.

    "stratified" holds the classes' shares, and is random for numbers and where a class is too small;
    "time" tests the latest rows by a date column; "column" the rows whose cell is `value`; "group"
    keeps rows with the same cell on one side.
    """

    method: Method = "stratified"
    column: str | None = None
    value: str | None = None

    @property
    def needs_column(self) -> bool:
        """Whether the method asks a column."""
        return self.method in ("time", "column", "group")

    @property
    def complete(self) -> bool:
        """Whether all that the method asks is given."""
        if self.method == "column" and not self.value:
            return False
        return self.column is not None or not self.needs_column


STRATIFIED = Split()


def sentence(split: Split, task: str, fraction: float) -> str:
    """Return how the tested rows are chosen in plain words, ready to stand in a sentence's place."""
    if split.method == "time":
        return _(
            "the latest {share:.0%} of the rows by “{column}” are held out",
            share=fraction,
            column=split.column,
        )
    if split.method == "column":
        return _(
            "the rows whose “{column}” is “{value}” are held out", column=split.column, value=split.value
        )
    if split.method == "group":
        return _(
            "{share:.0%} are held out, all rows of one “{column}” together",
            share=fraction,
            column=split.column,
        )
    if split.method == "stratified" and task == "classification":
        return _("{share:.0%} of the rows are held out at random, each class in proportion", share=fraction)
    return _("{share:.0%} of the rows are held out at random", share=fraction)


def read(content: Any) -> Split:
    """Return the split that JSON's object describes; ValueError where it describes none."""
    if set(content) != {"method", "column", "value"} or content["method"] not in METHODS:
        raise ValueError(_("unknown split {split}", split=repr(content)[:80]))
    texts = [content["column"], content["value"]]
    if not all(text is None or isinstance(text, str) for text in texts):
        raise ValueError(_("the split's column and value must be texts"))
    split = Split(content["method"], *texts)
    if not split.complete:
        raise ValueError(_("the split by {method} names no column or value", method=split.method))
    return split
