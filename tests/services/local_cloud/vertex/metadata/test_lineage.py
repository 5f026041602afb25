"""What is linked with what, and what is refused as a link."""

import pytest

from services.local_cloud.http.errors import ApiError

STORE = "projects/p/locations/l/metadataStores/default"


@pytest.fixture
def chain(ask, add):
    """raw -> clean -> table -> train -> model, of which a context holds all but `raw`."""
    names = {name: add("artifact", name) for name in ("data-raw", "table", "model")}
    names |= {name: add("execution", name) for name in ("clean", "train")}
    names["context"] = add("context", "context")
    for execution, used, made in (("clean", "data-raw", "table"), ("train", "table", "model")):
        events = [
            {"artifact": names[used], "type": "INPUT"},
            {"artifact": names[made], "type": "OUTPUT", "labels": {"a": "b"}},
        ]
        ask("AddExecutionEvents", execution=names[execution], events=events)
    members = {"artifacts": [names["table"], names["model"]], "executions": [names["clean"], names["train"]]}
    ask("AddContextArtifactsAndExecutions", context=names["context"], **members)
    return names


def ids(nodes):
    return sorted(node.name.rsplit("/", 1)[-1] for node in nodes)


def listed(ask, kind, text):
    return ids(getattr(ask(f"List{kind.title()}", parent=STORE, filter=text), kind))


def test_an_execution_tells_its_inputs_and_outputs(ask, chain):
    graph = ask("QueryExecutionInputsAndOutputs", execution=chain["train"])
    assert (ids(graph.artifacts), ids(graph.executions)) == (["model", "table"], ["train"])
    assert {(event.artifact, event.type_) for event in graph.events} == {
        (chain["table"], 1),
        (chain["model"], 2),
    }
    assert all(event.HasField("event_time") for event in graph.events)


def test_a_second_event_between_the_same_two_is_skipped(ask, chain):
    event = {"artifact": chain["table"], "type": "OUTPUT"}
    ask("AddExecutionEvents", execution=chain["train"], events=[event])
    graph = ask("QueryExecutionInputsAndOutputs", execution=chain["train"])
    assert [each.type_ for each in graph.events if each.artifact == chain["table"]] == [1]


def test_a_context_tells_what_it_holds_and_only_the_events_between(ask, chain):
    graph = ask("QueryContextLineageSubgraph", context=chain["context"])
    assert (ids(graph.artifacts), ids(graph.executions)) == (["model", "table"], ["clean", "train"])
    assert chain["data-raw"] not in {event.artifact for event in graph.events}
    assert len(graph.events) == 3


@pytest.mark.parametrize(
    ("hops", "found", "executions"),
    [
        (1, ["model"], ["train"]),
        (2, ["model", "table"], ["train"]),
        (0, ["data-raw", "model", "table"], ["clean", "train"]),
    ],
)
def test_an_artifact_tells_its_lineage_so_many_hops_far(ask, chain, hops, found, executions):
    graph = ask("QueryArtifactLineageSubgraph", artifact=chain["model"], max_hops=hops)
    assert (ids(graph.artifacts), ids(graph.executions)) == (found, executions)


def test_a_lineage_leaves_out_what_its_filter_does_and_what_lies_behind(ask, chain):
    text = f'NOT name="{chain["table"]}"'
    graph = ask("QueryArtifactLineageSubgraph", artifact=chain["model"], filter=text)
    assert (ids(graph.artifacts), ids(graph.executions)) == (["model"], ["train"])
    with pytest.raises(ApiError, match="must not be negative"):
        ask("QueryArtifactLineageSubgraph", artifact=chain["model"], max_hops=-1)


def test_nodes_are_found_by_the_context_that_holds_them(ask, chain):
    text = f'in_context("{chain["context"]}")'
    assert listed(ask, "artifacts", text) == ["model", "table"]
    assert listed(ask, "executions", f'{text} AND name="{chain["train"]}"') == ["train"]
    assert listed(ask, "artifacts", f"NOT {text}") == ["data-raw"]


def test_contexts_have_parents_and_children_until_they_are_removed(ask, add):
    parent, child = add("context", "parent"), add("context", "child")
    ask("AddContextChildren", context=parent, child_contexts=[child])
    ask("AddContextChildren", context=parent, child_contexts=[child])
    assert list(ask("GetContext", name=child).parent_contexts) == [parent]
    assert listed(ask, "contexts", f'parent_contexts:"{parent}"') == ["child"]
    assert listed(ask, "contexts", f'child_contexts:"{child}"') == ["parent"]
    ask("RemoveContextChildren", context=parent, child_contexts=[child])
    assert not ask("GetContext", name=child).parent_contexts


def test_linking_contexts_leaves_their_etags_as_they_are(ask, add):
    parent, child = add("context", "parent"), add("context", "child")
    etag = ask("GetContext", name=child).etag
    ask("AddContextChildren", context=parent, child_contexts=[child])
    assert ask("UpdateContext", context={"name": child, "etag": etag, "description": "d"}).description == "d"


def test_contexts_in_a_circle_are_refused(ask, add):
    names = [add("context", f"context-{number}") for number in range(3)]
    ask("AddContextChildren", context=names[0], child_contexts=[names[1]])
    ask("AddContextChildren", context=names[1], child_contexts=[names[2]])
    for child in (names[0], names[2]):
        with pytest.raises(ApiError, match="cycle"):
            ask("AddContextChildren", context=names[2], child_contexts=[child])


def test_an_eleventh_parent_is_refused(ask, add):
    child = add("context", "child")
    for number in range(10):
        ask("AddContextChildren", context=add("context", f"parent-{number}"), child_contexts=[child])
    with pytest.raises(ApiError, match="more than 10 parents"):
        ask("AddContextChildren", context=add("context", "one-more"), child_contexts=[child])


@pytest.mark.parametrize(
    ("method", "fields"),
    [
        ("AddContextArtifactsAndExecutions", {"context": "context", "artifacts": ["train"]}),
        ("AddContextArtifactsAndExecutions", {"context": "context", "executions": ["model"]}),
        ("AddContextChildren", {"context": "context", "child_contexts": ["model"]}),
    ],
)
def test_a_link_to_another_kind_of_node_is_refused(ask, chain, method, fields):
    named = {
        key: [chain[each] for each in value] if isinstance(value, list) else chain[value]
        for key, value in fields.items()
    }
    with pytest.raises(ApiError, match="is no"):
        ask(method, **named)


def test_an_event_needs_a_type_and_an_artifact_that_is_there(ask, chain):
    with pytest.raises(ApiError, match="Required"):
        ask("AddExecutionEvents", execution=chain["train"], events=[{"artifact": chain["data-raw"]}])
    gone = {"artifact": f"{STORE}/artifacts/gone", "type": "INPUT"}
    with pytest.raises(ApiError) as error:
        ask("AddExecutionEvents", execution=chain["train"], events=[gone])
    assert error.value.http == 404


def test_the_links_of_a_deleted_node_go_with_it(ask, chain):
    ask("DeleteArtifact", name=chain["table"])
    assert ids(ask("QueryExecutionInputsAndOutputs", execution=chain["train"]).artifacts) == ["model"]
    assert ids(ask("QueryContextLineageSubgraph", context=chain["context"]).artifacts) == ["model"]


@pytest.mark.usefixtures("chain")
def test_a_deleted_store_takes_all_with_it(ask, database):
    ask("DeleteMetadataStore", name=STORE)
    with database.reading() as connection:
        left = connection.execute("SELECT name FROM resources WHERE name NOT GLOB '*operations*'").fetchall()
        links = connection.execute("SELECT count(*) FROM metadata_links").fetchone()[0]
    assert ([row["name"] for row in left], links) == ([], 0)
