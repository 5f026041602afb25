"""Many callers change one endpoint at once: no update is lost, and none is half done."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

LOCATION = "/v1/projects/launchpad-local/locations/us-central1"


@pytest.fixture
def client(local_cloud):
    """Return a function that sends a request on the session of the present thread."""
    sessions = threading.local()

    def send(verb, path, **more):
        if not hasattr(sessions, "session"):
            sessions.session = requests.Session()
            sessions.session.trust_env = False
            sessions.session.headers["authorization"] = f"Bearer {local_cloud.token}"
            opened.append(sessions.session)
        return sessions.session.request(verb, local_cloud.url + path, timeout=60, **more)

    opened = []
    yield send
    for session in opened:
        session.close()


def change_label(client, path, key, change):
    """Read, change and write a label under its etag, again and again until no other came between."""
    while True:
        endpoint = client("GET", path).json()
        labels = endpoint.get("labels", {})
        labels[key] = str(change(int(labels.get(key, "0"))))
        document = {"labels": labels, "etag": endpoint["etag"]}
        reply = client("PATCH", f"{path}?updateMask=labels", json=document)
        if reply.status_code == 200:
            return
        assert (reply.status_code, reply.json()["error"]["status"]) == (409, "ABORTED")


@pytest.mark.parametrize(
    ("count", "at_once"), [(100, 12), pytest.param(1000, 50, marks=pytest.mark.soak)], ids=["short", "soak"]
)
def test_no_label_is_lost_though_many_patch_one_endpoint_at_once(client, endpoint, count, at_once):
    path = f"/v1/{endpoint.name}"

    def work(number):
        change_label(client, path, f"of-{number % 5}", lambda value: value + 1)
        # Another field without an etag: it must not undo a label.
        reply = client("PATCH", f"{path}?updateMask=description", json={"description": str(number)})
        assert reply.status_code == 200

    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(work, range(count)))
    labels = client("GET", path).json()["labels"]
    assert sum(int(value) for value in labels.values()) == count
    assert labels == {f"of-{part}": str(count // 5) for part in range(5)}


def test_models_come_and_go_while_labels_change_and_nothing_is_lost(
    client, endpoint, upload, artifact, deploy
):
    path = f"/v1/{endpoint.name}"
    model = upload(artifact(2))
    stop = threading.Event()
    counted = []

    def label(worker):
        while not stop.is_set():
            change_label(client, path, f"of-{worker}", lambda value: value + 1)
            counted.append(worker)

    with ThreadPoolExecutor(4) as pool:
        labelling = [pool.submit(label, worker) for worker in range(3)]
        try:
            operations = [deploy(endpoint, model) for _number in range(3)]
            deployed = [each.result(timeout=60).deployed_model.id for each in operations]
            document = {"deployedModelId": deployed[0]}
            assert client("POST", f"{path}:undeployModel", json=document).status_code == 200
        finally:
            stop.set()
        for each in labelling:
            each.result()
    present = client("GET", path).json()
    assert {each["id"] for each in present["deployedModels"]} == set(deployed[1:])
    assert present["labels"] == {f"of-{worker}": str(counted.count(worker)) for worker in range(3)}
    registered = client("GET", f"/v1/{model.name}@{model.version_id}").json()["deployedModels"]
    assert {each["deployedModelId"] for each in registered} == set(deployed[1:])


def test_one_of_many_callers_gets_a_chosen_name_and_one_deletion_succeeds(client):
    name = f"only-one-{random.getrandbits(30)}"

    def create(_number):
        document = {"displayName": "one"}
        return client("POST", f"{LOCATION}/endpoints?endpointId={name}", json=document).status_code

    def delete(_number):
        return client("DELETE", f"{LOCATION}/endpoints/{name}").status_code

    with ThreadPoolExecutor(10) as pool:
        assert sorted(pool.map(create, range(10))) == [200] + [409] * 9
        assert sorted(pool.map(delete, range(10))) == [200] + [404] * 9
