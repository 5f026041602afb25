"""Credentials leave no trace in text, and the rest of the text stays."""

import base64
import io
import json

import pytest

from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.http.redaction import RedactedStream, new_token, redacted

TOKEN = "lct_ls66RZ7znqaDNS0C-KjIRaZgxxZYyPe2QGaU1S3lAZ0"  # a fixed one, as it is in names of tests
BASIC = base64.b64encode(f"job:{TOKEN}".encode()).decode()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (f"the token is {TOKEN}.", "the token is [redacted]."),
        (f"http://job:{TOKEN}@127.0.0.1:8085/b", "http://job:[redacted]@127.0.0.1:8085/b"),
        ("postgres://me:s3cret@db:5432/x", "postgres://me:[redacted]@db:5432/x"),
        (f"Authorization: Bearer {TOKEN}", "Authorization: Bearer [redacted]"),
        ("authorization: Bearer ya29.a0Af_x-y", "authorization: Bearer [redacted]"),
        (f"{{'Authorization': 'Basic {BASIC}'}}", "{'Authorization': 'Basic [redacted]'}"),
        (f'{{"Authorization": "Basic {BASIC}"}}', '{"Authorization": "Basic [redacted]"}'),
        (f"(b'authorization', b'Bearer {TOKEN}')", "(b'authorization', b'Bearer [redacted]')"),
    ],
)
def test_a_credential_is_redacted(text, rest):
    assert redacted(text) == rest
    assert json.loads(redacted(json.dumps({"message": text}))) == {"message": rest}


@pytest.mark.parametrize(
    "text",
    [
        *("http://127.0.0.1:8085/storage/v1/b", "gs://b/a@b", "me@example.com wrote: x", "lct_short"),
        "Basic statistics of authorization: none",
    ],
)
def test_other_text_stays(text):
    assert redacted(text) == text


def test_an_error_quotes_no_token():
    assert invalid_argument(f"It printed {TOKEN}").message == "It printed [redacted]"


def test_a_stream_redacts_what_is_written_and_is_itself_otherwise():
    behind = io.StringIO()
    print(f"with {TOKEN}", file=RedactedStream(behind), flush=True)
    assert behind.getvalue() == "with [redacted]\n"
    assert RedactedStream(behind).getvalue() == behind.getvalue()


def test_a_new_token_is_redacted():
    token = new_token()
    assert len(token) == len(TOKEN)
    assert redacted(token) == "[redacted]"
