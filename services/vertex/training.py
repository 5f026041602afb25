"""Training runs: TrainingPipelines that run the trainer and register its model."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from services import nonce
from services.data.models.objective import Objective, read_objective
from services.data.models.score import Score
from services.data.recipe.recipe import Recipe
from services.errors import LaunchpadError
from services.runtime import deadline
from services.settings import ROOT, Target
from services.vertex import failures, layout, objects
from services.vertex.connection import WRITE_TIMEOUT, connect, read_options, write_options
from services.vertex.failures import check_name, translated
from services.vertex.jobs.job_options import DEFAULT, JobOptions

TRAINER = ROOT / "services" / "containers" / "trainer"

State = Literal["queued", "running", "succeeded", "failed", "cancelling", "cancelled", "paused"]
ENDED: frozenset[State] = frozenset({"succeeded", "failed", "cancelled"})

_PARAMETERS = "--parameters="
_STATES: dict[str, State] = {
    "PIPELINE_STATE_QUEUED": "queued",
    "PIPELINE_STATE_PENDING": "queued",
    "PIPELINE_STATE_RUNNING": "running",
    "PIPELINE_STATE_SUCCEEDED": "succeeded",
    "PIPELINE_STATE_FAILED": "failed",
    "PIPELINE_STATE_CANCELLING": "cancelling",
    "PIPELINE_STATE_CANCELLED": "cancelled",
    "PIPELINE_STATE_PAUSED": "paused",
}


@dataclass(frozen=True)
class TrainingRequest:
    """The inputs of a run; with `parent_model`, its model becomes a new version of that one.

    `dataset_name` and `dataset_version` are shown beside the run and its model.
    """

    display_name: str
    model_name: str
    dataset_id: str
    table_uri: str
    recipe: Recipe
    algorithm: str
    machine_type: str
    training_image: str
    serving_image: str
    parameters: dict[str, Any] = field(default_factory=dict)
    parent_model: str | None = None
    dataset_name: str = ""
    dataset_version: int | None = None
    options: JobOptions = DEFAULT

    @property
    def objective(self) -> Objective:
        """What the model will predict, and from which dataset."""
        recipe = self.recipe
        return Objective(recipe.target, recipe.task, self.dataset_name, self.dataset_version)


@dataclass(frozen=True)
class Run:
    """A training run.

    `parameters` pairs the names of those that were given with their values. `objective` is None for a run
    that didn't write it. `score` isn't part of the resource; models.list_scores reads it.
    """

    name: str
    display_name: str
    state: State
    created: datetime
    started: datetime | None
    ended: datetime | None
    error: str
    dataset_id: str
    algorithm: str
    machine_type: str
    output_uri: str
    job_id: str
    model_id: str
    model_version: str
    objective: Objective | None = None
    score: Score | None = None
    parameters: tuple[tuple[str, float | bool], ...] = ()

    @property
    def id(self) -> str:
        """The last part of the resource name."""
        return self.name.rsplit("/", 1)[-1]

    @property
    def is_own_code(self) -> bool:
        """Whether it ran somebody's own code, not the app's trainer."""
        return self.algorithm == layout.OWN_CODE

    @property
    def has_ended(self) -> bool:
        """Whether the state is final."""
        return self.state in ENDED

    @property
    def model_uri(self) -> str:
        """The gs:// folder of the run's model."""
        return layout.model_folder(self.output_uri)


def launch(target: Target, request: TrainingRequest, drawn: str = "") -> Run:
    """Start a run and return it as soon as the cloud has accepted it (trainingPipelines.create).

    The run that was started with the same request and the nonce that was `drawn` for it is returned instead.
    """

    def submit(mark: str) -> Run:
        return _submit(target, request, mark)

    return launch_once(target, request.display_name, request, submit, drawn)


def launch_once(
    target: Target, name: str, request: object, submit: Callable[[str], Run], drawn: str = ""
) -> Run:
    """Return the run that `submit` makes with the mark of a request and a nonce, or has made before."""
    mark = nonce.digest(drawn or nonce.fresh(), request)
    existing = _marked(target, mark) if drawn else None

    @translated("run_not_launched", name=name)
    def send() -> Run:
        return submit(mark)

    return existing or failures.write(send, lambda: _marked(target, mark))


def submitted(target: Target, job: Any) -> Run:
    """Return the run of a job that the SDK has submitted; it is launched, even if it can't be read now."""
    try:
        return get(target, job.name)
    except LaunchpadError:
        return _record(job.gca_resource)


def _submit(target: Target, request: TrainingRequest, mark: str) -> Run:
    output_uri = layout.new_run_folder(target, datetime.now(UTC))
    recipe_uri = f"{output_uri}/{layout.RECIPE}"
    objects.write(target, recipe_uri, request.recipe.to_bytes(), "application/json")
    labels = {layout.DATASET_LABEL: request.dataset_id, layout.ALGORITHM_LABEL: request.algorithm}
    # The SDK uploads the package with retries of its own, for minutes.
    with deadline.within(WRITE_TIMEOUT):
        sdk = connect(target).sdk
        job = sdk.CustomTrainingJob(
            display_name=request.display_name,
            script_path=str(TRAINER),
            container_uri=request.training_image,
            model_serving_container_image_uri=request.serving_image,
            labels=dict(request.options.labels) | labels | {layout.NONCE_LABEL: mark},
            project=target.project,
            location=target.location,
            staging_bucket=target.uri("").rstrip("/"),
        )
        job.submit(
            model_display_name=request.model_name,
            model_labels=labels,
            parent_model=request.parent_model,
            model_version_description=request.objective.to_json(),
            base_output_dir=output_uri,
            args=_arguments(request, recipe_uri, layout.score_object(output_uri)),
            machine_type=request.machine_type,
            **request.options.arguments(),
            create_request_timeout=WRITE_TIMEOUT,
        )
        return submitted(target, job)


def _marked(target: Target, mark: str) -> Run | None:
    """Return the run with a nonce of its own, None without one (trainingPipelines.list)."""
    request = {"parent": target.parent, "filter": f'labels.{layout.NONCE_LABEL}="{mark}"'}
    with translated("runs_not_listed"):
        protos = connect(target).pipelines.list_training_pipelines(request, **read_options())
        return next((_record(proto) for proto in protos), None)


def list_runs(target: Target) -> tuple[Run, ...]:
    """Return the runs of this app, newest first (trainingPipelines.list)."""
    request = {"parent": target.parent, "filter": f"labels.{layout.ALGORITHM_LABEL}:*"}
    with translated("runs_not_listed"):
        protos = connect(target).pipelines.list_training_pipelines(request, **read_options())
        runs = [_record(proto) for proto in protos]
    return tuple(sorted(runs, key=lambda run: run.created, reverse=True))


def list_runs_of_dataset(target: Target, dataset: str) -> tuple[Run, ...]:
    """Return the runs of any program on a dataset with a resource name."""
    dataset_id = dataset.rsplit("/", 1)[-1]
    with translated("runs_not_listed"):
        protos = connect(target).pipelines.list_training_pipelines(
            {"parent": target.parent}, **read_options()
        )
        return tuple(
            _record(proto)
            for proto in protos
            if dataset_id in (proto.labels.get(layout.DATASET_LABEL), proto.input_data_config.dataset_id)
        )


def get(target: Target, run_id: str) -> Run:
    """Return one run by the last part of its name (trainingPipelines.get)."""
    name = f"{target.parent}/trainingPipelines/{run_id}"
    with translated("run_not_opened", name=run_id):
        return _record(
            check_name(
                name, connect(target).pipelines.get_training_pipeline({"name": name}, **read_options())
            )
        )


def cancel(target: Target, run: Run) -> None:
    """Ask the cloud to cancel the run (trainingPipelines.cancel)."""

    @translated("run_not_cancelled", name=run.display_name)
    def send() -> bool:
        connect(target).pipelines.cancel_training_pipeline({"name": run.name}, **write_options())
        return True

    def look() -> bool | None:
        present = get(target, run.id)
        return present.state == "cancelling" or present.has_ended or None

    failures.write(send, look)


def delete(target: Target, run: Run) -> bool:
    """Delete an ended run's record, and return whether it was there (trainingPipelines.delete).

    Its model and files stay.
    """

    @translated("run_not_deleted", name=run.display_name)
    def send() -> None:
        operation = connect(target).pipelines.delete_training_pipeline({"name": run.name}, **write_options())
        operation.result(timeout=WRITE_TIMEOUT)

    return failures.remove(send, lambda: get(target, run.id))


def _arguments(request: TrainingRequest, recipe_uri: str, score_uri: str) -> list[str]:
    return [
        f"--table={request.table_uri}",
        f"--recipe={recipe_uri}",
        f"--algorithm={request.algorithm}",
        f"{_PARAMETERS}{json.dumps(request.parameters)}",
        f"--score={score_uri}",
    ]


def _record(proto: Any) -> Run:
    inputs = proto.training_task_inputs or {}
    pools = inputs.get("workerPoolSpecs") or inputs.get("worker_pool_specs") or [{}]
    machine = pools[0].get("machineSpec") or pools[0].get("machine_spec") or {}
    output = inputs.get("baseOutputDirectory") or inputs.get("base_output_directory") or {}
    backing = (proto.training_task_metadata or {}).get("backingCustomJob") or ""
    labels = dict(proto.labels)
    return Run(
        name=proto.name,
        display_name=proto.display_name,
        state=_STATES.get(proto.state.name, "queued"),
        created=proto.create_time,
        started=proto.start_time or None,
        ended=proto.end_time or None,
        error=proto.error.message,
        dataset_id=labels.get(layout.DATASET_LABEL, ""),
        algorithm=labels.get(layout.ALGORITHM_LABEL, ""),
        machine_type=machine.get("machineType") or machine.get("machine_type") or "",
        output_uri=(output.get("outputUriPrefix") or output.get("output_uri_prefix") or "").rstrip("/"),
        job_id=str(backing).rsplit("/", 1)[-1],
        model_id=proto.model_to_upload.name.rsplit("/", 1)[-1].partition("@")[0],
        model_version=proto.model_to_upload.version_id,
        objective=read_objective(proto.model_to_upload.version_description),
        parameters=_parameters(pools[0]),
    )


def _parameters(pool: Any) -> tuple[tuple[str, float | bool], ...]:
    """Return the parameters among a worker pool's arguments; a run of another program may have none."""
    package = pool.get("pythonPackageSpec") or pool.get("python_package_spec") or {}
    texts = [str(argument) for argument in package.get("args") or ()]
    option = next((text for text in texts if text.startswith(_PARAMETERS)), "")
    try:
        given = json.loads(option.removeprefix(_PARAMETERS) or "{}")
    except ValueError:
        return ()
    if not isinstance(given, dict):
        return ()
    return tuple((name, value) for name, value in given.items() if isinstance(value, int | float))
