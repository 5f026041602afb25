"""The stages from a file to an answer, each with what came of it."""

from dataclasses import dataclass

from services.data.findings import Finding
from services.data.inspection.inspect import Inspection
from services.data.models.contract import Prediction
from services.data.models.evaluation import Evaluation
from services.data.recipe.recipe import Recipe
from services.data.recipe.targets import TargetProposal
from services.errors import LaunchpadError
from services.ingest.tombstones import Tombstone
from services.vertex.endpoints import Endpoint
from services.vertex.models import Model
from services.vertex.training import Run

OK_STATUS, FAILED_STATUS, REFUSED_STATUS = 0, 1, 2


@dataclass(frozen=True)
class Read:
    """The file was read, or rejected."""

    inspection: Inspection


@dataclass(frozen=True)
class Left:
    """Files of deleted datasets are still in the bucket."""

    tombstones: tuple[Tombstone, ...]


@dataclass(frozen=True)
class Found:
    """The findings about the table and the proposed recipe, and those whose fixes are applied."""

    findings: tuple[Finding, ...]
    applied: frozenset[str] = frozenset()  # ids of findings


@dataclass(frozen=True)
class Planned:
    """The recipe is stored."""

    recipe: Recipe


@dataclass(frozen=True)
class Refused:
    """Nothing is trained; `targets` are proposed where none is chosen."""

    error: LaunchpadError
    targets: tuple[TargetProposal, ...] = ()


@dataclass(frozen=True)
class Launched:
    """The run has started."""

    run: Run


@dataclass(frozen=True)
class Ended:
    """The run has ended; a `failure` says why, where it has failed."""

    run: Run
    failure: LaunchpadError | None = None


@dataclass(frozen=True)
class Evaluated:
    """The model was measured on the held-out rows."""

    evaluation: Evaluation


@dataclass(frozen=True)
class Registered:
    """The model is in the registry."""

    model: Model


@dataclass(frozen=True)
class Deployed:
    """An endpoint returns predictions."""

    endpoint: Endpoint


@dataclass(frozen=True)
class Predicted:
    """The rows are predicted, in their order."""

    rows: tuple[Prediction | LaunchpadError, ...]


@dataclass(frozen=True)
class Failed:
    """What follows a launch went wrong."""

    error: LaunchpadError


Preparation = Read | Left | Found | Planned | Refused
Result = Launched | Ended | Evaluated | Registered | Deployed | Predicted | Failed
Stage = Preparation | Result


def status(stage: Stage) -> int:
    """Return the exit status of a program whose last stage this is."""
    match stage:
        case Refused():
            return REFUSED_STATUS
        case Failed():
            return FAILED_STATUS
        case Ended(run):
            return OK_STATUS if run.state == "succeeded" else FAILED_STATUS
        case _:
            return OK_STATUS
