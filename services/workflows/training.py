"""Training: the checks that every run passes before it is launched, and its end."""

import time
from collections.abc import Callable, Collection, Sequence

from services.data.associations.associations import Association, measure_associations
from services.data.findings import require_trainable
from services.data.profile import Profile
from services.data.recipe.algorithms import BALANCED, require_balancing, require_suitable
from services.errors import InvalidInput
from services.ingest import stored_tables
from services.runtime.background import report
from services.settings import Target
from services.vertex import layout, models, training
from services.vertex.training import Run, TrainingRequest
from services.workflows import objectives
from services.workflows.job_options import require_options
from services.workflows.objectives import ReadObjective

_PAUSES = {"local": 0.2, "cloud": 10.0}  # seconds between two looks at a run


def find_associations(target: Target, folder: str, column: str) -> tuple[Association, ...]:
    """Return the associations of all columns of a folder's table with a column; reads the whole table."""
    table = stored_tables.read_table(target, folder)
    return measure_associations(table, stored_tables.update_profile(target, folder), column)


def wait(target: Target, run: Run) -> Run:
    """Return a run once it has ended."""
    while not run.has_ended:
        time.sleep(_PAUSES[target.kind])
        run = training.get(target, run.id)
    return run


def launch(
    target: Target,
    request: TrainingRequest,
    confirmed: Collection[str] = (),
    *,
    allow_other_target: bool = False,
    profile: Callable[[Target, str], Profile] = stored_tables.update_profile,
    associations: Callable[[Target, str, str], Sequence[Association]] = find_associations,
    objective: ReadObjective = objectives.of_model,
    drawn: str = "",
) -> Run:
    """Launch a training run unless findings block it, and report the stages.

    Target leakage is searched in the whole table, so call it in the background; `confirmed` names the
    columns that are known before the target is, and `allow_other_target` confirms that the model becomes a
    version of one with another target or task. `profile` and `associations` read what is known of a folder's
    table, and `objective` a model's, where the caller has it already. The same request with the same nonce,
    `drawn` by the caller, is one run. Raises InvalidInput with what forbids the run.
    """
    if request.parent_model and not allow_other_target:
        _require_same_target(target, request, request.parent_model, objective)
    folder, recipe = layout.folder_of(request.table_uri), request.recipe
    require_options(target, request.options)
    require_suitable(request.algorithm, recipe)
    if request.parameters.get(BALANCED):
        require_balancing(request.algorithm, recipe)
    described = profile(target, folder)
    require_trainable(recipe, described, confirmed=confirmed)  # before the long search
    report("searching_leakage")
    require_trainable(recipe, described, associations(target, folder, recipe.target), confirmed)
    report("launching_run")
    return training.launch(target, request, drawn)


def _require_same_target(
    target: Target, request: TrainingRequest, parent: str, objective: ReadObjective
) -> None:
    model = models.get(target, parent.rsplit("/", 1)[-1])
    other = objectives.other(request.objective, [objective(target, model)])
    if other is not None:
        raise InvalidInput(
            "version_of_other_target", model=model.display_name, existing=other, new=request.objective
        )
