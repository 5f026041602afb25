"""Trials of a tuning job, each with a custom job that gets the parameters as arguments."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.jobs import owners
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.states import JOB
from services.local_cloud.vertex.tuning.space import Value

_OPEN = frozenset({"REQUESTED", "ACTIVE", "STOPPING"})


def custom_job(tuning: Any, number: str, values: Mapping[str, Value]) -> Any:
    """Return a trial's custom job: the tuning job's spec with the trial's arguments and output folder."""
    job = messages.CustomJob(display_name=f"{tuning.display_name[:110]}-trial-{number}")
    job.job_spec.CopyFrom(tuning.trial_job_spec)
    job.labels.update(tuning.labels)
    owners.set_trial(job, tuning.name, number)
    pool = job.job_spec.worker_pool_specs[0]
    spec = pool.python_package_spec if pool.HasField("python_package_spec") else pool.container_spec
    spec.args.extend(f"--{name}={_text(value)}" for name, value in values.items())
    if job.job_spec.HasField("base_output_directory"):
        directory = job.job_spec.base_output_directory
        directory.output_uri_prefix = f"{directory.output_uri_prefix.rstrip('/')}/{number}"
    return job


def metrics_file(jobs_folder: Path, tuning: str, number: str) -> Path:
    """Return the file to which a trial's code reports its metrics."""
    return jobs_folder / tuning / f"trial-{number}" / "output.metrics"


def variables(job: Any, folder: Path) -> dict[str, str]:
    """Return cloudml-hypertune's variables: the trial and where to report; {} for a job of no trial.

    `folder` is the job's own, a sibling of the tuning job's.
    """
    if not owners.is_trial(job):
        return {}
    number = owners.trial_id(job)
    file = metrics_file(folder.parent, owners.tuning_id(job), number)
    file.parent.mkdir(parents=True, exist_ok=True)
    return {"CLOUD_ML_TRIAL_ID": number, owners.METRIC_FILE: str(file)}


def new_trial(number: str, values: Mapping[str, Value], job_name: str, now: datetime) -> Any:
    """Return a trial that starts now."""
    trial = messages.Trial(id=number, custom_job=job_name)
    for name, value in values.items():
        parameter = trial.parameters.add(parameter_id=name)
        if isinstance(value, str):
            parameter.value.string_value = value
        else:
            parameter.value.number_value = value
    messages.set_enum(trial, "state", "ACTIVE")
    messages.set_time(trial, "start_time", now)
    return trial


def find(tuning: Any, number: str) -> Any:
    """Return a trial by its number; trials that start at the same time are in any order."""
    return next(trial for trial in tuning.trials if trial.id == number)


def succeed(trial: Any, final: Any, now: datetime) -> None:
    """End a trial with its final measurement."""
    trial.final_measurement.CopyFrom(final)
    messages.set_enum(trial, "state", "SUCCEEDED")
    messages.set_time(trial, "end_time", now)


def mark_infeasible(trial: Any, reason: str, now: datetime) -> None:
    """End a trial that has no final measurement as infeasible."""
    trial.infeasible_reason = reason
    messages.set_enum(trial, "state", "INFEASIBLE")
    messages.set_time(trial, "end_time", now)


def end_with_job(job: Any, state: str, _error: ApiError | None, now: datetime) -> None:
    """End the open trials of a tuning job that ends; a follower of JobLifecycle."""
    if not isinstance(job, messages.HyperparameterTuningJob) or not JOB.is_terminal(state):
        return
    for trial in job.trials:
        if messages.enum_name(trial, "state") in _OPEN:
            mark_infeasible(trial, "The hyperparameter tuning job ended before the trial.", now)


def _text(value: Value) -> str:
    # An integer in a discrete list has no decimal point, so that int() parses it.
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)
