"""The main job without a browser: each kind of table goes from CSV to an answer by the plain SDK."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from google.auth.transport.requests import Request

from services.data.models.contract import Contract
from services.data.models.evaluation import Evaluation
from services.data.reading.read import read_csv
from services.data.samples import samples
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets, endpoints, models, operations
from services.vertex.connection import Connection
from services.vertex.endpoints import Deployment
from services.vertex.training import Run

SDK = """
import sys, json
from google.cloud import aiplatform
from google.oauth2.credentials import Credentials
url, token, project, location, endpoint, instance = sys.argv[1:]
aiplatform.init(project=project, location=location, api_endpoint=url or None,
                api_transport="rest", credentials=Credentials(token=token))
print(json.dumps(aiplatform.Endpoint(endpoint).predict(instances=[json.loads(instance)]).predictions))
"""


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        ("diabetes", "boosting"),
        pytest.param("subscriptions", "linear", marks=pytest.mark.soak),
        pytest.param("breast_cancer", "linear", marks=pytest.mark.soak),
    ],
)
def test_a_table_becomes_an_endpoint_that_answers_a_plain_sdk_program(
    here: Target,
    connection: Connection,
    launch: Callable[..., Run],
    ended: Callable[..., Run],
    eventually: Callable[..., None],
    key: str,
    algorithm: str,
) -> None:
    sample = next(each for each in samples.SAMPLES if each.key == key)
    _name, content = samples.load(key)
    dataset = datasets.create(here, sample.title, dataset_files.files(read_csv(content), sample.target))
    run = ended(here, launch(here, dataset, sample.title, algorithm=algorithm, parameters={"iterations": 50}))
    assert run.state == "succeeded", run.error
    evaluation = Evaluation.from_json(models.evaluation(here, run.model_uri))
    assert evaluation.metrics[0].beats_baseline
    model = models.get(here, f"{run.model_id}@{run.model_version}")
    endpoint = endpoints.create(here, sample.title)
    operation = endpoints.deploy(
        here, endpoint, Deployment(f"{model.id}@{model.version}", "one", "n1-standard-2")
    )
    eventually(lambda: operations.get(here, operation.name).done)
    assert operations.get(here, operation.name).error is None
    contract = Contract.from_json(models.contract(here, model))
    instance = contract.instance(contract.example)

    connection.credentials.refresh(Request())
    place = (connection.address or "", connection.credentials.token, here.project, here.location)
    printed = subprocess.run(
        [sys.executable, "-c", SDK, *place, endpoint.name, json.dumps(instance)],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout
    (prediction,) = json.loads(printed)
    answer = contract.read_prediction(prediction)
    assert (answer.label in contract.classes) if contract.classes else (answer.value is not None)
    endpoints.undeploy(
        here, endpoints.get(here, endpoint.id), endpoints.get(here, endpoint.id).deployed[0].id
    )
