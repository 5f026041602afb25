"""How the held-out rows are chosen."""

from typing import assert_never

from services.data.recipe.recipe import Task
from services.data.recipe.split import Method, Split
from services.text.i18n import _


def split_method_title(method: Method) -> str:
    """Return the title of a split's method."""
    match method:
        case "stratified":
            return _("Random, stratified by class")
        case "random":
            return _("Random")
        case "time":
            return _("Latest rows")
        case "column":
            return _("Rows marked by a column")
        case "group":
            return _("Whole groups of rows")
        case _:
            assert_never(method)


def split_text(split: Split, task: Task, fraction: float) -> str:
    """Return how the held-out rows are chosen, as a sentence."""
    match split.method:
        case "time":
            return _(
                "The latest {share:.0%} of the rows by “{column}” are held out.",
                share=fraction,
                column=split.column,
            )
        case "column":
            return _(
                "The rows where “{column}” is “{value}” are held out.", column=split.column, value=split.value
            )
        case "group":
            return _(
                "{share:.0%} of the rows are held out; rows with the same “{column}” stay together.",
                share=fraction,
                column=split.column,
            )
        case "stratified" if task == "classification":
            return _(
                "{share:.0%} of the rows are held out at random, each class in proportion.", share=fraction
            )
        case "stratified" | "random":
            return _("{share:.0%} of the rows are held out at random.", share=fraction)
        case _:
            assert_never(split.method)
