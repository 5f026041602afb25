"""Each code that uploads, downloads and sources raise has a message and a hint."""

import pytest

from services.errors import InvalidInput, NotPermitted
from services.text.messages.errors import error_text, ingest
from services.text.messages.errors.registry import TEXTS

MB = 1024**2
CAUSE = NotPermitted("file_empty")
TEXT = [
    (
        "upload_too_large",
        {"size": 3000 * MB, "limit": 2048 * MB},
        "The file is 3,000 MB; the limit is 2,048 MB.",
    ),
    (
        "session_files_too_large",
        {"limit": 100 * MB},
        "With this file, this page would hold more than 100 MB.",
    ),
    (
        "held_files_too_large",
        {},
        "Others are uploading so many files that there is no room for this one.",
    ),
    (
        "session_uploads_too_large",
        {"limit": 6144 * MB},
        "With this file, your uploads that aren't stored yet would exceed 6,144 MB.",
    ),
    (
        "uploads_too_large",
        {},
        "Others have so many uploads that aren't stored yet that there is no room for this one.",
    ),
    (
        "disk_full",
        {"limit": 20_480 * MB},
        "Tables of 20,480 MB are being read on this machine, which is all it has room for.",
    ),
    ("upload_unknown", {}, "This upload was canceled, was stored, or has expired."),
    ("upload_canceled", {}, "The upload was canceled."),
    ("upload_lost", {"cause": CAUSE}, "The file is empty."),
    ("upload_busy", {}, "Another part of this file is being received."),
    ("upload_at_another_offset", {"offset": 262_144}, "The upload continues at byte 262,144."),
    ("chunk_invalid", {"limit": 8 * MB}, "The part is empty, too large, or exceeds the size of the file."),
    ("chunk_misaligned", {"multiple": 262_144}, "The size of the part isn't a multiple of 256 KB."),
    ("chunk_without_offset", {}, "The request doesn't give the position of the part in the file."),
    ("chunk_too_large", {"limit": 8 * MB}, "The part is too large."),
    ("chunk_timed_out", {}, "The part took too long to arrive."),
    ("request_from_another_site", {}, "Only the app's own pages may upload files."),
    ("download_link_expired", {}, "This link has expired."),
    ("download_gone", {}, "The file is no longer there."),
    (
        "source_is_web_address",
        {},
        "The app doesn't read web addresses, because visitors could use them to reach machines behind it.",
    ),
    ("source_address_invalid", {"address": "/x"}, "“/x” isn't a gs:// address."),
    ("source_bucket_invalid", {"bucket": "b*"}, "“b*” isn't a valid bucket name."),
    ("source_without_object", {"bucket": "b"}, "This is the address of a bucket or a folder, not of a file."),
    ("source_bucket_not_found", {"bucket": "b"}, "There is no bucket “b”."),
    ("source_not_found", {"address": "gs://b/x"}, "There is no file at gs://b/x."),
    ("source_upload_not_found", {"address": "gs://b/x"}, "There is no file at gs://b/x."),
    ("source_matches_nothing", {"address": "gs://b/*"}, "No file matches gs://b/*."),
    ("source_not_permitted", {"bucket": "b", "cause": CAUSE}, "The file is empty."),
    (
        "source_too_large",
        {"size": 3000 * MB, "limit": 2048 * MB},
        "The files are 3,000 MB; the limit is 2,048 MB.",
    ),
    ("shard_unreadable", {"shard": "p2.csv", "cause": CAUSE}, "“p2.csv”: The file is empty."),
]


@pytest.mark.parametrize(("code", "parameters", "message"), TEXT)
def test_an_error_has_a_message_and_a_hint(code, parameters, message):
    text = error_text(InvalidInput(code, **parameters))
    assert text.message == message
    assert text.hint.endswith((".", "*.csv"))


def test_a_missing_permission_names_the_bucket_and_the_role():
    hint = error_text(InvalidInput("source_not_permitted", bucket="theirs", cause=CAUSE)).hint
    assert "theirs" in hint
    assert "Storage Object Viewer" in hint


def test_every_code_of_the_module_is_in_the_table():
    codes = {code for code, text in TEXTS.items() if text.__module__ == ingest.__name__}
    assert codes == {code for code, _parameters, _message in TEXT}
