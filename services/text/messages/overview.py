"""The four steps from a CSV to a prediction, as the start page describes them."""

from dataclasses import dataclass
from typing import Literal, assert_never

from services.text.i18n import _, _n

StepName = Literal["data", "train", "deploy", "playground"]


@dataclass(frozen=True)
class StepText:
    """A step's title, what is done in it, and how many results of it there are."""

    title: str
    description: str
    results: str = ""


def step_text(step: StepName, count: int) -> StepText:
    """Return the words of a step with a number of results."""
    match step:
        case "data":
            return StepText(
                _("Data"),
                _("Upload a table, explore its columns and choose the target."),
                _n("{count:,} dataset", "{count:,} datasets", count, count=count),
            )
        case "train":
            return StepText(
                _("Train"),
                _("Launch a training run, follow its log and compare its score with a baseline."),
                _n("{count:,} model", "{count:,} models", count, count=count),
            )
        case "deploy":
            return StepText(
                _("Deploy"),
                _("Deploy a model to an endpoint that returns predictions."),
                _n("{count:,} live endpoint", "{count:,} live endpoints", count, count=count),
            )
        case "playground":
            return StepText(
                _("Playground"),
                _("Send a row, read its prediction and copy the code."),
            )
        case _:
            assert_never(step)
