"""The tests of another project, run where the wheel is installed and this repository is not."""

import importlib.util
import json

import pytest
from google.cloud import aiplatform, storage

TRAINING = "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest"
SERVING = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest"
SCRIPT = """
import joblib, os, pathlib
from google.cloud import storage
from sklearn.linear_model import LinearRegression
joblib.dump(LinearRegression().fit([[0.0], [1.0]], [1.0, 3.0]), "model.joblib")
bucket, _, folder = os.environ["AIP_MODEL_DIR"].removeprefix("gs://").partition("/")
storage.Client().bucket(bucket).blob(folder + "model.joblib").upload_from_filename("model.joblib")
"""


def test_a_script_is_trained_deployed_and_asked(local_vertex, tmp_path):
    script = tmp_path / "train.py"
    script.write_text(SCRIPT)
    job = aiplatform.CustomTrainingJob(
        display_name="line",
        script_path=str(script),
        container_uri=TRAINING,
        model_serving_container_image_uri=SERVING,
    )
    model = job.run(machine_type="n1-standard-4", base_output_dir=f"gs://{local_vertex.bucket}/line")
    endpoint = model.deploy(machine_type="n1-standard-2")
    assert endpoint.predict([[2.0]]).predictions == [pytest.approx(5.0)]
    endpoint.delete(force=True)


def test_the_bucket_is_googles_storage_client_away(local_vertex):
    blob = storage.Client().bucket(local_vertex.bucket).blob("note.json")
    blob.upload_from_string(json.dumps({"a": 1}))
    assert json.loads(blob.download_as_bytes()) == {"a": 1}


def test_nothing_of_the_repository_is_there():
    assert importlib.util.find_spec("services") is None
