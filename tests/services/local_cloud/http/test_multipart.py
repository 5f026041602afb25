"""Multipart bodies, in whatever pieces they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.local_cloud.http.errors import ApiError
from services.local_cloud.http.multipart import RelatedBody, read_resource

KIND = 'multipart/related; boundary="==edge=="'


def body(content, resource=b'{"name": "n"}', closing=b"\r\n--==edge==--"):
    return (
        b"--==edge==\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n"
        + resource
        + b"\r\n--==edge==\r\nContent-Type: text/csv\r\n\r\n"
        + content
        + closing
    )


def read(pieces, kind=KIND):
    content = bytearray()
    related = RelatedBody(kind, content.extend)
    for piece in pieces:
        related.feed(piece)
    related.finish()
    return related.resource, related.content_type, bytes(content)


@given(
    content=st.binary(max_size=200)
    | st.sampled_from([b"\r\n--==edge=", b"\r\n--", b"--==edge==", b"\r\n\r\n"]),
    size=st.integers(1, 50),
)
def test_the_parts_come_out_whole_however_the_body_was_cut(content, size):
    whole = body(content)
    pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
    assert read(pieces) == ({"name": "n"}, "text/csv", content)


@given(
    content=st.binary(max_size=200)
    | st.sampled_from([b"\n--==edge=", b"\r", b"\n--", b"a\r", b"\r\n", b"\n\n", b"--==edge=="]),
    size=st.integers(1, 50),
)
def test_lines_may_end_as_gcsfs_ends_them(content, size):
    whole = body(b"", closing=b"").replace(b"\r\n", b"\n") + content + b"\n--==edge==--"
    pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
    assert read(pieces) == ({"name": "n"}, "text/csv", content)


@pytest.mark.parametrize(
    "whole",
    [
        b"",
        b"not multipart",
        body(b"cut off", closing=b""),
        b"--==edge==\r\n\r\n{}\r\n--==edge==--",
        body(b"x", resource=b"[1]"),
        body(b"x", resource=b"{"),
        body(b"x", closing=b"\r\n--==edge==\r\n\r\nthird\r\n--==edge==--"),
    ],
)
def test_a_body_of_another_shape_is_refused(whole):
    with pytest.raises(ApiError) as refused:
        read([whole])
    assert refused.value.http == 400


@pytest.mark.parametrize(
    "kind", ["", "application/json", "multipart/related", "multipart/form-data; boundary=x"]
)
def test_a_body_without_a_boundary_is_refused(kind):
    with pytest.raises(ApiError, match="boundary"):
        read([body(b"x")], kind)


def test_metadata_without_end_is_refused():
    with pytest.raises(ApiError) as refused:
        read([body(b"x", resource=b'"' + b"x" * 1_100_000 + b'"')])
    assert refused.value.http == 413


@pytest.mark.parametrize("text", [b"\xff", b"[" * 100_000, b'"text"', b"NaN x", rb'{"name": "\ud800"}'])
def test_json_that_is_no_object_is_refused(text):
    with pytest.raises(ApiError):
        read_resource(text)
