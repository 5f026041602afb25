"""The one place where jobs change state."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.kernel.states import JOB, StateMachine

QUEUED = "JOB_STATE_QUEUED"
PENDING = "JOB_STATE_PENDING"
RUNNING = "JOB_STATE_RUNNING"
SUCCEEDED = "JOB_STATE_SUCCEEDED"
FAILED = "JOB_STATE_FAILED"
CANCELLING = "JOB_STATE_CANCELLING"
CANCELLED = "JOB_STATE_CANCELLED"

# Is called with a job, its new state, its error and the time, in the transaction that changes the state,
# so that a training pipeline follows its job and the open trials of a tuning job end with it.
Follower = Callable[[Any, str, ApiError | None, datetime], None]


class JobLifecycle:
    """Moves jobs from state to state; each step and what its followers change are one transaction."""

    def __init__(self, resources: Resources, followers: Sequence[Follower] = ()) -> None:
        self._resources = resources
        self._followers = followers

    def enter(self, name: str, state: str) -> bool:
        """Move a job to a state. Return False if its state does not allow that, as after a cancel."""
        with self._resources.database.transaction():
            job = self._resources.find(name)
            if job is None or not JOB.allows(messages.enum_name(job, "state"), state):
                return False
            self._advance(job, state, None)
            return True

    def conclude(self, name: str, error: ApiError | None) -> None:
        """End a job: cancelled if it is being cancelled, failed if there is an error, else succeeded."""
        with self._resources.database.transaction():
            job = self._resources.get(name)
            if messages.enum_name(job, "state") == CANCELLING:
                self._advance(job, CANCELLED, ApiError("CANCELLED", "CANCELED"))
            elif error is not None:
                self._advance(job, FAILED, error)
            else:
                self._advance(job, SUCCEEDED, None)

    def cancel(self, name: str) -> bool:
        """Cancel a job. Return whether it is running, so that the caller has to stop its runner."""
        with self._resources.database.transaction():
            job = self._resources.get(name)
            state = messages.enum_name(job, "state")
            if state == QUEUED:
                self._advance(job, CANCELLED, ApiError("CANCELLED", "CANCELED"))
            elif JOB.allows(state, CANCELLING):
                self._advance(job, CANCELLING, None)
                return True
            return False

    def _advance(self, job: Any, state: str, error: ApiError | None) -> None:
        now = self._resources.clock()
        set_state(job, JOB, state, error, now)
        for follow in self._followers:
            follow(job, state, error, now)
        self._resources.save(job.name, job)


def set_state(message: Any, machine: StateMachine, state: str, error: ApiError | None, now: datetime) -> None:
    """Set a job's or a pipeline's state, with its start time, end time and error where the state has them."""
    machine.advance(messages.enum_name(message, "state"), state)
    messages.set_enum(message, "state", state)
    if state.endswith("_RUNNING"):
        messages.set_time(message, "start_time", now)
    if machine.is_terminal(state):
        messages.set_time(message, "end_time", now)
    if error is not None:
        message.error.CopyFrom(messages.status_of(error))
