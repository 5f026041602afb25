"""The environment variables of a custom job: Vertex AI's own, and those that lead Google's clients here."""

import json
from pathlib import Path
from typing import Any

from services.local_cloud.job_runtime.google_clients import ADDRESS
from services.local_cloud.job_runtime.places import FOLDER
from services.local_cloud.vertex.jobs import owners
from services.local_cloud.vertex.kernel.names import last_part, project_of

# The folder of a job for copies of the files of buckets that it has open.
OPEN_FILES = "open-files"


def client_variables(folder: Path, address: str, token: str) -> dict[str, str]:
    """Write the job's credentials into its folder and return the variables that Google's clients read.

    google.auth.default() returns these credentials; they hold the job's token alone and never expire, so
    nothing is asked for another.
    """
    credentials = folder / "credentials.json"
    content = {"type": "authorized_user", "token": token, "expiry": "9999-12-31T23:59:59Z"}
    unused = dict.fromkeys(("client_id", "client_secret", "refresh_token"), "unused")
    credentials.touch(0o600)
    credentials.write_text(json.dumps(content | unused))
    return {
        ADDRESS: address,
        FOLDER: str(folder / OPEN_FILES),
        "GOOGLE_APPLICATION_CREDENTIALS": str(credentials),
        "GOOGLE_CLOUD_DISABLE_GRPC": "true",  # Cloud Logging's client calls by HTTP
        "BIGQUERY_EMULATOR_HOST": address,  # where it is refused in a sentence
        "GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT": "false",  # gcsfs would ask by gRPC, for a minute
    }


def vertex_variables(job: Any) -> dict[str, str]:
    """Return the variables of docs/training/code-requirements: output folders, project, job and cluster."""
    cluster = {
        "cluster": {"workerpool0": ["127.0.0.1:2222"]},
        "environment": "cloud",
        "task": {"type": "workerpool0", "index": 0}
        | ({"trial": owners.trial_id(job)} if owners.is_trial(job) else {}),
    }
    variables = {
        "CLOUD_ML_PROJECT_ID": project_of(job.name),
        "CLOUD_ML_JOB_ID": last_part(job.name),
        # Client libraries on Google Cloud get it from the metadata server.
        "GOOGLE_CLOUD_PROJECT": project_of(job.name),
        "CLOUD_ML_REGION": job.name.split("/")[3],
        "CLUSTER_SPEC": json.dumps(cluster),
    }
    # The SDK's start_run and log_params read them inside a job.
    if job.job_spec.experiment:
        variables["AIP_EXPERIMENT_NAME"] = job.job_spec.experiment
    if job.job_spec.experiment_run:
        variables["AIP_EXPERIMENT_RUN_NAME"] = job.job_spec.experiment_run
    base = job.job_spec.base_output_directory.output_uri_prefix.rstrip("/")
    if base:
        variables |= {
            "AIP_MODEL_DIR": f"{base}/model/",
            "AIP_CHECKPOINT_DIR": f"{base}/checkpoints/",
            "AIP_TENSORBOARD_LOG_DIR": f"{base}/logs/",
        }
    return variables
