"""A file system without a byte left: errors in Google's shape, nothing lost, and on it goes with room."""

import os
import subprocess

import pytest
import requests

BUCKET = "/storage/v1/b/launchpad-local"
ENDPOINTS = "/v1/projects/launchpad-local/locations/us-central1/endpoints"
CHUNK = 256 * 1024


@pytest.fixture
def disk(tmp_path):
    """A file system of 16 MB in which the state directory lies."""
    folder = tmp_path / "state"
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(options, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command to make a small file system with")
    if mounted.returncode != 0:
        pytest.skip(f"a small file system can't be mounted: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


class Caller:
    """Sends plain requests to a local cloud and keeps what it acknowledged."""

    def __init__(self, cloud):
        self._cloud = cloud
        self._session = requests.Session()
        self._session.headers["authorization"] = f"Bearer {cloud.token}"

    def __call__(self, method, path, **more):
        return self._session.request(method, self._cloud.url + path, timeout=60, **more)

    def put(self, name, content):
        """Write an object."""
        return self("POST", f"/upload{BUCKET}/o?uploadType=media&name={name}", data=content)

    def create(self, text):
        """Create an endpoint whose description is a text, and return the reply."""
        return self("POST", ENDPOINTS, json={"displayName": "e", "description": text})

    def close(self):
        self._session.close()


@pytest.fixture
def caller_of():
    """Return a caller of a local cloud; all are closed when the test ends."""
    callers = []

    def caller_of(cloud):
        callers.append(Caller(cloud))
        return callers[-1]

    yield caller_of
    for caller in callers:
        caller.close()


def assert_told(reply):
    """A refusal for want of room has Google's shape and names the disk."""
    error = reply.json()["error"]
    assert (reply.status_code, error["code"]) == (507, 507)
    assert "is full" in error["message"]


def test_a_full_disk_loses_nothing_and_works_again_when_there_is_room(disk, start_local_cloud, caller_of):
    with start_local_cloud(state_dir=disk) as cloud:
        call = caller_of(cloud)
        objects, endpoints = fill(call)
        assert os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize < 100_000
        assert_whole(call, objects, endpoints)
        gone = [name for name in objects if name.startswith("o")][:6]
        for name in gone:
            assert call("DELETE", f"{BUCKET}/o/{name}").status_code == 204
            del objects[name]
        objects["after"] = os.urandom(CHUNK)
        assert call.put("after", objects["after"]).status_code == 200
        endpoints[created(call.create("after"))] = "after"
        assert_whole(call, objects, endpoints)
    with start_local_cloud(state_dir=disk) as cloud:
        assert_whole(caller_of(cloud), objects, endpoints)


def fill(call):
    """Write smaller and smaller objects and resources until nothing more is taken; return what was."""
    objects, endpoints = {}, {}
    for size in (CHUNK, 16 * 1024, 1024):
        for number in range(200):
            name, content = f"o{size}-{number}", os.urandom(size)
            reply = call.put(name, content)
            if reply.status_code != 200:
                assert_told(reply)
                break
            objects[name] = content
    for size in (50_000, 1_000, 1):
        for _number in range(200):
            text = os.urandom(size // 2).hex()
            reply = call.create(text)
            if reply.status_code != 200:
                assert_told(reply)
                break
            endpoints[created(reply)] = text
    return objects, endpoints


def created(reply):
    """Return the name of the endpoint that a reply's operation made."""
    assert reply.status_code == 200, reply.text
    return reply.json()["name"].split("/operations/")[0]


def assert_whole(call, objects, endpoints):
    """Everything acknowledged is there as it was sent, and nothing else."""
    listed = call("GET", f"{BUCKET}/o").json().get("items", [])
    assert {each["name"] for each in listed} == objects.keys()
    for name, content in objects.items():
        assert call("GET", f"{BUCKET}/o/{name}?alt=media").content == content
    found = call("GET", f"{ENDPOINTS}?pageSize=100").json()
    assert {each["name"] for each in found.get("endpoints", [])} == endpoints.keys()
    for name, text in endpoints.items():
        assert call("GET", f"/v1/{name}").json().get("description", "") == text


def test_a_resumable_upload_that_met_a_full_disk_goes_on_where_it_stopped(disk, start_local_cloud, caller_of):
    with start_local_cloud(state_dir=disk) as cloud:
        call = caller_of(cloud)
        assert call.put("in-the-way", bytes(8 * 1024**2)).status_code == 200
        content = os.urandom(10 * 1024**2)
        begun = call("POST", f"/upload{BUCKET}/o?uploadType=resumable&name=large", data=b"{}")
        place = begun.headers["location"].removeprefix(cloud.url)
        whole = {"content-range": f"bytes 0-{len(content) - 1}/{len(content)}"}
        assert_told(call("PUT", place, data=content, headers=whole))
        asked = call("PUT", place, headers={"content-range": f"bytes */{len(content)}"})
        assert asked.status_code == 308
        received = int(asked.headers["range"].rsplit("-", 1)[1]) + 1 if "range" in asked.headers else 0
        assert received < len(content)
        assert call("DELETE", f"{BUCKET}/o/in-the-way").status_code == 204
        rest = {"content-range": f"bytes {received}-{len(content) - 1}/{len(content)}"}
        assert call("PUT", place, data=content[received:], headers=rest).status_code == 200
        assert call("GET", f"{BUCKET}/o/large?alt=media").content == content
