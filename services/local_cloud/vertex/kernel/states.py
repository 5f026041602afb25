"""The state machines of jobs, training pipelines and serving processes."""

from collections.abc import Mapping
from dataclasses import dataclass


class ImpossibleTransition(Exception):
    """A state machine has no such transition."""


@dataclass(frozen=True)
class StateMachine:
    """The states of one kind of resource, and from each the states that may follow."""

    name: str
    following: Mapping[str, frozenset[str]]

    def is_terminal(self, state: str) -> bool:
        """Return whether no state follows."""
        return not self.following[state]

    def allows(self, present: str, next_state: str) -> bool:
        """Return whether a state may follow another."""
        return next_state in self.following[present]

    def advance(self, present: str, next_state: str) -> str:
        """Return the next state. Raises ImpossibleTransition if it may not follow the present one."""
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


# A queued job is cancelled at once; a running one gets a signal to stop, and may still succeed or fail before
# it does.
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

# A serving process waits in `backoff` after a crash; in `broken` its first start has failed.
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
