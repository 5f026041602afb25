"""Tabular datasets through the SDK and Google's client."""

import pytest
from google.api_core import exceptions


@pytest.fixture
def table(store):
    folder = store(table__csv=b"a,b\n1,2\n")
    return f"{folder}/table.csv"


def test_the_sdk_creates_changes_lists_and_deletes_a_dataset(sdk, table):
    dataset = sdk.TabularDataset.create(display_name="rows", gcs_source=table, labels={"set": "one"})
    assert dataset.gca_resource.metadata["inputConfig"]["gcsSource"]["uri"] == [table]
    assert sorted(dataset.column_names) == ["a", "b"]
    assert dataset.labels == {"set": "one", "aiplatform.googleapis.com/dataset_metadata_schema": "TABULAR"}
    dataset.update(display_name="renamed", labels={"set": "two"}, description="said")
    again = sdk.TabularDataset(dataset.resource_name)
    assert (again.display_name, again.gca_resource.description) == ("renamed", "said")
    assert again.labels["set"] == "two"
    assert again.labels["aiplatform.googleapis.com/dataset_metadata_schema"] == "TABULAR"
    found = sdk.TabularDataset.list(filter='display_name="renamed" AND labels.set=two')
    assert [each.resource_name for each in found] == [dataset.resource_name]
    dataset.delete()
    with pytest.raises(exceptions.NotFound):
        sdk.TabularDataset(dataset.resource_name)


def test_shards_are_named_by_a_wildcard(sdk, store):
    folder = store(part_1__csv=b"a\n1\n", part_2__csv=b"a\n2\n")
    dataset = sdk.TabularDataset.create(display_name="shards", gcs_source=f"{folder}/part_*.csv")
    assert dataset.gca_resource.etag
    dataset.delete()


@pytest.mark.parametrize(
    ("uri", "error"),
    [
        ("{bucket}/nothing.csv", exceptions.NotFound),
        ("{bucket}/nothing-*.csv", exceptions.NotFound),
        ("gs://no-such-bucket-here/x.csv", exceptions.NotFound),
        ("/etc/passwd", exceptions.BadRequest),
    ],
)
def test_a_source_that_is_not_there_is_refused(clients, here, parent, uri, error):
    metadata = {"inputConfig": {"gcsSource": {"uri": [uri.format(bucket=f"gs://{here.bucket}")]}}}
    schema = "gs://google-cloud-aiplatform/schema/dataset/metadata/tabular_1.0.0.yaml"
    dataset = {"display_name": "d", "metadata_schema_uri": schema, "metadata": metadata}
    with pytest.raises(error):
        clients.datasets.create_dataset({"parent": parent, "dataset": dataset})


@pytest.mark.local("Google has it")
def test_another_kind_of_dataset_is_unimplemented(clients, parent):
    dataset = {
        "display_name": "d",
        "metadata_schema_uri": "gs://google-cloud-aiplatform/schema/dataset/metadata/image_1.0.0.yaml",
    }
    with pytest.raises(exceptions.MethodNotImplemented, match="image_1"):
        clients.datasets.create_dataset({"parent": parent, "dataset": dataset})


def test_an_update_with_a_stale_etag_changes_nothing(sdk, clients, table):
    dataset = sdk.TabularDataset.create(display_name="rows", gcs_source=table)
    changed = {"name": dataset.resource_name, "display_name": "lost", "etag": "stale"}
    with pytest.raises(exceptions.Conflict):
        clients.datasets.update_dataset({"dataset": changed, "update_mask": {"paths": ["display_name"]}})
    assert clients.datasets.get_dataset({"name": dataset.resource_name}).display_name == "rows"
    with pytest.raises(exceptions.BadRequest, match="can't be updated"):
        clients.datasets.update_dataset({"dataset": changed, "update_mask": {"paths": ["metadata"]}})
    dataset.delete()


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"inputConfig": 7},
        {"inputConfig": {"gcsSource": []}},
        {"inputConfig": {"gcsSource": {"uri": [7]}}},
    ],
)
def test_a_source_of_another_shape_is_refused(clients, parent, metadata):
    dataset = {
        "display_name": "d",
        "metadata_schema_uri": "gs://google-cloud-aiplatform/schema/dataset/metadata/tabular_1.0.0.yaml",
        "metadata": metadata,
    }
    with pytest.raises(exceptions.BadRequest, match=r"inputConfig\.gcsSource\.uri is required"):
        clients.datasets.create_dataset({"parent": parent, "dataset": dataset})
