"""The labels by which a custom job names the training pipeline or the trial that it runs for.

Labels with the prefix aiplatform.googleapis.com/ are Vertex AI's own.
"""

from typing import Any

from services.local_cloud.vertex.kernel.names import last_part

_PIPELINE_LABEL = "aiplatform.googleapis.com/training_pipeline"
_TUNING_LABEL = "aiplatform.googleapis.com/hyperparameter_tuning_job"
_TRIAL_LABEL = "aiplatform.googleapis.com/trial"
# The variable with the file to which a trial's code reports its metrics; cloudml-hypertune reads it.
METRIC_FILE = "CLOUD_ML_HP_METRIC_FILE"


def set_pipeline(job: Any, pipeline_name: str) -> None:
    """Label a custom job as the one that a training pipeline runs."""
    job.labels[_PIPELINE_LABEL] = last_part(pipeline_name)


def pipeline_id(job: Any) -> str | None:
    """Return the id of the training pipeline that a job runs for, None if it runs for none."""
    return str(job.labels[_PIPELINE_LABEL]) if _PIPELINE_LABEL in job.labels else None


def set_trial(job: Any, tuning_name: str, number: str) -> None:
    """Label a custom job as the one that a trial of a tuning job runs."""
    job.labels[_TUNING_LABEL] = last_part(tuning_name)
    job.labels[_TRIAL_LABEL] = number


def is_trial(job: Any) -> bool:
    """Return whether a job is the custom job of a trial."""
    return _TRIAL_LABEL in job.labels


def trial_id(job: Any) -> str:
    """Return the id of the trial that a custom job runs for."""
    return str(job.labels[_TRIAL_LABEL])


def tuning_id(job: Any) -> str:
    """Return the id of the tuning job whose trial a custom job runs for."""
    return str(job.labels[_TUNING_LABEL])
