"""The environment decides the target, and a missing setting is named."""

import pytest

from services.errors import NotConfigured
from services.settings import read_target

CLOUD = {
    "LAUNCHPAD_TARGET": "cloud",
    "GOOGLE_CLOUD_PROJECT": "acme-ml",
    "GOOGLE_CLOUD_LOCATION": "europe-west4",
    "LAUNCHPAD_BUCKET": "gs://acme-launchpad/",
}


def test_without_the_switch_everything_stays_here_whatever_else_is_set() -> None:
    target = read_target({key: value for key, value in CLOUD.items() if key != "LAUNCHPAD_TARGET"})
    assert (target.kind, target.project, target.bucket) == ("local", "launchpad-local", "launchpad-local")


def test_the_switch_sends_calls_to_the_named_project_region_and_bucket() -> None:
    target = read_target(CLOUD)
    assert (target.kind, target.parent) == ("cloud", "projects/acme-ml/locations/europe-west4")
    assert target.uri("datasets/x") == "gs://acme-launchpad/datasets/x"
    assert target.state_dir is None


@pytest.mark.parametrize("name", sorted(set(CLOUD) - {"LAUNCHPAD_TARGET"}))
def test_a_missing_cloud_setting_is_named(name: str) -> None:
    with pytest.raises(NotConfigured) as caught:
        read_target({**CLOUD, name: " "})
    assert (caught.value.code, caught.value.parameters) == ("settings_missing", {"names": (name,)})


def test_an_unknown_target_is_refused() -> None:
    with pytest.raises(NotConfigured) as caught:
        read_target({"LAUNCHPAD_TARGET": "moon"})
    assert (caught.value.code, caught.value.parameters) == ("unknown_target", {"target": "moon"})
