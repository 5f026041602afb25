"""Every refusal before or after a call to the cloud has its text."""

import pytest

from services.text.messages.errors.cloud import vertex
from services.text.messages.errors.registry import TEXTS

SAMPLES = {
    "local_cloud_not_ready": {},
    "no_credentials": {},
    "wrong_resource": {"requested": "1", "received": "2"},
    "no_bucket": {"bucket": "my-bucket"},
    "too_many_objects_match": {"limit": 1000},
    "too_many_objects_listed": {"prefix": "gs://b/p", "limit": 20_000},
    "dataset_name_length": {"limit": 128},
    "dataset_name_taken": {"name": "Churn"},
    "no_model_artifacts": {"model": "Churn"},
    "traffic_split_not_100": {"total": 99},
    "no_instances": {},
    "instance_not_json": {},
    "request_too_large": {"size": 1_600_000, "limit": 1_500_000},
    "no_predictions": {},
}


def test_the_samples_are_of_all_texts() -> None:
    assert {code for code, text in TEXTS.items() if text.__module__ == vertex.__name__} == SAMPLES.keys()


@pytest.mark.parametrize("code", SAMPLES)
def test_a_text_names_its_parameters_and_what_to_do(code: str) -> None:
    text = TEXTS[code](**SAMPLES[code])
    assert text.hint
    assert all(value in text.message for value in SAMPLES[code].values() if isinstance(value, str))


def test_numbers_are_readable() -> None:
    assert "20,000" in TEXTS["too_many_objects_listed"](prefix="gs://b/p", limit=20_000).message
    text = TEXTS["request_too_large"](size=1_600_000, limit=1_500_000)
    assert ("1.60 MB" in text.message, "1.5 MB" in text.message) == (True, True)
