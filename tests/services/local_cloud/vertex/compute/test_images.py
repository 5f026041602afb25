"""Which images the local cloud stands in for."""

import pytest

from services.local_cloud.vertex.compute.images import (
    is_prebuilt_serving,
    is_runnable,
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
