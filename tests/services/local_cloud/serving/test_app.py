"""What a serving process answers, as the prebuilt scikit-learn image does."""

import asyncio
import json

import numpy as np
import pytest

from services.local_cloud.serving.app import answer
from services.local_cloud.serving.batches import Batches


def answered(predict, body):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    reply = asyncio.run(answer(Batches(predict, max_waiting=1000), content))
    return reply.status_code, json.loads(reply.body)


def test_predictions_are_what_predict_returns_for_the_array_of_instances():
    seen = []

    def predict(instances):
        seen.append(instances)
        return instances.sum(axis=1)

    assert answered(predict, {"instances": [[1, 2], [3, 4]]}) == (200, {"predictions": [3, 7]})
    assert isinstance(seen[0], np.ndarray)


def test_dict_instances_arrive_as_an_array_of_objects():
    assert answered(lambda rows: [row["text"] for row in rows], {"instances": [{"text": "안녕"}]}) == (
        200,
        {"predictions": ["안녕"]},
    )


def test_what_predict_raises_is_a_400_with_its_words(capsys):
    def predict(_instances):
        raise ValueError("could not convert string to float: 'x'")

    status, body = answered(predict, {"instances": [["x"]]})
    assert status == 400
    words = "could not convert string to float: 'x'"
    assert body == {"error": f"Prediction failed: Exception during sklearn prediction: {words}"}
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b'{"rows": []}', b"null"])
def test_what_is_no_request_is_a_400(body):
    status, reply = answered(lambda rows: rows, body)
    assert status == 400
    assert "instances" in reply["error"]


@pytest.mark.parametrize("prediction", [float("nan"), float("inf"), object()])
def test_a_prediction_that_is_no_json_is_a_500(prediction):
    status, reply = answered(lambda _rows: [prediction], {"instances": [1]})
    assert status == 500
    assert "can't be written as JSON" in reply["error"]


def test_more_than_may_wait_is_a_429():
    status, reply = answered(lambda rows: rows, {"instances": ["x" * 2000]})
    assert (status, reply) == (429, {"error": "Too many requests wait for the model."})
