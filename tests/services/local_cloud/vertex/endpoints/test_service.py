"""Endpoints: deploying, traffic, undeploying, and what is refused on the way."""

import pytest
from google.api_core import exceptions

SERVING_IMAGE = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest"


@pytest.fixture(scope="module")
def model(upload, artifact):
    return upload(artifact(2))


def now(clients, endpoint):
    return clients.endpoints.get_endpoint({"name": endpoint.name})


def undeploy(clients, endpoint, deployed_id, split=None):
    request = {"endpoint": endpoint.name, "deployed_model_id": deployed_id, "traffic_split": split or {}}
    return clients.endpoints.undeploy_model(request).result()


def test_the_sdk_deploys_predicts_and_removes_all_again(sdk, artifact):
    model = sdk.Model.upload(
        display_name="doubles", artifact_uri=artifact(2), serving_container_image_uri=SERVING_IMAGE
    )
    endpoint = model.deploy(
        deployed_model_display_name="doubling",
        traffic_split={"0": 100},
        machine_type="n1-standard-2",
        min_replica_count=1,
        max_replica_count=3,
    )
    prediction = endpoint.predict(instances=[[4.0], [5]])
    assert prediction.predictions == pytest.approx([8, 10])
    [deployed] = endpoint.list_models()
    assert (deployed.display_name, deployed.model, deployed.model_version_id) == (
        "doubling",
        model.resource_name,
        "1",
    )
    assert deployed.dedicated_resources.machine_spec.machine_type == "n1-standard-2"
    assert deployed.dedicated_resources.max_replica_count == 3
    assert endpoint.traffic_split == {deployed.id: 100}
    assert (prediction.deployed_model_id, prediction.model_version_id) == (deployed.id, "1")
    assert [
        each.deployed_model_id for each in sdk.Model(model.resource_name).gca_resource.deployed_models
    ] == [deployed.id]
    with pytest.raises(exceptions.BadRequest, match="is deployed at"):
        model.delete()
    with pytest.raises(exceptions.BadRequest, match="has deployed models"):
        endpoint.delete()
    endpoint.undeploy_all()
    assert not sdk.Model(model.resource_name).gca_resource.deployed_models
    endpoint.delete()
    model.delete()


def test_an_endpoint_has_a_chosen_id_and_is_found_changed_and_deleted(sdk, clients):
    endpoint = sdk.Endpoint.create(display_name="chosen", endpoint_id="my-endpoint", labels={"a": "b"})
    assert endpoint.resource_name.endswith("/endpoints/my-endpoint")
    with pytest.raises(exceptions.Conflict):
        sdk.Endpoint.create(display_name="again", endpoint_id="my-endpoint")
    endpoint.update(display_name="renamed", labels={"c": "d"}, description="said")
    found = sdk.Endpoint.list(filter='display_name="renamed" AND labels.c=d AND endpoint=my-endpoint')
    assert [each.resource_name for each in found] == [endpoint.resource_name]
    endpoint.delete()
    with pytest.raises(exceptions.NotFound):
        clients.endpoints.get_endpoint({"name": endpoint.resource_name})


@pytest.mark.parametrize("id", ["1234567890", "012", "Endpoint", "ends-", "e" * 64])
def test_an_endpoint_id_of_another_form_is_refused(sdk, id):
    with pytest.raises(exceptions.BadRequest):
        sdk.Endpoint.create(display_name="refused", endpoint_id=id)


def test_an_id_under_which_a_deployment_is_under_way_is_taken(endpoint, model, deploy):
    under_way = deploy(endpoint, model, id="1234567890")
    with pytest.raises(exceptions.Conflict):
        deploy(endpoint, model, id="1234567890")
    under_way.result()


def test_traffic_is_shared_moved_and_taken_away(clients, endpoint, model, deploy, upload, artifact, predict):
    triple = upload(artifact(3))
    first = deploy(endpoint, model, {"0": 100}).result().deployed_model.id
    second = deploy(endpoint, triple, {"0": 40, first: 60}).result().deployed_model.id
    assert dict(now(clients, endpoint).traffic_split) == {first: 60, second: 40}

    def answers():
        return {round(predict(endpoint.name, [[1.0]]).predictions[0]) for _ in range(40)}

    assert answers() == {2, 3}
    changed = {"name": endpoint.name, "traffic_split": {second: 100}}
    clients.endpoints.update_endpoint({"endpoint": changed, "update_mask": {"paths": ["traffic_split"]}})
    assert answers() == {3}
    with pytest.raises(exceptions.BadRequest, match="receives 100% of the traffic"):
        undeploy(clients, endpoint, second)
    undeploy(clients, endpoint, second, {first: 100})
    assert answers() == {2}
    undeploy(clients, endpoint, first)
    assert dict(now(clients, endpoint).traffic_split) == {}
    with pytest.raises(exceptions.BadRequest, match="no deployed model that receives traffic"):
        answers()


def test_a_deployment_without_a_split_leaves_the_traffic_as_it_is(clients, endpoint, model, deploy):
    first = deploy(endpoint, model, {"0": 100}, id="77").result().deployed_model
    assert first.id == "77"
    second = deploy(endpoint, model).result().deployed_model
    assert dict(now(clients, endpoint).traffic_split) == {"77": 100}
    with pytest.raises(exceptions.Conflict):
        deploy(endpoint, model, id="77")
    undeploy(clients, endpoint, second.id)


@pytest.mark.parametrize(
    ("split", "changes", "error"),
    [
        ({"0": 99}, {}, exceptions.BadRequest),
        ({"0": 101}, {}, exceptions.BadRequest),
        ({"0": 150, "1": -50}, {}, exceptions.BadRequest),
        ({"123": 100}, {}, exceptions.BadRequest),
        (
            None,
            {"dedicated_resources": {"machine_spec": {"machine_type": "n1-standard-2"}}},
            exceptions.BadRequest,
        ),
        (
            None,
            {
                "dedicated_resources": {
                    "machine_spec": {"machine_type": "n1-standard-2"},
                    "min_replica_count": 0,
                    "max_replica_count": 1,
                }
            },
            exceptions.BadRequest,
        ),
        (
            None,
            {"dedicated_resources": {"machine_spec": {"machine_type": "huge"}, "min_replica_count": 1}},
            exceptions.BadRequest,
        ),
        (
            None,
            {
                "dedicated_resources": {
                    "machine_spec": {"machine_type": "n1-standard-2"},
                    "min_replica_count": 2,
                    "max_replica_count": 1,
                }
            },
            exceptions.BadRequest,
        ),
        (None, {"automatic_resources": {"min_replica_count": 1}}, exceptions.BadRequest),
        (None, {"id": "x"}, exceptions.BadRequest),
        (None, {"display_name": "x" * 129}, exceptions.BadRequest),
        (None, {"model": ""}, exceptions.BadRequest),
        (None, {"model": "{parent}/models/404"}, exceptions.NotFound),
    ],
)
def test_a_deployment_that_google_refuses_is_refused(
    endpoint, model, deploy, clients, parent, split, changes, error
):
    changes = changes | ({"dedicated_resources": None} if "automatic_resources" in changes else {})
    wanted = changes["model"].format(parent=parent) if "model" in changes else model
    with pytest.raises(error):
        deploy(endpoint, wanted, split, **{name: each for name, each in changes.items() if name != "model"})
    assert not now(clients, endpoint).deployed_models


@pytest.mark.parametrize(
    ("content", "image", "reason"),
    [
        (b"no pickle", SERVING_IMAGE, "Model server exited unexpectedly"),
        (
            b"\x80\x04}\x8c\x10_sklearn_version\x8c\x051.5.2s.",
            SERVING_IMAGE,
            r"saved with scikit-learn 1\.5\.2",
        ),
        (b"anything", "gcr.io/me/mine", "sklearn-cpu.1-6:latest"),
    ],
)
def test_a_model_that_can_not_be_served_fails_its_deployment_with_the_reason(
    endpoint, upload, store, deploy, clients, content, image, reason
):
    model = upload(store(model__joblib=content), image=image)
    with pytest.raises(exceptions.GoogleAPICallError, match=reason):
        deploy(endpoint, model, {"0": 100}).result()
    left = now(clients, endpoint)
    assert (list(left.deployed_models), dict(left.traffic_split)) == ([], {})
    clients.models.delete_model({"name": model.name}).result()


def test_a_deployment_on_its_way_can_be_cancelled_and_leaves_nothing(
    endpoint, upload, store, deploy, clients
):
    # A pickle that runs code: it sleeps while it is loaded, so that the deployment is on its way for long.
    sleeping = b"ctime\nsleep\n(I60\ntR."
    operation = deploy(endpoint, upload(store(model__pkl=sleeping)), {"0": 100})
    listed = clients.endpoints.list_operations({"name": endpoint.name, "filter": "done=false"}).operations
    assert [each.name for each in listed] == [operation.operation.name]
    assert not operation.done()
    # The SDK's own operation.cancel() sends nothing: it trips over its missing body.
    clients.endpoints.cancel_operation({"name": operation.operation.name})
    with pytest.raises(exceptions.GoogleAPICallError, match="cancelled"):
        operation.result()
    assert not now(clients, endpoint).deployed_models


def test_an_endpoint_that_is_deleted_meanwhile_fails_the_deployment(clients, parent, upload, store, deploy):
    slow = b"ctime\nsleep\n(I1\ntR."
    endpoint = clients.endpoints.create_endpoint(
        {"parent": parent, "endpoint": {"display_name": "gone"}}
    ).result()
    operation = deploy(endpoint, upload(store(model__pkl=slow)), {"0": 100})
    clients.endpoints.delete_endpoint({"name": endpoint.name}).result()
    with pytest.raises(exceptions.GoogleAPICallError, match="does not exist"):
        operation.result()


def test_the_traffic_of_an_update_must_make_sense(clients, endpoint):
    for split in ({"1": 100}, {"1": 50}):
        changed = {"name": endpoint.name, "traffic_split": split}
        with pytest.raises(exceptions.BadRequest):
            clients.endpoints.update_endpoint(
                {"endpoint": changed, "update_mask": {"paths": ["traffic_split"]}}
            )


def test_undeploying_what_is_not_there_is_not_found(clients, endpoint):
    with pytest.raises(exceptions.NotFound):
        undeploy(clients, endpoint, "123")


@pytest.fixture
def mutate(clients, endpoint):
    """Change a deployed model of the endpoint and return the operation's response."""

    def mutate(deployed_id, *paths, **resources):
        request = {
            "endpoint": endpoint.name,
            "deployed_model": {"id": deployed_id, "dedicated_resources": resources},
            "update_mask": {"paths": list(paths)},
        }
        return clients.endpoints.mutate_deployed_model(request).result()

    return mutate


def test_the_replicas_of_a_deployed_model_are_changed(clients, endpoint, model, deploy, mutate, predict):
    deployed = deploy(endpoint, model, {"0": 100}).result().deployed_model
    low, high = "dedicated_resources.min_replica_count", "dedicated_resources.max_replica_count"
    changed = mutate(deployed.id, low, high, min_replica_count=2, max_replica_count=5).deployed_model
    counts = changed.dedicated_resources
    assert (counts.min_replica_count, counts.max_replica_count) == (2, 5)
    assert counts.machine_spec.machine_type == "n1-standard-2"
    assert now(clients, endpoint).deployed_models[0].dedicated_resources.max_replica_count == 5
    assert predict(endpoint.name, [[4.0]]).predictions[0] == pytest.approx(8)
    for paths, resources in (
        ([low], {"min_replica_count": 0}),
        ([high], {"max_replica_count": 1}),
        (["display_name"], {}),
        (["dedicated_resources.machine_spec"], {}),
        ([], {}),
    ):
        with pytest.raises(exceptions.BadRequest):
            mutate(deployed.id, *paths, **resources)
    with pytest.raises(exceptions.NotFound):
        mutate("404", low, min_replica_count=3)
    assert now(clients, endpoint).deployed_models[0].dedicated_resources.min_replica_count == 2


def test_a_stale_etag_is_refused_and_a_present_one_is_not(clients, endpoint):
    def update(name, etag):
        changed = {"name": endpoint.name, "display_name": name, "etag": etag}
        request = {"endpoint": changed, "update_mask": {"paths": ["display_name"]}}
        return clients.endpoints.update_endpoint(request).etag

    second = update("second", endpoint.etag)
    with pytest.raises(exceptions.Conflict, match="etag"):
        update("lost", endpoint.etag)
    update("third", second)
    assert now(clients, endpoint).display_name == "third"


def test_one_model_is_deployed_twice_and_each_is_taken_off_alone(clients, endpoint, model, deploy, predict):
    first = deploy(endpoint, model, {"0": 100}).result().deployed_model.id
    second = deploy(endpoint, model, {"0": 50, first: 50}).result().deployed_model.id
    answered = {predict(endpoint.name, [[1.0]]).deployed_model_id for _ in range(40)}
    assert answered == {first, second}
    refs = clients.models.get_model({"name": model.name}).deployed_models
    assert {ref.deployed_model_id for ref in refs if ref.endpoint == endpoint.name} == {first, second}
    undeploy(clients, endpoint, first, {second: 100})
    assert predict(endpoint.name, [[1.0]]).deployed_model_id == second
