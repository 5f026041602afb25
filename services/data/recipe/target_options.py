"""Target options: how the target is prepared for training."""

from dataclasses import dataclass
from typing import Any

from services.containers.trainer.spec import DEFAULT_TARGET
from services.errors import InvalidInput


@dataclass(frozen=True)
class TargetOptions:
    """How the target is prepared for training.

    `merge_spellings` makes the spellings of a class one class. With `logarithm` a regression learns the
    logarithm of the target; predictions and metrics are in the target's own unit.
    """

    merge_spellings: bool = DEFAULT_TARGET["merge_spellings"]
    logarithm: bool = DEFAULT_TARGET["logarithm"]


AS_IT_IS = TargetOptions()


def read(content: Any) -> TargetOptions:
    """Read target options from a JSON object. Raises InvalidInput if they are invalid."""
    if not set(content) <= set(DEFAULT_TARGET) or not all(type(value) is bool for value in content.values()):
        raise InvalidInput("invalid_recipe_field", field="target_options", value=repr(content)[:80])
    return TargetOptions(**content)
