"""Which images the local cloud stands in for."""

import pytest

from services.local_cloud.vertex.compute.images import (
    STAND_IN_LABEL,
    Images,
    is_other_version,
    is_prebuilt_serving,
    is_runnable,
    stand_in_warning,
    unrunnable_message,
    version_error,
)


@pytest.mark.parametrize("region", ["us", "europe", "asia"])
@pytest.mark.parametrize("purpose", ["training", "prediction"])
@pytest.mark.parametrize("tag", ["", ":latest"])
def test_googles_scikit_learn_images_of_the_installed_version_run(region, purpose, tag):
    assert is_runnable(f"{region}-docker.pkg.dev/vertex-ai/{purpose}/sklearn-cpu.1-6{tag}", purpose)


@pytest.mark.parametrize(
    "image",
    [
        "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-5:latest",
        "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest",
        "us-docker.pkg.dev/vertex-ai/training/tf-cpu.2-15:latest",
        "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest@evil",
        "evil.us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest",
        "gcr.io/my-project/my-image",
        "",
    ],
)
def test_no_other_image_runs_a_training(image):
    assert not is_runnable(image, "training")


def test_a_refusal_lists_the_images_that_run():
    sentence = unrunnable_message("gcr.io/x/y", "training")
    assert "gcr.io/x/y" in sentence
    assert "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest" in sentence


def test_a_serving_image_of_another_version_is_known_though_it_does_not_run():
    image = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-0:latest"
    assert is_prebuilt_serving(image)
    assert not is_runnable(image, "prediction")


@pytest.mark.parametrize(
    ("version", "fine"), [("1.6.0", True), ("1.6.1", True), ("1.5.2", False), ("1.60.0", False)]
)
def test_a_model_loads_where_the_minor_version_that_saved_it_is_the_images(version, fine):
    assert (version_error(version, "gs://b/m") is None) == fine


@pytest.mark.parametrize(
    ("image", "purpose", "known"),
    [
        ("us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-0:latest", "training", True),
        ("us-docker.pkg.dev/vertex-ai/training/scikit-learn-cpu.0-23:latest", "training", True),
        ("gcr.io/cloud-aiplatform/training/scikit-learn-cpu.0-23:latest", "training", True),
        ("eu.gcr.io/cloud-aiplatform/prediction/sklearn-cpu.0-22", "prediction", True),
        ("us-docker.pkg.dev/cloud-aiplatform/prediction/sklearn-cpu.0-23:20210101", "prediction", True),
        ("us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest", "training", False),
        ("us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-0:latest", "prediction", False),
        ("us-docker.pkg.dev/vertex-ai/prediction/xgboost-cpu.1-7:latest", "prediction", False),
        ("gcr.io/my-project/training/sklearn-cpu.1-0", "training", False),
    ],
)
def test_googles_older_images_are_known_by_all_their_names(image, purpose, known):
    assert is_other_version(image, purpose) == known
    assert Images(stand_in=True).stands_in(image, purpose) == known
    assert not Images().stands_in(image, purpose)
    labels = {}
    Images(stand_in=True).label(labels, image, purpose)
    assert labels == ({STAND_IN_LABEL: "scikit-learn_1-6"} if known else {})


OLD_TRAINING = "us-docker.pkg.dev/vertex-ai/training/scikit-learn-cpu.0-23:latest"
OLD_SERVING = "gcr.io/cloud-aiplatform/prediction/sklearn-cpu.0-22:latest"


@pytest.fixture(scope="module")
def standing_in(start_local_cloud_in, tmp_path_factory, clients_of):
    """Return a local cloud that stands in for images of other versions, with clients of its own."""
    with start_local_cloud_in(tmp_path_factory.mktemp("old") / "state", "--stand-in-images") as cloud:
        yield cloud, clients_of(cloud)


def warnings(cloud):
    from google.cloud import logging

    client = logging.Client(
        project="launchpad-local",
        credentials=cloud.credentials,
        _use_grpc=False,
        client_options={"api_endpoint": cloud.url},
    )
    return [entry.payload["message"] for entry in client.list_entries(filter_="severity=WARNING")]


def test_a_job_of_an_older_image_runs_with_a_warning(standing_in, parent, wait_for):
    cloud, clients = standing_in
    pool = {
        "machine_spec": {"machine_type": "n1-standard-4"},
        "replica_count": 1,
        "container_spec": {"image_uri": OLD_TRAINING, "command": ["python", "-c", "print('ran')"]},
    }
    job = {"display_name": "old", "labels": {"mine": "stays"}, "job_spec": {"worker_pool_specs": [pool]}}
    made = clients.jobs.create_custom_job({"parent": parent, "custom_job": job})
    assert dict(made.labels) == {"mine": "stays", STAND_IN_LABEL: "scikit-learn_1-6"}

    def has_succeeded():
        return clients.jobs.get_custom_job({"name": made.name}).state.name == "JOB_STATE_SUCCEEDED"

    wait_for(has_succeeded)
    assert stand_in_warning(OLD_TRAINING, "training") in warnings(cloud)


def test_a_model_of_an_older_image_serves_with_a_warning(standing_in, parent, multiplier, predict, patience):
    cloud, clients = standing_in
    bucket = cloud.storage().bucket("launchpad-local")
    bucket.blob("old/model.joblib").upload_from_string(multiplier(3.0))
    model = {
        "display_name": "old",
        "artifact_uri": "gs://launchpad-local/old",
        "container_spec": {"image_uri": OLD_SERVING},
    }
    made = clients.models.upload_model({"parent": parent, "model": model}).result(timeout=patience)
    stored = clients.models.get_model({"name": made.model})
    assert stored.labels[STAND_IN_LABEL] == "scikit-learn_1-6"
    endpoint = clients.endpoints.create_endpoint(
        {"parent": parent, "endpoint": {"display_name": "old"}}
    ).result(timeout=patience)
    deployed = {
        "model": stored.name,
        "dedicated_resources": {"machine_spec": {"machine_type": "n1-standard-2"}, "min_replica_count": 1},
    }
    clients.endpoints.deploy_model(
        {"endpoint": endpoint.name, "deployed_model": deployed, "traffic_split": {"0": 100}}
    ).result(timeout=patience)
    assert list(predict(endpoint.name, [[2.0]], clients).predictions) == pytest.approx([6.0])
    assert stand_in_warning(OLD_SERVING, "prediction") in warnings(cloud)
