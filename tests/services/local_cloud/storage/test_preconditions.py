"""Preconditions as a table."""

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.storage.preconditions import Preconditions, read_integer, read_preconditions


@pytest.mark.parametrize(
    ("conditions", "generation", "metageneration", "http"),
    [
        (Preconditions(), 5, 1, None),
        (Preconditions(generation_match=5), 5, 1, None),
        (Preconditions(generation_match=4), 5, 1, 412),
        (Preconditions(generation_match=0), 0, 0, None),
        (Preconditions(generation_match=0), 5, 1, 412),
        (Preconditions(generation_not_match=4), 5, 1, None),
        (Preconditions(generation_not_match=5), 5, 1, 412),
        (Preconditions(generation_not_match=0), 0, 0, 412),
        (Preconditions(metageneration_match=1), 5, 1, None),
        (Preconditions(metageneration_match=2), 5, 1, 412),
        (Preconditions(metageneration_not_match=1), 5, 1, 412),
        (Preconditions(generation_match=5, metageneration_match=2), 5, 1, 412),
    ],
)
def test_a_write_needs_every_condition(conditions, generation, metageneration, http):
    if http is None:
        conditions.check(generation, metageneration)
        return
    with pytest.raises(ApiError) as refused:
        conditions.check(generation, metageneration)
    assert refused.value.http == http


def test_a_read_of_what_has_not_changed_is_304():
    with pytest.raises(ApiError) as refused:
        Preconditions(generation_not_match=5).check(5, 1, reading=True)
    assert refused.value.http == 304


def test_a_query_is_read_by_its_prefix():
    query = {"ifGenerationMatch": "0", "ifSourceMetagenerationNotMatch": "7", "other": "x"}
    assert read_preconditions(query) == Preconditions(generation_match=0)
    assert read_preconditions(query, prefix="ifSource") == Preconditions(metageneration_not_match=7)


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", str(2**63), "²"])
def test_what_is_no_int64_is_refused(text):
    with pytest.raises(ApiError, match="Invalid value for ifGenerationMatch"):
        read_integer({"ifGenerationMatch": text}, "ifGenerationMatch")


@pytest.mark.parametrize(
    ("match", "not_match", "etag", "http"),
    [
        ("a", None, "a", None),
        ('"a"', None, "a", None),
        ('W/"a", "b"', None, "b", None),
        ("*", None, "a", None),
        ("*", None, None, 412),
        ("b", None, "a", 412),
        (None, "*", None, None),
        (None, "*", "a", 412),
        (None, "b", "a", None),
        (None, '"b", "a"', "a", 412),
    ],
)
def test_etags_are_compared(match, not_match, etag, http):
    headers = {"if-match": match, "if-none-match": not_match}
    conditions = read_preconditions({}, {name: value for name, value in headers.items() if value})
    if http is None:
        conditions.check(5, 1, etag)
    else:
        with pytest.raises(ApiError) as refused:
            conditions.check(5, 1, etag)
        assert refused.value.http == http
