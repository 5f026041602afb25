"""Pages of names against the obvious way to make them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.local_cloud.http.errors import ApiError
from services.local_cloud.storage.listing import after

names = st.text(alphabet="ab/\0é한😀", min_size=1, max_size=6).filter(lambda name: name not in {".", ".."})
parts = st.text(alphabet="ab/é한", max_size=3)


def obvious(stored, prefix, delimiter, start, end):
    """What every page together must hold: (name, is it a common prefix), in order, once each."""
    found = []
    for name in sorted(stored, key=str.encode):
        encoded = name.encode()
        if not name.startswith(prefix) or encoded < start.encode() or (end and encoded >= end.encode()):
            continue
        cut = name.find(delimiter, len(prefix)) if delimiter else -1
        entry = (name, False) if cut < 0 else (name[: cut + len(delimiter)], True)
        if entry not in found:
            found.append(entry)
    return found


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stored=st.sets(names, max_size=12),
    prefix=parts,
    delimiter=st.sampled_from(["", "/", "a", "b/", "한"]),
    start=parts,
    end=parts,
    page_size=st.integers(1, 5),
)
def test_all_pages_together_hold_every_name_once_and_in_order(
    objects, database, stored, prefix, delimiter, start, end, page_size
):
    with database.transaction() as connection:
        connection.execute("DELETE FROM objects")
        row = ("bucket", b"", 1, 1, "digest", 0, None, "", "{}", None, *["2026-11-01T00:00:00+00:00"] * 2)
        for name in stored:
            connection.execute(
                "INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (row[0], name.encode(), *row[2:]),
            )
    found, token, pages = [], None, 0
    while pages == 0 or token:
        page = objects.list("bucket", prefix, delimiter, token, page_size, start, end)
        entries = [(item.name, False) for item in page.items] + [(common, True) for common in page.prefixes]
        assert len(entries) <= page_size
        found += sorted(entries, key=lambda entry: entry[0].encode())
        token, pages = page.next_page_token, pages + 1
        assert pages <= len(stored) + 1
    assert found == obvious(stored, prefix, delimiter, start, end)
    assert token is None


def test_a_token_that_is_not_ours_is_refused(objects):
    for token in ("!", "é", "abc"):
        with pytest.raises(ApiError, match="Invalid page token"):
            objects.list("bucket", page_token=token)


def test_a_bucket_that_is_not_there_is_404(objects):
    with pytest.raises(ApiError, match="The specified bucket does not exist") as refused:
        objects.list("nowhere")
    assert refused.value.http == 404


@given(prefix=st.text(min_size=1), rest=st.text())
def test_the_name_after_a_prefix_is_greater_than_every_name_with_it(prefix, rest):
    assert (prefix + rest).encode() < after(prefix.encode())


GLOBBED = ["a.csv", "a/b.csv", "a/b/c.csv", "a/b.txt", "b,c", "{x}", "a*b"]


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("*.csv", ["a.csv"]),
        ("**.csv", ["a.csv", "a/b.csv", "a/b/c.csv"]),
        ("**/*.csv", ["a.csv", "a/b.csv", "a/b/c.csv"]),
        ("a/*", ["a/b.csv", "a/b.txt"]),
        ("a/?.{csv,txt}", ["a/b.csv", "a/b.txt"]),
        ("[ab].csv", ["a.csv"]),
        ("[!b].csv", ["a.csv"]),
        ("b,c", ["b,c"]),
        (r"a\*b", ["a*b"]),
        ("a.csv", ["a.csv"]),
        ("A.csv", []),
    ],
)
def test_a_glob_leaves_the_names_that_it_matches(objects, glob, expected):
    for name in GLOBBED:
        objects.write("bucket", name, b"x")
    found = [stored.name for stored in objects.list("bucket", glob=glob).items]
    assert found == sorted(expected)
    paged, token = [], None
    while True:
        page = objects.list("bucket", glob=glob, page_size=1, page_token=token)
        paged += [stored.name for stored in page.items]
        token = page.next_page_token
        if not token:
            break
    assert paged == found


@pytest.mark.parametrize("glob", ["{a", "a}", "{a,{b}}"])
def test_an_invalid_glob_is_refused(objects, glob):
    with pytest.raises(ApiError, match="glob"):
        objects.list("bucket", glob=glob)


def test_googles_client_lists_by_a_glob(bucket):
    for name in ("x/a.txt", "x/b.csv", "y/c.txt"):
        bucket.blob(name).upload_from_string("1")
    assert [blob.name for blob in bucket.list_blobs(match_glob="**.txt")] == ["x/a.txt", "y/c.txt"]
    listed = bucket.list_blobs(match_glob="x/", delimiter="/")
    assert (list(listed), listed.prefixes) == ([], {"x/"})
