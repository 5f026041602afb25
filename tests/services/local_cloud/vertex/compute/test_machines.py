"""Which machine specs Vertex AI takes."""

import pytest

from services.local_cloud.http.proto_json import from_json
from services.local_cloud.vertex.compute.machines import machine_error, training_machine_error
from services.local_cloud.vertex.kernel.messages import message_type

MachineSpec = message_type("MachineSpec")


def fault(**spec):
    return machine_error(from_json(spec, MachineSpec()))


@pytest.mark.parametrize(
    "spec",
    [
        {"machineType": "n1-standard-4"},
        {"machineType": "e2-standard-2"},
        {"machineType": "n1-standard-4", "acceleratorType": "NVIDIA_TESLA_T4", "acceleratorCount": 1},
        {"machineType": "g2-standard-4", "acceleratorType": "NVIDIA_L4", "acceleratorCount": 1},
        {"machineType": "a2-highgpu-1g", "acceleratorType": "NVIDIA_TESLA_A100", "acceleratorCount": 1},
    ],
)
def test_what_google_has_is_accepted(spec):
    assert fault(**spec) is None


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ({}, "A machine type is required"),
        ({"machineType": "n1-standard-3"}, '"n1-standard-3" is not supported'),
        ({"machineType": "N1-STANDARD-4"}, "is not supported"),
        (
            {"machineType": "e2-standard-4", "acceleratorType": "NVIDIA_TESLA_T4", "acceleratorCount": 1},
            "It takes these: none",
        ),
        (
            {"machineType": "n1-standard-4", "acceleratorType": "NVIDIA_L4", "acceleratorCount": 1},
            "NVIDIA_TESLA_T4",
        ),
        (
            {"machineType": "n1-standard-4", "acceleratorType": "NVIDIA_TESLA_T4", "acceleratorCount": 3},
            "Valid counts: 1, 2, 4",
        ),
        ({"machineType": "n1-standard-4", "acceleratorType": "NVIDIA_TESLA_T4"}, "Valid counts"),
        (
            {"machineType": "n1-standard-4", "acceleratorType": "NVIDIA_TESLA_K80", "acceleratorCount": 1},
            "no longer available",
        ),
        ({"machineType": "n1-standard-4", "acceleratorCount": 1}, "without an accelerator_type"),
    ],
)
def test_what_google_has_not_is_refused_with_the_reason(spec, reason):
    assert reason in fault(**spec)


@pytest.mark.parametrize("name", ["n1-standard-2", "e2-highcpu-8", "n1-standard-3"])
def test_what_only_serves_does_not_train(name):
    assert f'"{name}" is not supported' in training_machine_error(
        from_json({"machineType": name}, MachineSpec())
    )


def test_the_smallest_training_machine_trains():
    assert training_machine_error(from_json({"machineType": "n1-standard-4"}, MachineSpec())) is None
