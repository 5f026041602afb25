"""Options that Vertex AI refuses, and those of which the local cloud has nothing, stop before the launch."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.errors import InvalidInput, Unsupported
from services.settings import Target
from services.vertex.jobs.job_options import JobOptions
from services.workflows.job_options import require_options

LOCAL = Target("local", "project", "us-central1", "bucket", Path())
CLOUD = replace(LOCAL, kind="cloud")
GPU = {"accelerator_type": "NVIDIA_TESLA_T4", "accelerator_count": 1}


@pytest.mark.parametrize("target", [LOCAL, CLOUD])
@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"boot_disk_type": "floppy"}, "boot_disk_type_unknown"),
        ({"boot_disk_size_gb": 99}, "boot_disk_size"),
        ({"boot_disk_size_gb": 64_001}, "boot_disk_size"),
        ({"replica_count": 0}, "no_replica"),
        ({"accelerator_type": "NVIDIA_TESLA_T4"}, "accelerator_incomplete"),
        ({"accelerator_count": 1}, "accelerator_incomplete"),
        ({"service_account": "me@example.com"}, "service_account_invalid"),
        ({"timeout_seconds": 8 * 24 * 3600}, "timeout_too_long"),
        ({"scheduling_strategy": "LUCK"}, "strategy_unknown"),
    ],
)
def test_what_no_cloud_takes_is_refused(target: Target, options: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        require_options(target, JobOptions(**options))


@pytest.mark.parametrize(
    ("options", "code"), [(GPU, "accelerator_not_local"), ({"replica_count": 2}, "replicas_not_local")]
)
def test_what_the_local_cloud_has_not_is_refused_there_alone(options: dict[str, Any], code: str) -> None:
    with pytest.raises(Unsupported, match=code):
        require_options(LOCAL, JobOptions(**options))
    require_options(CLOUD, JobOptions(**options))


@pytest.mark.parametrize("target", [LOCAL, CLOUD])
def test_the_defaults_pass(target: Target) -> None:
    require_options(target, JobOptions())
