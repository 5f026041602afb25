"""Changes of older revisions of a context."""

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.metadata import revisions


def test_a_change_of_an_older_revision_is_applied_to_the_present_one(ask, add):
    name = add("context", "tries", metadata={"a": 1, "gone": 1, "deep": {"x": 1, "y": 1}}, description="old")
    first = ask("GetContext", name=name)
    changed = {"a": 2, "gone": 1, "deep": {"x": 2, "y": 1}, "new": True}
    ask(
        "UpdateContext", context={"name": name, "etag": first.etag, "metadata": changed, "description": "new"}
    )
    late = {"a": 1, "deep": {"x": 1, "y": 3, "z": 4}}
    ask("UpdateContext", context={"name": name, "etag": first.etag, "metadata": late, "labels": {"k": "v"}})
    present = ask("GetContext", name=name)
    deep = {"x": 2, "y": 3, "z": 4}
    assert dict(present.metadata) | {"deep": dict(present.metadata["deep"])} == {
        "a": 2,
        "new": True,
        "deep": deep,
    }
    assert (present.description, dict(present.labels)) == ("new", {"k": "v"})


def test_an_unknown_or_forgotten_revision_is_refused_with_both_etags(ask, add, monkeypatch):
    monkeypatch.setattr(revisions, "_MOST_REVISIONS", 1)
    name = add("context", "tries")
    first = ask("GetContext", name=name).etag
    second = ask("UpdateContext", context={"name": name, "metadata": {"a": 1}}).etag
    for etag in (first, "17"):
        text = f"Specified Context `etag`: `{etag}` does not match server `etag`: `{second}`"
        with pytest.raises(ApiError, match=text):
            ask("UpdateContext", context={"name": name, "etag": etag, "metadata": {"b": 1}})
