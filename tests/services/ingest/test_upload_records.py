"""The record of an upload: one that leads elsewhere is ignored."""

import json
import secrets

import pytest

from services.ingest import upload_records
from services.ingest.upload_records import Record
from services.settings import Target
from services.vertex import layout, objects


def test_a_record_is_found_by_its_token_alone_until_it_is_dropped(here: Target) -> None:
    token, other = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    record = Record("표.csv", 7, "/upload/storage/v1/b/x/o?upload_id=1")
    upload_records.write(here, token, record)
    assert upload_records.read(here, token) == record
    assert upload_records.read(here, other) is None
    assert token not in layout.upload_folder(here, token)
    upload_records.delete(here, token)
    assert upload_records.read(here, token) is None
    upload_records.delete(here, token)


@pytest.mark.parametrize(
    "changed",
    [
        {"session": "@evil.example/upload/"},
        {"session": "https://evil.example/upload/x"},
        {"session": "/storage/v1/b"},
        {"session": "/upload/a b"},
        {"name": "../up.csv"},
        {"size": -1},
        {"size": "many"},
        {"more": 1},
    ],
)
def test_a_record_that_no_app_wrote_is_none(here: Target, changed: dict[str, object]) -> None:
    token = secrets.token_urlsafe(32)
    content = {"name": "a.csv", "size": 7, "session": "/upload/x?upload_id=1"} | changed
    uri = f"{layout.upload_folder(here, token)}/upload.json"
    objects.write(here, uri, json.dumps(content).encode(), "application/json")
    assert upload_records.read(here, token) is None
    objects.write(here, uri, b"no json", "application/json")
    assert upload_records.read(here, token) is None
