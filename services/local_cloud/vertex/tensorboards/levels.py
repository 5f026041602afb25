"""The four levels of a Tensorboard, each the parent of the next."""

import re
from dataclasses import dataclass
from typing import Any

from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.vertex.kernel.checks import field_error
from services.local_cloud.vertex.kernel.messages import message_type
from services.local_cloud.vertex.kernel.names import fresh_id

# aiplatform.v1, CreateTensorboardExperimentRequest: "1-128 characters ... /[a-z][0-9]-/".
_ID = re.compile(r"[a-z0-9-]{1,128}\Z")


@dataclass(frozen=True)
class Level:
    """One level: its names in paths, messages, requests and responses, and the fields that can be updated."""

    collection: str
    noun: str
    field: str
    plural: str
    mutable_fields: frozenset[str]
    named_by_caller: bool = True
    unique_display_name: bool = False

    def chosen_id(self, request: Any) -> str:
        """Return the id of a resource to create. Raises a 400 ApiError for a missing or invalid one."""
        requested = getattr(request, f"{self.field}_id", "")
        if not requested:
            if self.named_by_caller:
                raise field_error(f"{self.field}_id", "Required field is not set.")
            return fresh_id()
        if not _ID.match(requested):
            raise invalid_argument(
                f'Invalid {self.field}_id "{requested}": it must have 1 to 128 characters of [a-z0-9-].'
            )
        return str(requested)

    @property
    def nouns(self) -> str:
        """The plural in names of RPCs, such as TensorboardRuns."""
        return self.noun if self.plural == self.field else f"{self.noun}s"

    def listed(self, entries: list[Any], next_token: str) -> Any:
        """Return the response of this level's List."""
        kind = message_type(f"List{self.nouns}Response")
        return kind(next_page_token=next_token, **{self.plural: entries})


_SHARED = frozenset({"display_name", "description"})
BOARD = Level(
    *("tensorboards", "Tensorboard", "tensorboard", "tensorboards"),
    _SHARED | {"labels", "is_default"},
    named_by_caller=False,
)
EXPERIMENT = Level(
    *("experiments", "TensorboardExperiment", "tensorboard_experiment", "tensorboard_experiments"),
    _SHARED | {"labels"},
)
RUN = Level(
    *("runs", "TensorboardRun", "tensorboard_run", "tensorboard_runs"),
    _SHARED | {"labels"},
    unique_display_name=True,
)
SERIES = Level(
    *("timeSeries", "TensorboardTimeSeries", "tensorboard_time_series", "tensorboard_time_series"),
    _SHARED | {"plugin_data"},
    named_by_caller=False,
    unique_display_name=True,
)
LEVELS = (BOARD, EXPERIMENT, RUN, SERIES)
