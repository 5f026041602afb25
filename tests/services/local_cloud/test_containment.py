"""Names are only names: none leads to a file outside the state directory, or to one that is called so."""

import http.client
import io
import json
import re
import tarfile
from pathlib import Path
from urllib.parse import quote

import pytest

OWN = re.compile(
    r"(blobs(/incoming|/[0-9a-f]{2}(/[0-9a-f]{64})?)?|cloud\.sqlite(-wal|-shm)?|reserve|lock|users|token|address|jobs)\Z"
)
NAMES = {
    "up": "../../outside",
    "up and down": "a/../../../outside/b",
    "only dots and slashes": "../" * 300,
    "encoded dots": "%2e%2e/%2e%2e/outside",
    "encoded slashes": "..%2f..%2foutside",
    "absolute": "/etc/outside",
    "home": "~/outside",
    "another system's": "..\\..\\C:\\outside",
    "NUL": "outside\x00.csv",
    "longest": "o" * 1024,
    "longest of three bytes each": "\u4e2d" * 341,
    "right to left": "\u202eedistuo\u2066",
    "a blob's folder": "blobs/incoming/outside",
    "the database's": "cloud.sqlite",
}
LOCATION = "/v1/projects/launchpad-local/locations/us-central1"


@pytest.fixture(scope="module")
def confined(start_local_cloud_in, tmp_path_factory):
    """A local cloud of this module's own, whose surroundings must stay as they are."""
    folder = tmp_path_factory.mktemp("confined")
    with start_local_cloud_in(folder / "state") as cloud:
        before = surroundings(folder)
        yield cloud
        assert surroundings(folder) == before
        inside = {str(path.relative_to(cloud.state_dir)) for path in cloud.state_dir.rglob("*")}
        assert [path for path in inside if not OWN.match(path)] == []


def surroundings(folder):
    """Return what stands around a state directory, and at the places that the names above point to."""
    tempting = {Path("/etc/outside"), Path("/outside"), folder.parent / "outside", Path.home() / "outside"}
    return set(folder.iterdir()) | {path for path in tempting if path.exists()}


def send(cloud, verb, path, body=b"", kind="application/octet-stream"):
    """Send a request whose path is not tidied up, as clients would; return status and body."""
    host, port = cloud.url.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=30)
    try:
        headers = {"authorization": f"Bearer {cloud.token}", "content-type": kind}
        connection.request(verb, path, body, headers)
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def test_an_object_of_any_name_is_kept_and_no_file_is_called_after_it(confined):
    place = "/storage/v1/b/launchpad-local/o"
    for name in NAMES.values():
        query = f"uploadType=media&name={quote(name, safe='')}"
        status, _body = send(confined, "POST", f"/upload{place}?{query}", name.encode())
        assert status == 200, name
        status, body = send(confined, "GET", f"{place}/{quote(name, safe='')}?alt=media")
        assert (status, body) == (200, name.encode())
    _status, listed = send(confined, "GET", place)
    assert {each["name"] for each in json.loads(listed)["items"]} >= set(NAMES.values())
    for name in NAMES.values():
        assert send(confined, "DELETE", f"{place}/{quote(name, safe='')}")[0] == 204


@pytest.mark.parametrize("name", [".", "..", "a\nb", "x" * 1025, ".well-known/acme-challenge/a"])
def test_an_object_name_that_google_refuses_is_refused(confined, name):
    query = f"uploadType=media&name={quote(name, safe='')}"
    status, _body = send(confined, "POST", f"/upload/storage/v1/b/launchpad-local/o?{query}", b"x")
    assert status == 400


def test_a_bucket_of_such_a_name_is_not_made(confined):
    for name in (*({*NAMES.values()} - {"cloud.sqlite"}), "..", "."):
        body = json.dumps({"name": name}).encode()
        status, _body = send(confined, "POST", "/storage/v1/b?project=p", body, "application/json")
        assert status == 400, name
        encoded = quote(name, safe="")
        assert send(confined, "GET", f"/storage/v1/b/{encoded}/o")[0] in {400, 404, 501}


def test_a_resource_of_such_an_id_is_neither_made_nor_found(confined):
    for name in (*NAMES.values(), "..", "."):
        encoded = quote(name, safe="")
        body = json.dumps({"displayName": "e"}).encode()
        path = f"{LOCATION}/endpoints?endpointId={encoded}"
        assert send(confined, "POST", path, body, "application/json")[0] == 400, name
        for kind in ("endpoints", "models", "customJobs", "operations"):
            assert send(confined, "GET", f"{LOCATION}/{kind}/{encoded}")[0] in {400, 404, 501}, name


@pytest.mark.parametrize(
    "path",
    [
        "/storage/v1/b/launchpad-local/o/../../../../../../etc/passwd?alt=media",
        "/storage/v1/b/../../../../etc/passwd",
        "/download/storage/v1/b/%2e%2e/o/%2fetc%2fpasswd?alt=media",
        "/v1/projects/../../../etc/passwd",
        "/v1/../../etc/passwd",
        "//etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/../../etc/passwd",
    ],
)
def test_a_path_that_climbs_out_of_the_api_finds_nothing(confined, path):
    status, body = send(confined, "GET", path)
    assert status in {400, 404, 501}
    assert b"root:" not in body


@pytest.mark.parametrize("member", ["../../../outside", "/tmp/outside-of-launchpad"])  # noqa: S108 - must not be made
def test_a_package_whose_files_climb_out_makes_none(confined, clients_of, wait_for, member):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        entry = tarfile.TarInfo(member)
        entry.size = 4
        archive.addfile(entry, io.BytesIO(b"evil"))
    place = "/upload/storage/v1/b/launchpad-local/o?uploadType=media&name=p.tar.gz"
    assert send(confined, "POST", place, content.getvalue())[0] == 200
    spec = {
        "executor_image_uri": "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest",
        "package_uris": ["gs://launchpad-local/p.tar.gz"],
        "python_module": "a.b",
    }
    pool = {
        "machine_spec": {"machine_type": "n1-standard-4"},
        "replica_count": 1,
        "python_package_spec": spec,
    }
    job = {"display_name": "climber", "job_spec": {"worker_pool_specs": [pool]}}
    jobs = clients_of(confined).jobs
    created = jobs.create_custom_job({"parent": LOCATION.removeprefix("/v1/"), "custom_job": job})
    ended = wait_for(lambda: (found := jobs.get_custom_job({"name": created.name})).end_time and found)
    assert ended.state.name == "JOB_STATE_FAILED"
    assert not Path("/tmp/outside-of-launchpad").exists()  # noqa: S108 - must not be made
    wait_for(lambda: not any((confined.state_dir / "jobs").iterdir()))
