"""Which schemas a node may name."""

import pytest

from services.local_cloud.http.errors import ApiError

STORE = "projects/p/locations/l/metadataStores/default"


def register(ask, text, version="0.0.2", schema_id="my-schema"):
    schema = {"schema": text, "schema_version": version}
    return ask("CreateMetadataSchema", parent=STORE, metadata_schema=schema, metadata_schema_id=schema_id)


def test_a_node_gets_the_version_of_googles_own_schema(ask, add):
    assert (
        ask("GetContext", name=add("context", "node", schema_title="system.Experiment")).schema_version
        == "0.0.1"
    )


def test_a_node_may_name_a_registered_schema(ask, add):
    schema = register(ask, "title: mine.Report\ntype: object\n")
    assert ask("GetMetadataSchema", name=schema.name).schema_version == "0.0.2"
    assert [each.name for each in ask("ListMetadataSchemas", parent=STORE).metadata_schemas] == [schema.name]
    assert (
        ask("GetArtifact", name=add("artifact", "node", schema_title="mine.Report")).schema_version == "0.0.2"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"schema_title": "system.Unknown"},
        {"schema_title": "mine.Report"},
        {"schema_title": "system.Model", "schema_version": "9.9.9"},
        {"schema_version": "0.0.1"},
    ],
)
def test_another_schema_is_refused(add, fields):
    with pytest.raises(ApiError) as error:
        add("artifact", "node", **fields)
    assert error.value.status == "INVALID_ARGUMENT"


@pytest.mark.parametrize(
    "text", ["", "type: object", "title: Report", "title: mine.report", "title: x.Report"]
)
def test_a_schema_without_a_title_of_googles_form_is_refused(ask, text):
    with pytest.raises(ApiError, match="must include a schema title"):
        register(ask, text)
