"""What models predict, and what a mix of targets means."""

from typing import assert_never

from services.data.models.objective import Objective
from services.text.i18n import _
from services.text.messages.titles.parts import SEPARATOR, joined
from services.text.shorten import ELLIPSIS


def objective_text(objective: Objective) -> str:
    """Return what a model predicts, as a part of a sentence."""
    match objective.task:
        case "classification":
            return _("the class “{column}”", column=objective.column)
        case "regression":
            return _("the number “{column}”", column=objective.column)
        case _:
            assert_never(objective.task)


def version_mix_text(model: str, existing: Objective, new: Objective) -> str:
    """Return that a model and its new version predict different things."""
    return _(
        "The model “{model}” predicts {existing}, but this run learns to predict {new}.",
        model=model,
        existing=objective_text(existing),
        new=objective_text(new),
    )


def endpoint_mix_text(endpoint: str, existing: Objective, new: Objective) -> str:
    """Return that an endpoint and the model to deploy to it predict different things."""
    return _(
        "The endpoint “{endpoint}” predicts {existing}, but this model predicts {new}.",
        endpoint=endpoint,
        existing=objective_text(existing),
        new=objective_text(new),
    )


def proposed_name(dataset: str, column: str, characters: int) -> str:
    """Return a name for a run and its model, of at most so many characters, the target always among them."""
    room = characters - len(f"{SEPARATOR}{column}")
    if len(dataset) <= room:
        return joined(dataset, column)
    start = dataset[: max(0, room - len(ELLIPSIS))].rstrip()
    return joined(f"{start}{ELLIPSIS}", column) if start else column[:characters]
