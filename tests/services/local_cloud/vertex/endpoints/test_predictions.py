"""Predictions: what goes to the model and back, and every way in which it can't."""

import concurrent.futures
import os
import signal
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from google.api_core import exceptions
from requests import Session
from requests.adapters import HTTPAdapter


@pytest.fixture(scope="module")
def online(clients, parent, upload, artifact, deploy):
    """An endpoint with a model that doubles numbers."""
    endpoint = clients.endpoints.create_endpoint(
        {"parent": parent, "endpoint": {"display_name": "on"}}
    ).result()
    deployed = deploy(endpoint, upload(artifact(2)), {"0": 100}).result().deployed_model
    yield endpoint
    request = {"endpoint": endpoint.name, "deployed_model_id": deployed.id}
    clients.endpoints.undeploy_model(request).result()


def test_a_reply_names_the_model_and_has_its_predictions(clients, online, predict):
    reply = predict(online.name, [[1.5], [2]])
    assert list(reply.predictions) == pytest.approx([3, 4])
    [deployed] = clients.endpoints.get_endpoint({"name": online.name}).deployed_models
    assert reply.deployed_model_id == deployed.id
    assert (reply.model, reply.model_version_id, reply.model_display_name) == (deployed.model, "1", "a model")


def test_what_the_model_raises_is_a_400_in_its_words(online, predict):
    with pytest.raises(exceptions.BadRequest, match="Prediction failed: Exception during sklearn prediction"):
        predict(online.name, [["a word"]])


def test_many_callers_get_their_own_answers(online, predict):
    def ask(number):
        return predict(online.name, [[float(number)]]).predictions[0]

    with concurrent.futures.ThreadPoolExecutor(8) as callers:
        assert list(callers.map(ask, range(80))) == pytest.approx([2 * number for number in range(80)])


def test_a_bad_row_fails_alone_among_many_callers(online, predict):
    def ask(number):
        try:
            return predict(online.name, [["a word" if number % 5 == 0 else number]]).predictions[0]
        except exceptions.BadRequest as error:
            return "Prediction failed" in error.message

    with concurrent.futures.ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(ask, range(80)))
    assert answers == [True if number % 5 == 0 else pytest.approx(2 * number) for number in range(80)]


def test_callers_who_hang_up_do_no_harm_to_others(local_cloud, online, predict):
    body = b'{"instances": [[1]]}'
    head = (
        f"POST /v1/{online.name}:predict HTTP/1.1\r\nhost: 127.0.0.1\r\n"
        f"authorization: Bearer {local_cloud.token}\r\ncontent-length: {len(body)}\r\n\r\n"
    ).encode()
    place = urlsplit(local_cloud.url)

    def ask(number):
        if number % 3:
            return predict(online.name, [[number]]).predictions[0]
        with socket.create_connection((place.hostname, place.port)) as connection:
            connection.sendall(head + body)
        return 2 * number

    with concurrent.futures.ThreadPoolExecutor(8) as callers:
        assert list(callers.map(ask, range(60))) == pytest.approx([2 * number for number in range(60)])


@pytest.mark.local("it narrows its own serving code's queue")
def test_more_than_may_wait_for_a_model_is_a_429_of_googles_shape(
    call, endpoint, upload, store, evaluated, deploy, predict
):
    # 64 MB may wait for a model; in the process of this one it is 100 bytes.
    narrow = """(lambda batches: (
        batches.Batches.__init__.__defaults__[1] == batches.MAX_WAITING
        and setattr(batches.Batches.__init__, "__defaults__", (batches.MAX_ROWS, 100)),
        type("Model", (), {"predict": lambda self, rows: [1] * len(rows)})(),
    )[1])(__import__("services.local_cloud.serving.batches", fromlist=["batches"]))"""
    deploy(endpoint, upload(store(model__joblib=evaluated(narrow))), {"0": 100}).result()
    assert list(predict(endpoint.name, [[1]]).predictions) == [1]
    with pytest.raises(exceptions.TooManyRequests, match="Too many requests wait for the model"):
        predict(endpoint.name, [["x" * 100]])
    reply = call("POST", f"/v1/{endpoint.name}:predict", json={"instances": [["x" * 100]]})
    error = reply.json()["error"]
    assert (reply.status_code, error["code"], error["status"]) == (429, 429, "RESOURCE_EXHAUSTED")
    assert list(predict(endpoint.name, [[1]]).predictions) == [1]


def test_a_request_over_1_5_mb_is_refused(call, online):
    body = {"instances": [["x" * 1_500_000]]}
    reply = call("POST", f"/v1/{online.name}:predict", json=body)
    assert (reply.status_code, reply.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert "1.500MB" in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"instances": []}',
        '{"instances": 1}',
        '{"instances": [1], "x": 1}',
        '{"instances": [NaN]}',
    ],
)
def test_what_is_no_request_is_refused(call, online, body):
    reply = call("POST", f"/v1/{online.name}:predict", data=body)
    assert (reply.status_code, reply.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")


def raw(call, endpoint, body):
    return call(
        "POST", f"/v1/{endpoint.name}:rawPredict", data=body, headers={"content-type": "application/json"}
    )


def test_a_raw_request_reaches_the_model_as_it_is_and_its_answer_the_caller(call, clients, online):
    reply = raw(call, online, b'{"instances": [[1.5]], "more": "which Predict would refuse"}')
    assert reply.json() == {"predictions": pytest.approx([3])}
    assert reply.headers["content-type"].startswith("application/json")
    [deployed] = clients.endpoints.get_endpoint({"name": online.name}).deployed_models
    assert reply.headers["x-vertex-ai-deployed-model-id"] == deployed.id
    assert reply.headers["x-vertex-ai-endpoint-id"] == online.name.rsplit("/", 1)[-1]


class _ToLocalCloud(HTTPAdapter):
    """Sends to the local cloud what the SDK sends to Google, whatever its api_endpoint is."""

    def __init__(self, url):
        super().__init__()
        self._url = url

    def send(self, request, *arguments, **options):
        request.url = self._url + request.url.partition("aiplatform.googleapis.com")[2]
        return super().send(request, *arguments, **options)


def test_the_sdk_predicts_alike_by_predict_and_by_raw_predict(sdk, online, local_cloud):
    endpoint = sdk.Endpoint(online.name)
    endpoint.authorized_session = Session()
    endpoint.authorized_session.headers["authorization"] = f"Bearer {local_cloud.token}"
    endpoint.authorized_session.mount("https://", _ToLocalCloud(local_cloud.url))
    plain = endpoint.predict(instances=[[1.5]])
    raw_one = endpoint.predict(instances=[[1.5]], use_raw_predict=True)
    for field in ("predictions", "deployed_model_id", "model_resource_name", "model_version_id"):
        assert getattr(raw_one, field) == getattr(plain, field)
    assert plain.model_version_id == "1"


def test_a_raw_request_that_the_model_refuses_or_that_is_too_large_is_a_400(call, online):
    for body in (b"not JSON", b'{"instances": [["a word"]]}', b"x" * 1_500_001):
        reply = raw(call, online, body)
        assert (reply.status_code, reply.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_an_endpoint_that_is_not_there_is_not_found(predict, parent):
    with pytest.raises(exceptions.NotFound):
        predict(f"{parent}/endpoints/404", [1])


@pytest.mark.local("it looks for processes of this machine")
def test_a_serving_process_is_closed_to_everyone_but_the_local_cloud(online):
    import requests

    [process] = serving_processes(online)
    environment = dict(
        entry.split("=", 1)
        for entry in Path(f"/proc/{process}/environ").read_text().split("\0")
        if "=" in entry
    )
    url = f"http://127.0.0.1:{environment['AIP_HTTP_PORT']}"
    route = environment["AIP_PREDICT_ROUTE"]
    assert requests.get(url + environment["AIP_HEALTH_ROUTE"], timeout=10).status_code == 401
    assert requests.post(url + route, json={"instances": [[1]]}, timeout=10).status_code == 401
    assert environment["AIP_DEPLOYED_MODEL_ID"] in route
    assert environment["AIP_ENDPOINT_ID"] == online.name.rsplit("/", 1)[-1]


@pytest.mark.local("it kills a process of this machine")
def test_a_crashed_serving_process_is_started_again(online, predict, wait_for):
    [process] = serving_processes(online)
    os.kill(process, signal.SIGKILL)
    wait_for(lambda: process not in serving_processes(online))

    def answers():
        try:
            return predict(online.name, [[4]]).predictions
        except exceptions.ServiceUnavailable:
            return None  # the one answer that is allowed meanwhile

    assert list(wait_for(answers)) == pytest.approx([8])
    assert serving_processes(online) != [process]


def serving_processes(endpoint):
    """Return the process ids of an endpoint's serving programs; their keepers are not among them."""
    mark = f"AIP_ENDPOINT_ID={endpoint.name.rsplit('/', 1)[-1]}"
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                arguments = (entry / "cmdline").read_text().split("\0")
                environment = (entry / "environ").read_text()
            except OSError:
                continue
            serves = arguments[1:3] == ["-m", "services.local_cloud.serving"]
            if serves and mark in environment.split("\0"):
                found.append(int(entry.name))
    return found
