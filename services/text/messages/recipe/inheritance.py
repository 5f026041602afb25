"""What of an earlier version's recipe could not be carried over, a sentence a loss."""

from typing import assert_never

from services.data.recipe.inheritance import Loss
from services.text.i18n import _


def loss_text(loss: Loss) -> str:
    """Return a loss as a sentence."""
    match loss.kind:
        case "target_absent":
            return _("The target “{column}” isn't in this table.", column=loss.column)
        case "column_absent":
            return _("The column “{column}” isn't in this table.", column=loss.column)
        case "column_added":
            return _("The column “{column}” is new, and is used as proposed.", column=loss.column)
        case "type_changed":
            return _("The column “{column}” has another type, and is used as proposed.", column=loss.column)
        case "task":
            return _(
                "The target “{column}” holds no numbers any more: it is predicted as a class.",
                column=loss.column,
            )
        case "split":
            return _(
                "The column “{column}”, which marked the held-out rows, isn't in this table: a random "
                "sample is held out.",
                column=loss.column,
            )
        case _:
            assert_never(loss.kind)
