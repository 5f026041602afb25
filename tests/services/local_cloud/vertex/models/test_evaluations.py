"""Evaluations of models, imported by Google's client and read by the SDK."""

import pytest
from google.api_core import exceptions
from google.protobuf import json_format
from google.protobuf.struct_pb2 import Value

SCHEMA = "gs://google-cloud-aiplatform/schema/modelevaluation/classification_metrics_1.0.0.yaml"


@pytest.fixture
def evaluate(clients):
    """Import an evaluation of a model by its name and return it."""

    def evaluate(model, **changes):
        metrics = json_format.ParseDict({"auPrc": 0.9, "logLoss": 0.2}, Value())
        evaluation = {"display_name": "on the test set", "metrics_schema_uri": SCHEMA, "metrics": metrics}
        request = {"parent": model, "model_evaluation": evaluation | changes}
        return clients.models.import_model_evaluation(request)

    return evaluate


def test_the_sdk_lists_and_reads_what_was_imported(sdk, upload, artifact, evaluate):
    model = sdk.Model(upload(artifact(2)).name)
    imported = evaluate(model.resource_name)
    assert imported.name.startswith(f"{model.resource_name}/evaluations/")
    [listed] = model.list_model_evaluations()
    assert (listed.resource_name, dict(listed.metrics)) == (imported.name, {"auPrc": 0.9, "logLoss": 0.2})
    assert model.get_model_evaluation(imported.name.rsplit("/", 1)[-1]).display_name == "on the test set"
    assert model.get_model_evaluation().resource_name == imported.name


def test_each_version_has_evaluations_of_its_own(sdk, upload, artifact, evaluate, clients):
    name = upload(artifact(2)).name
    upload(artifact(3), parent_model=name)
    first, second = evaluate(name), evaluate(f"{name}@2")
    listed = {
        version: [each.resource_name for each in sdk.Model(name, version=version).list_model_evaluations()]
        for version in ("1", "2")
    }
    assert listed == {"1": [first.name], "2": [second.name]}
    assert clients.models.get_model_evaluation({"name": second.name}).name == second.name
    evaluation_id = second.name.rsplit("/", 1)[-1]
    with pytest.raises(exceptions.NotFound):
        clients.models.get_model_evaluation({"name": f"{name}@1/evaluations/{evaluation_id}"})


def test_evaluations_go_with_their_version(upload, artifact, evaluate, clients):
    name = upload(artifact(2)).name
    upload(artifact(3), parent_model=name)
    evaluation = evaluate(f"{name}@2")
    clients.models.delete_model_version({"name": f"{name}@2"}).result()
    with pytest.raises(exceptions.NotFound):
        clients.models.get_model_evaluation({"name": evaluation.name})


@pytest.mark.parametrize(
    "changes", [{"metrics": None}, {"metrics_schema_uri": ""}, {"display_name": "x" * 129}]
)
def test_an_evaluation_that_says_nothing_is_refused(upload, artifact, evaluate, changes):
    with pytest.raises(exceptions.BadRequest):
        evaluate(upload(artifact(2)).name, **changes)


def test_an_unknown_model_has_no_evaluations(parent, evaluate, clients):
    name = f"{parent}/models/404"
    with pytest.raises(exceptions.NotFound):
        evaluate(name)
    with pytest.raises(exceptions.NotFound):
        list(clients.models.list_model_evaluations({"parent": name}))
