"""Which state may follow which: the one place where lifecycles are written down."""

from collections.abc import Mapping
from dataclasses import dataclass


class ImpossibleTransition(Exception):
    """Code asked for a step that a lifecycle doesn't have."""


@dataclass(frozen=True)
class StateMachine:
    """Names the states of one kind of resource, and from each those that may follow."""

    name: str
    following: Mapping[str, frozenset[str]]

    def is_terminal(self, state: str) -> bool:
        """Say whether nothing follows a state."""
        return not self.following[state]

    def allows(self, present: str, next_state: str) -> bool:
        """Say whether a state may follow another."""
        return next_state in self.following[present]

    def advance(self, present: str, next_state: str) -> str:
        """Return the wanted state. Raises ImpossibleTransition where it may not follow the present one."""
        if not self.allows(present, next_state):
            raise ImpossibleTransition(f"A {self.name} can't go from {present} to {next_state}.")
        return next_state


def _state_machine(name: str, prefix: str, following: Mapping[str, str]) -> StateMachine:
    return StateMachine(
        name,
        {
            f"{prefix}{state}": frozenset(f"{prefix}{after}" for after in afterwards.split())
            for state, afterwards in following.items()
        },
    )


# A job that has not begun is cancelled at once; one that runs is told to stop first, and may end by
# itself before it hears of it.
_WORK = {
    "QUEUED": "PENDING CANCELLED FAILED",
    "PENDING": "RUNNING CANCELLING CANCELLED FAILED",
    "RUNNING": "SUCCEEDED FAILED CANCELLING",
    "CANCELLING": "CANCELLED SUCCEEDED FAILED",
    "SUCCEEDED": "",
    "FAILED": "",
    "CANCELLED": "",
}
JOB = _state_machine("job", "JOB_STATE_", _WORK)
PIPELINE = _state_machine("training pipeline", "PIPELINE_STATE_", _WORK)

# A serving process. `backoff` waits after a crash; `broken` is a first start that failed for good.
SERVER = _state_machine(
    "serving process",
    "",
    {
        "starting": "ready backoff broken stopped",
        "ready": "backoff stopped",
        "backoff": "starting stopped",
        "broken": "stopped",
        "stopped": "",
    },
)
