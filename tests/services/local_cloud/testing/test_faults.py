"""What is asked to go wrong goes wrong, as often as asked, and nothing else."""

import time
from contextlib import suppress

import pytest
import requests

from services.local_cloud.testing.faults import INSTRUCTIONS
from tests.polling import wait_until

ENDPOINTS = "/v1/projects/launchpad-local/locations/us-central1/endpoints"
LIST = "EndpointService.ListEndpoints"
GET = "storage.objects.get"


@pytest.mark.parametrize(
    ("code", "status"),
    [(429, "RESOURCE_EXHAUSTED"), (403, "PERMISSION_DENIED"), (500, "INTERNAL"), (503, "UNAVAILABLE")],
)
def test_the_next_calls_of_a_method_answer_as_asked_and_others_do_not(call, faults, code, status):
    faults.plan(LIST, f"return-{code}", f"return-{code}")
    assert call("GET", "/v1/projects/launchpad-local/locations/us-central1/models").status_code == 200
    for left in (1, 0):
        reply = call("GET", ENDPOINTS)
        assert (reply.status_code, reply.json()["error"]["status"]) == (code, status)
        assert faults.pending(LIST) == left
    assert call("GET", ENDPOINTS).status_code == 200


def test_storage_answers_in_its_own_shape_for_a_resource_and_its_content(call, faults, bucket):
    bucket.blob("a/b").upload_from_string("content")
    path = f"/storage/v1/b/{bucket.name}/o/a%2Fb"
    faults.plan(GET, "return-503", "return-503")
    for query in ("", "?alt=media"):
        assert call("GET", path + query).json()["error"]["errors"][0]["reason"] == "backendError"
    assert call("GET", path + "?alt=media").text == "content"


def test_a_reset_comes_instead_of_an_answer(call, faults):
    faults.plan(LIST, "return-reset-connection")
    with pytest.raises(requests.ConnectionError, match="reset"):
        call("GET", ENDPOINTS)
    assert call("GET", ENDPOINTS).status_code == 200


@pytest.mark.parametrize("instruction", ["return-503", "return-reset-connection", "return-broken-stream"])
def test_a_reply_is_lost_after_its_call_has_had_its_effect(call, faults, bucket, instruction):
    bucket.blob("a").upload_from_string("x")
    faults.plan("storage.objects.delete", f"commit-then-{instruction}")
    with suppress(requests.ConnectionError):
        assert call("DELETE", f"/storage/v1/b/{bucket.name}/o/a").status_code in {204, 503}
    assert faults.pending("storage.objects.delete") == 0
    assert not bucket.blob("a").exists()


@pytest.mark.parametrize("instruction", ["return-503", "return-reset-connection"])
def test_a_call_has_its_effect_after_its_reply_is_lost(call, faults, bucket, instruction):
    faults.plan("storage.objects.insert", f"commit-later-{instruction}")
    path = f"/upload/storage/v1/b/{bucket.name}/o?uploadType=media&name=late"
    with suppress(requests.ConnectionError):
        assert call("POST", path, data=b"late").status_code == 503
    assert not bucket.blob("late").exists()
    wait_until(bucket.blob("late").exists)
    assert bucket.blob("late").download_as_bytes() == b"late"


def test_a_broken_stream_ends_in_the_middle(call, faults, bucket):
    bucket.blob("a").upload_from_string("x" * 1000)
    faults.plan(GET, "return-broken-stream")
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="500 bytes read, 500 more"):
        call("GET", f"/storage/v1/b/{bucket.name}/o/a?alt=media")


@pytest.mark.parametrize(
    ("instruction", "status", "content"),
    [
        ("return-empty-body", 200, b""),
        ("return-half-body", 200, b'"xxxx'),
        ("return-html-404", 404, b"<!doctype html>"),
        ("return-no-json", 200, b'{"name": '),
        ("trickle", 200, b'"xxxxxxxx"'),
        ("return-other-types", 200, b"7"),
        ("return-another-content-type", 200, b'"xxxxxxxx"'),
        ("return-odd-400", 400, b'{"error": "'),
    ],
)
def test_a_changed_reply_comes_whole_with_its_own_length(call, faults, bucket, instruction, status, content):
    bucket.blob("a").upload_from_string('"xxxxxxxx"')
    faults.plan(GET, instruction)
    reply = call("GET", f"/storage/v1/b/{bucket.name}/o/a?alt=media")
    assert reply.status_code == status
    assert reply.content.startswith(content)
    assert int(reply.headers["content-length"]) == len(reply.content)


def test_a_stalled_call_is_answered_late(call, faults):
    faults.plan(LIST, "stall-for-0.5s")
    began = time.monotonic()
    assert call("GET", ENDPOINTS).status_code == 200
    assert time.monotonic() - began >= 0.5


def test_another_resource_is_of_the_same_kind_with_another_name(call, faults, bucket):
    bucket.blob("a").upload_from_string("x")
    faults.plan(GET, "return-another-resource")
    reply = call("GET", f"/storage/v1/b/{bucket.name}/o/a").json()
    assert (reply["kind"], reply["name"]) == ("storage#object", "another")


@pytest.mark.parametrize(
    "document",
    [
        {"method": "NoService.NoMethod", "instructions": ["return-503"]},
        {"method": LIST, "instructions": ["return-200"]},
        {"method": LIST, "instructions": ["explode"]},
        {"method": LIST, "instructions": INSTRUCTIONS[:1]},
        {"method": LIST, "instructions": ["commit-later-return-html"]},
        {"method": LIST, "instructions": "return-503"},
        {"method": 7, "instructions": []},
        {},
    ],
)
def test_what_it_does_not_know_is_refused(call, faults, document):
    assert call("POST", "/faults", json=document).status_code == 400
    assert faults.pending(LIST) == 0


@pytest.mark.parametrize(("headers", "code"), [({"authorization": ""}, 401), ({"origin": "null"}, 403)])
def test_a_stranger_breaks_nothing(call, headers, code):
    assert call("POST", "/faults", headers=headers, json={}).status_code == code


def test_without_the_option_there_is_no_such_route(start_local_cloud):
    with start_local_cloud() as cloud:
        headers = {"authorization": f"Bearer {cloud.token}"}
        document = {"method": LIST, "instructions": ["return-503"]}
        for verb in ("GET", "POST", "DELETE"):
            reply = requests.request(verb, f"{cloud.url}/faults", headers=headers, json=document, timeout=30)
            assert reply.status_code == 404
        assert requests.get(cloud.url + ENDPOINTS, headers=headers, timeout=30).status_code == 200
