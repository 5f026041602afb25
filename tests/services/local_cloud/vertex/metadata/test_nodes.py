"""Artifacts, executions and contexts: kept, found, changed, removed, and what is refused."""

from datetime import timedelta

import pytest

from services.local_cloud.http.errors import ApiError

STORE = "projects/p/locations/l/metadataStores/default"


def ids(reply, collection):
    return [node.name.rsplit("/", 1)[-1] for node in getattr(reply, collection)]


def artifacts(ask, text, **request):
    return sorted(ids(ask("ListArtifacts", parent=STORE, filter=text, **request), "artifacts"))


@pytest.mark.parametrize("kind", ["artifact", "execution", "context"])
def test_a_node_is_created_read_and_deleted(ask, add, kind):
    name = add(kind, "node", display_name="a node", metadata={" key ": 1}, labels={"a": "b"})
    found = ask(f"Get{kind.title()}", name=name)
    assert (found.display_name, dict(found.metadata), dict(found.labels)) == (
        "a node",
        {"key": 1},
        {"a": "b"},
    )
    assert found.etag.isdecimal()
    ask(f"Delete{kind.title()}", name=name)
    with pytest.raises(ApiError) as error:
        ask(f"Get{kind.title()}", name=name)
    assert error.value.http == 404


@pytest.mark.parametrize("wrong", ["abc", "Upper", "under_score", "a/bcd", "x" * 129, "../../etc"])
def test_an_id_has_4_to_128_characters_of_its_alphabet(add, wrong):
    with pytest.raises(ApiError, match="4 to 128 characters"):
        add("context", wrong)


def test_an_id_is_taken_once_and_made_up_where_none_is_given(add):
    add("context", "node")
    with pytest.raises(ApiError) as error:
        add("context", "node")
    assert error.value.http == 409
    assert len(add("context", "").rsplit("/", 1)[-1]) == 36


def test_a_store_must_be_there(ask):
    elsewhere = STORE.replace("default", "another")
    for method, fields in (("ListContexts", {}), ("CreateContext", {"context": {}})):
        with pytest.raises(ApiError) as error:
            ask(method, parent=elsewhere, **fields)
        assert error.value.http == 404


def test_an_update_changes_what_is_set_or_what_its_mask_names(ask, add):
    name = add("artifact", "node", display_name="old", description="kept", metadata={"a": 1, "b": 2})
    ask("UpdateArtifact", artifact={"name": name, "metadata": {"a": 3}, "uri": "gs://b/o"})
    found = ask("GetArtifact", name=name)
    assert (found.description, dict(found.metadata), found.uri) == ("kept", {"a": 3}, "gs://b/o")
    ask(
        "UpdateArtifact",
        artifact={"name": name, "display_name": "new"},
        update_mask="description,displayName",
    )
    found = ask("GetArtifact", name=name)
    assert (found.display_name, found.description, found.uri) == ("new", "", "gs://b/o")
    with pytest.raises(ApiError, match="can't be updated"):
        ask("UpdateArtifact", artifact={"name": name}, update_mask="schemaTitle")


def test_a_missing_node_is_made_by_an_update_only_where_that_is_allowed(ask):
    context = {"name": f"{STORE}/contexts/made", "displayName": "made"}
    with pytest.raises(ApiError) as error:
        ask("UpdateContext", context=context)
    assert error.value.http == 404
    assert ask("UpdateContext", context=context, allow_missing=True).display_name == "made"


def test_every_change_has_a_higher_etag_and_a_stale_one_is_refused(ask, add):
    name = add("execution", "node", state="RUNNING")
    first = ask("GetExecution", name=name).etag
    second = ask("UpdateExecution", execution={"name": name, "state": "COMPLETE", "etag": first}).etag
    assert int(second) > int(first)
    with pytest.raises(ApiError) as error:
        ask("UpdateExecution", execution={"name": name, "state": "FAILED", "etag": first})
    assert error.value.status == "ABORTED"
    with pytest.raises(ApiError) as error:
        ask("DeleteExecution", name=name, etag=first)
    assert error.value.status == "FAILED_PRECONDITION"
    ask("DeleteExecution", name=name, etag=second)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["high", "none", "text"]),
        ('display_name="High"', ["high"]),
        ('uri="gs://b/high"', ["high"]),
        ("state=LIVE", ["high"]),
        ('schema_title="system.Model"', ["high", "text"]),
        ('schema_title="system.Model" AND NOT metadata.score.number_value > 0.5', ["text"]),
        ("metadata.score.number_value >= 0.9", ["high"]),
        ("metadata.score.number_value = 0.1", []),
        ('metadata.score.string_value = "0.9"', ["text"]),
        ('metadata."a:b".bool_value = true', ["high"]),
        ("metadata.inner.deep.number_value < 2", ["text"]),
        (f'name="{STORE}/artifacts/none"', ["none"]),
        ('create_time > "2026-11-01T12:00:30Z"', ["text"]),
    ],
)
def test_nodes_are_found_by_fields_and_by_metadata(ask, add, clock, text, expected):
    add("artifact", "none")
    model = {"schema_title": "system.Model"}
    add(
        "artifact",
        "high",
        display_name="High",
        uri="gs://b/high",
        state="LIVE",
        metadata={"score": 0.9, "a:b": True},
        **model,
    )
    clock.move(timedelta(minutes=1))
    add("artifact", "text", metadata={"score": "0.9", "inner": {"deep": 1}}, **model)
    assert artifacts(ask, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "color=red",
        "metadata.score=1",
        "metadata=1",
        "metadata.score.number_value=high",
        'in_context="x"',
        'in_context("x"',
        'near("x")',
        'display_name("x")',
        'in_context.deep("x")',
        "parent_contexts:x",
    ],
)
def test_a_filter_that_means_nothing_is_refused(ask, add, text):
    add("artifact", "node", metadata={"score": 1})
    with pytest.raises(ApiError) as error:
        artifacts(ask, text)
    assert error.value.status == "INVALID_ARGUMENT"


def test_nodes_are_purged_by_a_filter_once_that_is_forced(ask, add):
    for number in range(3):
        add("artifact", f"old-{number}", display_name="old")
    add("artifact", "kept", display_name="new")
    request = {"parent": STORE, "filter": 'display_name="old"'}
    operation = ask("PurgeArtifacts", **request)
    assert b"old-2" in operation.response.value
    assert len(artifacts(ask, "")) == 4
    assert ask("PurgeArtifacts", **request, force=True).done
    assert artifacts(ask, "") == ["kept"]
    with pytest.raises(ApiError, match="Required"):
        ask("PurgeArtifacts", parent=STORE, force=True)


def test_what_is_too_large_is_refused(add):
    with pytest.raises(ApiError, match="exceeds 200000 bytes"):
        add("context", "node", metadata={"text": "x" * 200_001})
    with pytest.raises(ApiError, match="must not exceed 128"):
        add("context", "node", display_name="x" * 129)


@pytest.mark.parametrize("depth", [40, 90, 500])
def test_metadata_that_is_too_deep_to_be_read_again_is_refused(ask, add, depth):
    document = {}
    for _level in range(depth):
        document = {"a": document}
    with pytest.raises(ApiError) as error:
        add("context", "deep", metadata=document)
    assert error.value.status == "INVALID_ARGUMENT"
    assert not ask("ListContexts", parent=STORE).contexts
