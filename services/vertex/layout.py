"""The layout of the bucket and the names of labels, which are stable across versions.

gs://<bucket>/
    datasets/<content id>/   TABLE, PREVIEW, READING, PROFILE, RECIPE, where there are any SET_ASIDE and RAW
    runs/<time>-<random>/    RECIPE, and model/ with CONTRACT and EVALUATION beside the artifact;
                             of own code SCRIPT and SCRIPT_INPUTS, or its package, instead of RECIPE
    scores/<time>-<random>   the headline metric of the run in the folder of that name, as metadata
    uploads/<hash>/          an upload on its way, and UPLOAD with what resumes it
    deletions/<kind>/        <id>.json: who deleted or undeployed a thing, when, and what remains
    tombstones/              <content id>.json: the dataset whose files are to be deleted
"""

import secrets
from datetime import UTC, datetime
from hashlib import sha256

from services.settings import Target

TABLE = "table.csv"
PREVIEW = "preview.csv"
READING = "reading.json"
PROFILE = "profile.json"
RECIPE = "recipe.json"
SET_ASIDE = "set_aside.csv"
RAW = "raw"
CONTRACT = "contract.json"
EVALUATION = "evaluation.json"
SCRIPT = "train.py"
SCRIPT_INPUTS = "train.json"  # the requirements and arguments of SCRIPT
UPLOAD = "upload.json"  # no table has this name

DEFAULT_VERSION = "default"  # Vertex AI's alias of a model's default version

# Labels of runs and models.
DATASET_LABEL = "launchpad_dataset"
ALGORITHM_LABEL = "launchpad_algorithm"
OWN_CODE = "own_code"  # in the place of an algorithm, of a run of somebody's own code and of its model
NONCE_LABEL = "launchpad_nonce"  # of runs alone; see services.nonce

# Labels of datasets; services.vertex.dataset_labels writes and reads their values.
CONTENT_LABEL = "launchpad_content"
ROWS_LABEL = "launchpad_rows"
COLUMNS_LABEL = "launchpad_columns"
BYTES_LABEL = "launchpad_bytes"
VERSION_LABEL = "launchpad_version"
BY_LABEL = "launchpad_by"


def folder_of(uri: str) -> str:
    """Return the gs:// folder of an object."""
    return uri.rpartition("/")[0]


def dataset_folder(target: Target, content_id: str) -> str:
    """Return the gs:// folder of a table by its content."""
    return target.uri(f"datasets/{content_id}")


def new_run_folder(target: Target, moment: datetime) -> str:
    """Return a unique gs:// folder for a run that starts at a moment."""
    return target.uri(f"runs/{moment.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}")


def model_folder(run_folder: str) -> str:
    """Return the gs:// folder of a run's model; Vertex AI appends the last part of it."""
    return f"{run_folder}/model"


def run_folder(target: Target, model_folder: str) -> str | None:
    """Return the gs:// folder of the run that wrote a model's folder, None if no run of this app did."""
    folder, _slash, name = model_folder.rstrip("/").rpartition("/")
    is_run = name == "model" and folder_of(folder) == target.uri("runs")
    return folder if is_run else None


def scores_folder(target: Target) -> str:
    """Return the gs:// folder of the runs' scores."""
    return target.uri("scores")


def score_object(run_folder: str) -> str:
    """Return the gs:// address of a run's score."""
    folder, _slash, name = run_folder.rpartition("/")
    return f"{folder_of(folder)}/scores/{name}"


def uploads_folder(target: Target) -> str:
    """Return the gs:// folder of all unfinished uploads."""
    return target.uri("uploads")


def upload_folder(target: Target, token: str) -> str:
    """Return the gs:// folder of an upload; its name doesn't reveal the token."""
    return f"{uploads_folder(target)}/{sha256(token.encode()).hexdigest()[:32]}"


def tombstones_folder(target: Target) -> str:
    """Return the gs:// folder of the tombstones of datasets."""
    return target.uri("tombstones")


def tombstone(target: Target, content_id: str) -> str:
    """Return the gs:// address of the tombstone of a dataset by its content."""
    return f"{tombstones_folder(target)}/{content_id}.json"


def deletions_folder(target: Target, kind: str = "") -> str:
    """Return the gs:// folder of the records of deletions, of one kind or of all."""
    return target.uri(f"deletions/{kind}").rstrip("/")


def deletion(target: Target, kind: str, id: str) -> str:
    """Return the gs:// address of the record of a deletion."""
    return f"{deletions_folder(target, kind)}/{id}.json"
