"""Where the examples run: on Google Cloud, or on the local cloud that the environment names.

On Google set GOOGLE_CLOUD_PROJECT, GOOGLE_CLOUD_LOCATION and LAUNCHPAD_BUCKET. For the local cloud
`eval "$(python -m services.local_cloud env)"` sets them, with the address and the token it needs.
"""

import os

from google.cloud import aiplatform
from google.oauth2.credentials import Credentials

PROJECT = os.environ["GOOGLE_CLOUD_PROJECT"]
LOCATION = os.environ["GOOGLE_CLOUD_LOCATION"]
BUCKET = os.environ["LAUNCHPAD_BUCKET"]

# Google's prebuilt images; 1.6 is the newest scikit-learn that they have.
TRAINING_IMAGE = "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest"
SERVING_IMAGE = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest"

TABLE = f"gs://{BUCKET}/examples/data.csv"
OUTPUT = f"gs://{BUCKET}/examples/output"


def initialise() -> None:
    """Tell the SDK where to work; without LAUNCHPAD_ADDRESS that is Google Cloud, as whoever is signed in."""
    token = os.environ.get("LAUNCHPAD_TOKEN")
    aiplatform.init(
        project=PROJECT,
        location=LOCATION,
        staging_bucket=f"gs://{BUCKET}",
        api_endpoint=os.environ.get("LAUNCHPAD_ADDRESS"),
        api_transport="rest",
        credentials=Credentials(token=token) if token else None,
    )
