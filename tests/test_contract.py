"""The contract notices a reply that breaks it, and no local cloud stops without being held to it."""

import json

import pytest

from tests.contract import broken_replies, contract

LOCATION = "/v1/projects/launchpad-local/locations/us-central1"


def reply(path, document, verb="GET", status=200, query=""):
    kind = "application/json"
    return {"verb": verb, "path": path, "query": query, "status": status, "type": kind, "reply": document}


JOB = f"{LOCATION}/customJobs/1"
OPERATION = f"{LOCATION}/endpoints/1/operations/2"
ANY = "type.googleapis.com/google.cloud.aiplatform.v1.DeployModelResponse"


@pytest.mark.parametrize(
    ("call", "violation"),
    [
        (reply(JOB, {"displayNam": "a"}), "unknown field displayNam"),
        (reply(JOB, {"displayName": 1}), "is no string"),
        (reply(JOB, {"labels": {"a": 1}}), "is no string"),
        (reply(JOB, {"labels": ["a"]}), "is no object"),
        (reply(JOB, {"createTime": "2026-01-01 00:00:00"}), "is no google-datetime"),
        (reply(JOB, {"createTime": "2026-01-01T00:00:00+00:00"}), "is no google-datetime"),
        (reply(JOB, {"state": "DONE"}), "none of the enum's names"),
        (reply(JOB, {"state": 4}), "none of the enum's names"),
        (reply(JOB, {"state": 99}, query="$alt=json;enum-encoding=int"), "none of the enum's numbers"),
        (
            reply(JOB, {"state": "JOB_STATE_FAILED"}, query="%24alt=json%3Benum-encoding%3Dint"),
            "none of the enum's numbers",
        ),
        (reply(JOB, {"jobSpec": {"workerPoolSpecs": [{"replicaCount": 1}]}}), "is no string"),
        (reply(JOB, {"jobSpec": {"workerPoolSpecs": [{"replicaCount": "x"}]}}), "is no int64"),
        (reply(OPERATION, {"response": {"@type": ANY, "model": "a"}}), "unknown field model"),
        (reply(OPERATION, {"metadata": {"@type": "type.googleapis.com/nonsense"}}), "unknown @type"),
        (reply("/storage/v1/b/b/o/a%2Fb", {"size": 7}), "is no string"),
        (reply("/v1/nonsense", {}), "no such method"),
        (reply(JOB, None), "is not JSON"),
        (reply(JOB, {"error": {"code": 404, "message": "m"}}, status=404), "an error with"),
        (reply(JOB, {"error": {"code": 1, "message": "m", "status": "NOT_FOUND"}}, status=404), "says"),
        (reply(JOB, {"error": {"code": 404, "message": "m", "status": "X"}}, status=404), "of status X"),
        (reply("/storage/v1/b/b", {"error": {"code": 404, "message": "m"}}, status=404), "an error with"),
    ],
)
def test_a_reply_that_breaks_the_contract_is_noticed(call, violation):
    (noticed,) = contract().violations(call)
    assert violation in noticed


def test_a_reply_that_keeps_the_contract_has_no_violations():
    document = {"state": 4, "createTime": "2026-01-01T00:00:00.123456Z", "labels": {"a": "b"}}
    assert list(contract().violations(reply(JOB, document, query="$alt=json;enum-encoding=int"))) == []


def test_a_recording_is_held_to_the_contract_but_for_a_line_cut_short(tmp_path):
    recording = tmp_path / "state.replies"
    kept, broken = (
        reply(JOB, {"displayName": "a"}),
        reply(f"{LOCATION}/customJobs/1234567", {"displayNam": "a"}),
    )
    recording.write_text("\n".join([json.dumps(kept), json.dumps(broken), json.dumps(broken), '{"verb": "G']))
    (line,) = broken_replies(recording)
    assert line.startswith(f"GET {LOCATION}/customJobs/N 200: ")
    assert line.endswith("unknown field displayNam")


def test_a_local_cloud_that_broke_the_contract_fails_its_test_as_it_stops(start_local_cloud_in, tmp_path):
    with (
        pytest.raises(AssertionError, match="unknown field displayNam"),
        start_local_cloud_in(tmp_path / "state"),
        (tmp_path / "state.replies").open("a") as recording,
    ):
        recording.write(json.dumps(reply(JOB, {"displayNam": "a"})) + "\n")


def test_a_local_cloud_records_its_replies(start_local_cloud_in, tmp_path, eventually):
    recording = tmp_path / "state.replies"
    with start_local_cloud_in(tmp_path / "state") as cloud:
        assert list(cloud.storage().list_buckets()) is not None
        eventually(lambda: "/storage/v1/b" in recording.read_text())
