"""The process: what it refuses to know, how it ends, and what survives when it is killed."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from threading import Thread

import pytest
import requests

from tests.polling import wait_until


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/projects/p/locations/l/featurestores"),
        ("POST", "/v1/projects/p/locations/l/models/1:export"),
        ("GET", "/ui/projects/p/locations/l/nonsense"),
        ("GET", "/storage/v1/b/bucket/acl"),
        ("POST", "/batch/compute/v1"),
        ("GET", "/v1/projects/p/locations/l/models/%0A"),
    ],
)
def test_what_is_googles_and_not_served_is_501_and_named(call, method, path):
    reply = call(method, path)
    error = reply.json()["error"]
    assert (reply.status_code, error["code"]) == (501, 501)
    assert method in error["message"]


def test_another_path_is_404(call):
    reply = call("GET", "/favicon.ico")
    assert (reply.status_code, reply.json()["error"]["status"]) == (404, "NOT_FOUND")


def test_it_stops_soon_after_its_input_closes_and_leaves_no_address(start_local_cloud):
    with start_local_cloud() as cloud:
        assert (cloud.state_dir / "address").read_text() == cloud.url + "\n"
        cloud.process.stdin.close()
        assert cloud.process.wait(10) == 0
    assert sorted(path.name for path in cloud.state_dir.iterdir()) == [
        "blobs",
        "cloud.sqlite",
        "lock",
        "reserve",
        "users",
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(start_local_cloud, number):
    with start_local_cloud() as cloud:
        cloud.process.send_signal(number)
        assert cloud.process.wait(10) == 0


def test_it_ends_although_a_caller_holds_a_request_open(start_local_cloud, tmp_path):
    with start_local_cloud() as cloud:
        path = "/upload/storage/v1/b/launchpad-local/o?uploadType=media&name=slow"
        done = []

        def endless():
            while not done:
                time.sleep(0.05)
                yield b"x"

        def upload():
            try:
                headers = {"authorization": f"Bearer {cloud.token}"}
                requests.post(cloud.url + path, data=endless(), headers=headers, timeout=30)
            except requests.RequestException:
                pass

        thread = Thread(target=upload)
        thread.start()
        incoming = cloud.state_dir / "blobs" / "incoming"
        wait_until(lambda: any(incoming.iterdir()))
        cloud.process.send_signal(signal.SIGTERM)
        try:
            assert cloud.process.wait(10) == 0
        finally:
            done.append(True)
            thread.join()
    assert "Traceback" not in (tmp_path / "state.log").read_text()


def test_a_broken_disk_is_500_and_its_traceback_in_the_log(start_local_cloud, tmp_path):
    with start_local_cloud() as cloud:
        blob = cloud.storage().bucket("launchpad-local").blob("lost")
        blob.upload_from_string("content")
        for path in (cloud.state_dir / "blobs").glob("??/*"):
            path.unlink()
        reply = requests.get(
            f"{cloud.url}/storage/v1/b/launchpad-local/o/lost?alt=media",
            headers={"authorization": f"Bearer {cloud.token}"},
            timeout=30,
        )
        error = reply.json()["error"]
        assert (reply.status_code, error["message"]) == (500, "Internal error encountered.")
        assert error["errors"][0]["reason"] == "internalError"
    assert "FileNotFoundError" in (tmp_path / "state.log").read_text()


def test_a_full_disk_is_an_error_and_what_was_there_stays_whole(start_local_cloud):
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("needs prlimit to cap another process's files")
    with start_local_cloud() as cloud:
        place = f"{cloud.url}/upload/storage/v1/b/launchpad-local/o?uploadType=media&name="
        headers = {"authorization": f"Bearer {cloud.token}"}
        requests.post(place + "kept", data=b"kept", headers=headers, timeout=30)
        unlimited = resource.prlimit(cloud.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(cloud.process.pid, resource.RLIMIT_FSIZE, (200_000, unlimited[1]))
        reply = requests.post(place + "large", data=b"x" * 600_000, headers=headers, timeout=30)
        assert (reply.status_code, "is full" in reply.json()["error"]["message"]) == (507, True)
        resource.prlimit(cloud.process.pid, resource.RLIMIT_FSIZE, unlimited)
        assert list((cloud.state_dir / "blobs" / "incoming").iterdir()) == []
        bucket = cloud.storage().bucket("launchpad-local")
        assert [blob.name for blob in bucket.list_blobs()] == ["kept"]
        assert bucket.blob("kept").download_as_bytes() == b"kept"
        assert requests.post(place + "large", data=b"x", headers=headers, timeout=30).status_code == 200


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (2, 3))])
def test_every_acknowledged_write_survives_kill_9(start_local_cloud, seed):
    """Writers write, overwrite and delete until the process is killed at a random moment."""
    chance = random.Random(seed)  # noqa: S311 - a test that can be repeated
    acknowledged: dict[str, bytes | None] = {}
    asked: dict[str, bytes | None] = {}
    place = "b/launchpad-local/o"
    with start_local_cloud() as cloud:

        def work(worker):
            session = requests.Session()
            session.headers["authorization"] = f"Bearer {cloud.token}"
            for number in range(10_000):
                name = f"{worker}-{number % 7}"
                content = None if number % 5 == 4 else f"{worker} {number} ".encode() * 2_000
                asked[name] = content
                try:
                    if content is None:
                        reply = session.delete(f"{cloud.url}/storage/v1/{place}/{name}", timeout=30)
                    else:
                        url = f"{cloud.url}/upload/storage/v1/{place}?uploadType=media&name={name}"
                        reply = session.post(url, data=content, timeout=30)
                except requests.RequestException:
                    session.close()
                    return
                assert reply.status_code in (200, 204) or (content is None and reply.status_code == 404)
                acknowledged[name] = content

        workers = [Thread(target=work, args=(number,)) for number in range(3)]
        for worker in workers:
            worker.start()
        wait_until(lambda: len(acknowledged) >= 15, pause=0.002)
        time.sleep(chance.random() * 0.3)
        cloud.process.kill()
        for worker in workers:
            worker.join()
        cloud.process.wait()

    with start_local_cloud() as again:
        found = {blob.name: blob for blob in again.storage().list_blobs("launchpad-local")}
        for name, content in acknowledged.items():
            possible = {content, asked[name]}
            stored = found[name].download_as_bytes() if name in found else None
            assert stored in possible, name
        blobs = [path for path in (again.state_dir / "blobs").rglob("*") if path.is_file()]
        assert {path.name for path in blobs} == {
            hashlib.sha256(blob.download_as_bytes()).hexdigest() for blob in found.values()
        }


def test_it_stops_when_the_process_that_started_it_is_killed(tmp_path):
    """The pipe to its input is all that ties it to the app, so that even kill -9 of the app ends it."""
    script = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-m', 'services.local_cloud', '--port', '0',\n"
        "    '--state-dir', sys.argv[1], '--until-stdin-closes'], stdin=subprocess.PIPE,\n"
        "    stdout=subprocess.PIPE, text=True)\n"
        "print(child.pid, child.stdout.readline(), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "state")], stdout=subprocess.PIPE, text=True
    ) as app:
        pid = int(app.stdout.readline().split()[0])
        app.kill()
    wait_until(lambda: not is_running(pid))


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
