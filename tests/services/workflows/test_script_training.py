"""No run of own code starts that is sure to fail."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.errors import InvalidInput, Refused, Unsupported
from services.pricing import catalogue
from services.settings import LIMITS, Target
from services.vertex import training
from services.vertex.jobs.job_options import JobOptions
from services.vertex.scripts.script import Container, Package, Script, ScriptRequest
from services.workflows.script_training import launch, require_launchable

LOCAL = Target("local", "project", "us-central1", "bucket", Path())
REQUEST = ScriptRequest("At the gate", Script("print(1)"), catalogue().training_image, "n1-standard-4")
OWN_IMAGE = "europe-docker.pkg.dev/my-project/images/trainer:1.2"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"display_name": " "}, "run_without_name"),
        ({"code": Script("")}, "script_empty"),
        ({"code": Script("def")}, "script_not_python"),
        ({"code": Script("#" * (LIMITS.script_bytes + 1))}, "script_too_large"),
        ({"code": Package("trainer.exe", b"x", "trainer.task")}, "package_kind_unknown"),
        ({"code": Package("trainer.whl", b"", "trainer.task")}, "package_kind_unknown"),
        ({"code": Package("trainer.whl", b"x", "trainer task")}, "module_invalid"),
        ({"code": Package("trainer.whl", b"x", "")}, "module_invalid"),
        ({"code": Container(), "training_image": "no image"}, "image_invalid"),
        ({"training_image": ""}, "image_invalid"),
        ({"serving_image": "no image"}, "image_invalid"),
        ({"options": JobOptions(boot_disk_size_gb=1)}, "boot_disk_size"),
    ],
)
@pytest.mark.parametrize("kind", ["local", "cloud"])
def test_what_fails_anywhere_is_refused(changes: dict[str, Any], code: str, kind: Any) -> None:
    with pytest.raises(InvalidInput, match=code):
        require_launchable(replace(LOCAL, kind=kind), replace(REQUEST, **changes))


def test_a_package_has_a_limit_of_its_own() -> None:
    large = replace(REQUEST, code=Package("trainer.whl", b"12345", "trainer.task"))
    with pytest.raises(InvalidInput, match="package_too_large"):
        require_launchable(LOCAL, large, replace(LIMITS, package_bytes=4))
    require_launchable(LOCAL, large, replace(LIMITS, package_bytes=5))


def test_an_own_image_is_refused_where_there_are_no_containers() -> None:
    request = replace(REQUEST, code=Container(("python", "-m", "trainer")), training_image=OWN_IMAGE)
    with pytest.raises(Unsupported, match="image_not_local"):
        require_launchable(LOCAL, request)
    require_launchable(replace(LOCAL, kind="cloud"), request)


def test_what_passes_the_gate_is_asked_of_the_cloud(here: Target) -> None:
    before = training.list_runs(here)
    with pytest.raises(Refused, match="no-such-machine"):
        launch(here, replace(REQUEST, machine_type="no-such-machine"))
    assert training.list_runs(here) == before
