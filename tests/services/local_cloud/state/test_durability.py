"""Acknowledged means kept: whatever the moment at which the process is killed or the disk is full."""

import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest
import requests

from services.settings import ROOT
from tests.polling import wait_until

PARENT = "projects/launchpad-local/locations/us-central1"


@pytest.mark.parametrize(
    ("seed", "rounds"), [(1, 20), pytest.param(2, 1000, marks=pytest.mark.soak)], ids=["short", "soak"]
)
def test_the_state_layer_keeps_what_it_acknowledged_through_any_kill(tmp_path, seed, rounds):
    program = Path(__file__).with_name("kill_rounds.py")
    answer = subprocess.run(
        [sys.executable, str(program), str(tmp_path / "state"), str(seed), str(rounds)],
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        check=False,
        timeout=1800,
    )
    assert answer.returncode == 0, answer.stderr.decode()
    found = json.loads(answer.stdout)
    assert found["faults"] == []
    assert found["acknowledged"] > rounds


# A local cloud that is killed once a blob is in its place, before the commit that refers to it.
KILLED_THERE = """
import os, signal, sys
from services.local_cloud.__main__ import main
from services.local_cloud.state.blobs import Blobs
keep = Blobs.keep
def keep_and_die(self, writer):
    keep(self, writer)
    os.kill(os.getpid(), signal.SIGKILL)
Blobs.keep = keep_and_die
main(sys.argv[1:])
"""
UPLOAD = "/upload/storage/v1/b/launchpad-local/o"
FIRST, LAST = bytes(range(256)) * 1024, b"the end"


@pytest.fixture
def killed_there(tmp_path):
    """Start such a local cloud and return its state, its address and the headers of its owner."""
    state = tmp_path / "state"
    command = [sys.executable, "-c", KILLED_THERE, "--port", "0", "--state-dir", str(state)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().split()[-1]
        token = (state / "token").read_text().strip()
        yield state, address, {"authorization": f"Bearer {token}"}
        process.kill()  # where a test failed before it killed itself


def test_a_kill_between_blob_and_commit_keeps_what_a_resumable_upload_acknowledged(
    killed_there, start_local_cloud
):
    state, address, owner = killed_there
    begun = requests.post(
        f"{address}{UPLOAD}?uploadType=resumable&name=large", headers=owner, json={}, timeout=30
    )
    location, total = begun.headers["location"], len(FIRST) + len(LAST)
    ranged = owner | {"content-range": f"bytes 0-{len(FIRST) - 1}/{total}"}
    first = requests.put(location, FIRST, headers=ranged, timeout=30)
    assert (first.status_code, first.headers["range"]) == (308, f"bytes=0-{len(FIRST) - 1}")
    rest = owner | {"content-range": f"bytes {len(FIRST)}-{total - 1}/{total}"}
    with pytest.raises(requests.ConnectionError):
        requests.put(location, LAST, headers=rest, timeout=30)
    with start_local_cloud() as again:
        asked = {"authorization": f"Bearer {again.token}", "content-range": f"bytes */{total}"}
        resumed = requests.put(location.replace(address, again.url), headers=asked, timeout=30)
        assert (resumed.status_code, resumed.json()["size"]) == (200, str(total))
        bucket = again.storage().bucket("launchpad-local")
        assert bucket.blob("large").download_as_bytes() == FIRST + LAST
    assert list((state / "blobs" / "incoming").iterdir()) == []


def test_a_kill_between_blob_and_commit_leaves_nothing_of_a_simple_upload(killed_there, start_local_cloud):
    state, address, owner = killed_there
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{address}{UPLOAD}?uploadType=media&name=small", LAST, headers=owner, timeout=30)
    with start_local_cloud() as again:
        assert not again.storage().bucket("launchpad-local").blob("small").exists()
    assert [path for path in (state / "blobs").rglob("*") if path.is_file()] == []


class Writers:
    """Writes objects and endpoints until the server is gone, and remembers what was acknowledged."""

    def __init__(self, cloud, kept):
        self._cloud = cloud
        self.kept = kept
        self.asked = {}
        self.count = 0
        self._threads = [Thread(target=self._work, args=(number,)) for number in range(3)]
        for thread in self._threads:
            thread.start()

    def join(self):
        for thread in self._threads:
            thread.join()

    def _work(self, worker):
        with requests.Session() as session:
            session.trust_env = False
            session.headers["authorization"] = f"Bearer {self._cloud.token}"
            for number in range(100_000):
                key, value = f"k{worker}-{number % 5}", f"v{random.getrandbits(64):x}"
                self.asked[key] = value
                try:
                    done = self._put_object if worker else self._put_label
                    assert done(session, key, value)
                except requests.RequestException:
                    return
                self.kept[key] = value
                self.count += 1

    def _put_object(self, session, key, value):
        url = f"{self._cloud.url}/upload/storage/v1/b/launchpad-local/o?uploadType=media&name={key}"
        return session.post(url, data=value * 2000, timeout=30).status_code == 200

    def _put_label(self, session, key, value):
        url = f"{self._cloud.url}/v1/{PARENT}/endpoints/{key}"
        document = {"displayName": value}
        if session.get(url, timeout=30).status_code == 404:
            place = f"{self._cloud.url}/v1/{PARENT}/endpoints?endpointId={key}"
            return session.post(place, json=document, timeout=30).status_code == 200
        return session.patch(f"{url}?updateMask=displayName", json=document, timeout=30).status_code == 200


def found_in(cloud):
    headers = {"authorization": f"Bearer {cloud.token}"}
    reply = requests.get(f"{cloud.url}/v1/{PARENT}/endpoints", headers=headers, timeout=30).json()
    found = {each["name"].rpartition("/")[2]: each["displayName"] for each in reply.get("endpoints", [])}
    with cloud.storage() as client:
        for blob in client.list_blobs("launchpad-local"):
            text = blob.download_as_text()
            found[blob.name] = text[: len(text) // 2000]
            assert text == found[blob.name] * 2000
    return found


@pytest.mark.parametrize(
    ("seed", "rounds"), [(1, 2), pytest.param(2, 50, marks=pytest.mark.soak)], ids=["short", "soak"]
)
def test_the_server_keeps_what_it_acknowledged_through_any_kill(start_local_cloud, seed, rounds):
    chance = random.Random(seed)  # noqa: S311 - a run that can be repeated
    kept, asked = {}, {}
    for _round in range(rounds):
        with start_local_cloud() as cloud:
            found = found_in(cloud)
            for key in kept.keys() | asked.keys() | found.keys():
                assert found.get(key) in {kept.get(key), asked.get(key)}, key
            writers = Writers(cloud, dict(found))
            wait_until(lambda writers=writers: writers.count >= 5, pause=0.002)
            time.sleep(chance.random() * 0.4)
            cloud.process.kill()
            writers.join()
            cloud.process.wait()
            kept, asked = writers.kept, writers.asked
    with start_local_cloud() as cloud:
        found = found_in(cloud)
        for key, value in kept.items():
            assert found.get(key) in {value, asked[key]}, key


def test_a_resumable_upload_goes_on_after_the_server_was_killed(start_local_cloud):
    piece, bucket = os.urandom(256 * 1024), "resumed"
    size = 3 * len(piece) + 5

    def send(cloud, part, content):
        headers = {"authorization": f"Bearer {cloud.token}", "content-range": f"bytes {part}/{size}"}
        return requests.put(cloud.url + place, data=content, headers=headers, timeout=30)

    with start_local_cloud() as cloud:
        blob = cloud.storage().create_bucket(bucket).blob("whole")
        place = blob.create_resumable_upload_session(size=size, checksum=None).removeprefix(cloud.url)
        assert send(cloud, f"0-{2 * len(piece) - 1}", piece * 2).status_code == 308
        cloud.process.kill()
        cloud.process.wait()
    with start_local_cloud() as cloud:
        asked = send(cloud, "*", b"")
        assert (asked.status_code, asked.headers["range"]) == (308, f"bytes=0-{2 * len(piece) - 1}")
        last = send(cloud, f"{2 * len(piece)}-{size - 1}", piece + b"the e")
        assert last.status_code == 200
        content = cloud.storage().bucket(bucket).blob("whole").download_as_bytes(checksum="crc32c")
        assert content == piece * 3 + b"the e"
        cloud.process.kill()
        cloud.process.wait()
    with start_local_cloud() as cloud:
        assert send(cloud, "*", b"").json()["generation"] == last.json()["generation"]


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs prlimit to cap another process's files")
def test_a_database_that_cannot_grow_is_an_error_and_not_a_corruption(start_local_cloud, clients_of):
    """The limit stands under the database here, not under an object."""
    with start_local_cloud() as cloud:
        headers = {"authorization": f"Bearer {cloud.token}"}
        url = f"{cloud.url}/v1/{PARENT}/endpoints"

        def create(name):
            document = {"displayName": name, "description": name * 20_000}
            return requests.post(url, json=document, headers=headers, timeout=30)

        unlimited = resource.prlimit(cloud.process.pid, resource.RLIMIT_FSIZE)
        size = (cloud.state_dir / "cloud.sqlite-wal").stat().st_size
        resource.prlimit(cloud.process.pid, resource.RLIMIT_FSIZE, (size + 150_000, unlimited[1]))
        replies = [create(str(number)) for number in range(10)]
        codes = [reply.status_code for reply in replies]
        assert 200 in codes
        # SQLite tells a limit on files from a full disk, which is 507.
        assert set(codes) - {200} == {500}
        assert replies[codes.index(500)].json()["error"]["status"] == "INTERNAL"
        assert requests.get(url, headers=headers, timeout=30).status_code == 200
        resource.prlimit(cloud.process.pid, resource.RLIMIT_FSIZE, unlimited)
        assert create("later").status_code == 200
        cloud.process.kill()
        cloud.process.wait()
    acknowledged = {str(number) for number, code in enumerate(codes) if code == 200}
    with start_local_cloud() as cloud:
        present = clients_of(cloud).endpoints.list_endpoints({"parent": PARENT})
        assert {each.display_name for each in present} == acknowledged | {"later"}
