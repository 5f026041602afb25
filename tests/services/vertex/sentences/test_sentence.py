"""What Google says stays; what no reader can use goes: JSON, HTML, Python, paths, addresses, secrets."""

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.vertex.sentences.sentence import MOST, sentence

NAME = "projects/12/locations/us-central1/endpoints/55"
GRPC = (
    "<_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE\n"
    '\tdetails = "failed to connect to all addresses"\n\tdebug_error_string = "{\\"x\\":1}"\n>'
)
HTML = "<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>"
RAW = re.compile(
    r"[{}<>]|\bprojects/|\blocations/|://|\b\w+/\w+/\w+|\b[A-Z]\w+(?:Error|Exception)\b|Traceback|0x[0-9a-f]{4}"
    r"|Bearer|ya29\.|[\"']\w+[\"']\s*:",
)
SAID = [
    ("", ""),
    ("{}", ""),
    ("[]", ""),
    ("null", ""),
    ("None", ""),
    ("404", ""),
    (HTML, ""),
    (f"502 Bad Gateway: {HTML}", ""),
    ('<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', ""),
    ("Error <b>oops</b>", "Error oops."),
    ("still deployed", "still deployed."),
    ("GET http://127.0.0.1:8085/v1/projects/p/locations/l/models?x=1: bad filter", "bad filter."),
    ("503 POST https://host.example/v1/x: Busy. Wait!", "Busy. Wait!"),
    (f'The Endpoint "{NAME}" has a model.', 'The Endpoint "55" has a model.'),
    (f"{NAME}/operations/7 is running", "operation 7 is running."),
    ("projects/p/locations/l/trainingPipelines/9 ended", "training run 9 ended."),
    (f"Denied on '//aiplatform.googleapis.com/{NAME}'.", "Denied on 'endpoint 55'."),
    ("No such object: my-bucket/datasets/abc/profile.json", "No such object: profile.json."),
    ("gs://my-bucket/datasets/abc/table.csv is gone", "table.csv is gone."),
    ("/usr/lib/python3/x.py is missing", "x.py is missing."),
    ("Speed is 5 km/h and the share 1/2.", "Speed is 5 km/h and the share 1/2."),
    (
        '{"error": "Prediction failed: Exception during sklearn prediction: \'“age” is bad.\'"}',
        "“age” is bad.",
    ),
    ('{"error": {"code": 404, "message": "It is gone", "status": "NOT_FOUND"}}', "It is gone."),
    ('[{"error": {"message": "It is gone", "details": [{"@type": "x"}]}}]', "It is gone."),
    ('Bad: {"error": {"errors": [{"message": "It is gone"}]}}', "It is gone."),
    (json.dumps({"error": json.dumps({"error": {"message": "deep"}})}), "deep."),
    ('{"error": {"message": "cut off in the mid', ""),
    (GRPC, "failed to connect to all addresses."),
    ("google.api_core.exceptions.ServiceUnavailable: 503 busy", "busy."),
    ("ValueError: x is wrong", "x is wrong."),
    (
        'Traceback (most recent call last):\n  File "/a/b/c.py", line 1, in f\nValueError: it is wrong',
        "it is wrong.",
    ),
    ("('invalid_grant: Bad Request', {'error': 'invalid_grant'})", ""),
    ("See https://cloud.google.com/vertex-ai/docs/x#y for more", "See cloud.google.com for more."),
    ("Bearer ya29.secret was refused", "was refused."),
    ("it\n\tis   gone", "it is gone."),
]


@pytest.mark.parametrize(("said", "shown"), SAID)
def test_a_sentence_is_what_a_reader_can_use_of_it(said: str, shown: str) -> None:
    assert sentence(said) == shown


PIECES = st.sampled_from(
    [
        *(said for said, _shown in SAID),
        *(
            "{",
            "}",
            "[",
            "]",
            "<",
            ">",
            "(",
            ")",
            '"',
            "'",
            "\\",
            "/",
            ":",
            ",",
            "\n",
            "\0",
            "“",
            "é",
            "초록",
        ),
        *(
            NAME,
            "gs://b/c/d",
            "https://h.example/a?b=c",
            "KeyError('x')",
            "<Response [503]>",
            "b'x'",
            "0x7f01ab",
        ),
    ]
)
BODIES = st.lists(PIECES | st.text(max_size=20), max_size=12).map(" ".join) | st.lists(
    PIECES | st.text(max_size=9), max_size=12
).map("".join)


@given(BODIES | st.recursive(st.text(), lambda inner: st.dictionaries(st.text(), inner)).map(json.dumps))
@example("[" * 100_000)
@example('{"a":' * 50_000)
@example("<" * 30_000)
@example("(" * 30_000)
@example("a/" * 30_000)
@example("a." * 30_000)
def test_no_body_gets_through_raw(body: str) -> None:
    shown = sentence(body)
    assert not RAW.search(shown), shown
    assert len(shown) <= MOST
    assert shown.isprintable()
    assert not shown or re.search(r"[^\W\d_]{2}", shown)


def test_a_sentence_stays_as_it_is_cleaned() -> None:
    for said, shown in SAID:
        assert sentence(sentence(said)) == shown
