"""Training pipelines: the SDK's CustomTrainingJob from script to registered model."""

import csv
import io
from textwrap import dedent

import pytest
from google.api_core import exceptions

TRAINING_IMAGE = "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest"
SERVING_IMAGE = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest"
CUSTOM_TASK = "gs://google-cloud-aiplatform/schema/trainingjob/definition/custom_task_1.0.0.yaml"
TABULAR = "gs://google-cloud-aiplatform/schema/dataset/metadata/tabular_1.0.0.yaml"

WRITES_A_MODEL = dedent("""
    import io, os, sys
    import joblib
    from google.cloud import storage
    from sklearn.dummy import DummyRegressor

    print("arguments", sys.argv[1:])
    content = io.BytesIO()
    joblib.dump(DummyRegressor().fit([[0]], [7.0]), content)
    address = os.environ["AIP_MODEL_DIR"] + "model.joblib"
    storage.Blob.from_uri(address, client=storage.Client()).upload_from_string(content.getvalue())
""")


@pytest.fixture
def training(sdk, tmp_path):
    """Make a CustomTrainingJob of the SDK from the text of a script."""

    def training(code, **options):
        script = tmp_path / "script.py"
        script.write_text(code)
        return sdk.CustomTrainingJob(
            display_name="a training", script_path=str(script), container_uri=TRAINING_IMAGE, **options
        )

    return training


@pytest.fixture
def pipeline(clients, parent, replica):
    """Create a training pipeline by Google's client and return it."""

    def pipeline(code, folder, **changes):
        pipeline = {
            "display_name": "a training",
            "training_task_definition": CUSTOM_TASK,
            "training_task_inputs": {
                "worker_pool_specs": [replica(code)],
                "base_output_directory": {"output_uri_prefix": folder},
            },
            **changes,
        }
        return clients.pipelines.create_training_pipeline({"parent": parent, "training_pipeline": pipeline})

    return pipeline


@pytest.fixture
def finished(clients, wait_for):
    """Return a pipeline once it has ended."""

    def finished(pipeline):
        def ask():
            present = clients.pipelines.get_training_pipeline({"name": pipeline.name})
            return present if present.end_time else None

        return wait_for(ask)

    return finished


def test_the_sdk_trains_and_gets_the_registered_model(training, store):
    folder = store()
    job = training(WRITES_A_MODEL, model_serving_container_image_uri=SERVING_IMAGE, labels={"team": "blue"})
    model = job.run(
        base_output_dir=folder,
        args=["--depth=3"],
        machine_type="n1-standard-4",
        model_display_name="trained",
        model_labels={"kind": "dummy"},
    )
    assert job.state.name == "PIPELINE_STATE_SUCCEEDED"
    assert (model.display_name, model.version_id, model.version_aliases) == ("trained", "1", ["default"])
    assert model.labels == {"kind": "dummy"}
    assert model.uri == f"{folder}/model"
    assert model.gca_resource.training_pipeline == job.resource_name
    assert model.gca_resource.container_spec.image_uri == SERVING_IMAGE
    job.delete()
    model.delete()


def test_a_pipeline_moves_with_its_job_and_names_it(pipeline, finished, clients, store):
    started = pipeline("", store())
    assert started.state.name == "PIPELINE_STATE_QUEUED"
    done = finished(started)
    assert done.state.name == "PIPELINE_STATE_SUCCEEDED"
    job = clients.jobs.get_custom_job({"name": done.training_task_metadata["backingCustomJob"]})
    assert job.state.name == "JOB_STATE_SUCCEEDED"
    assert (job.start_time, job.end_time) == (done.start_time, done.end_time)
    assert not done.model_to_upload.name


def test_the_inputs_come_back_as_google_writes_them(pipeline, store, call):
    made = pipeline("", store())
    inputs = call("GET", f"/v1/{made.name}").json()["trainingTaskInputs"]
    pool = inputs["workerPoolSpecs"][0]
    assert pool["machineSpec"] == {"machineType": "n1-standard-4"}
    assert pool["replicaCount"] == "1"
    assert "imageUri" in pool["containerSpec"]
    assert list(inputs["baseOutputDirectory"]) == ["outputUriPrefix"]


def test_a_second_training_makes_a_second_version(pipeline, finished, clients, store):
    container = {"container_spec": {"image_uri": SERVING_IMAGE}}
    first = finished(pipeline(WRITES_A_MODEL, store(), model_to_upload={"display_name": "m"} | container))
    name = first.model_to_upload.name
    second = finished(
        pipeline(
            WRITES_A_MODEL, store(), parent_model=name, model_to_upload={**container, "labels": {"n": "2"}}
        )
    )
    assert (second.model_to_upload.name, second.model_to_upload.version_id) == (name, "2")
    versions = clients.models.list_model_versions({"name": name})
    assert {version.version_id: list(version.version_aliases) for version in versions} == {
        "2": [],
        "1": ["default"],
    }
    assert clients.models.get_model({"name": f"{name}@2"}).labels == {"n": "2"}


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", 'There are no files under "'),
        (WRITES_A_MODEL.replace("model.joblib", "model.onnx"), "exactly one of: [model.joblib, model.pkl]"),
        ("raise SystemExit(3)", "exited with a non-zero status of 3"),
    ],
)
def test_a_pipeline_fails_where_no_model_comes_of_it(
    pipeline, finished, clients, store, parent, code, reason
):
    model = {"display_name": "never", "container_spec": {"image_uri": SERVING_IMAGE}}
    failed = finished(pipeline(code, store(), model_to_upload=model))
    assert failed.state.name == "PIPELINE_STATE_FAILED"
    assert failed.error.message.startswith("Training pipeline failed with error message: ")
    assert reason in failed.error.message
    assert not list(clients.models.list_models({"parent": parent, "filter": 'display_name="never"'}))


def test_the_sdk_raises_with_the_reason_of_a_failed_training(training, store):
    job = training("raise ValueError('no rows')")
    with pytest.raises(RuntimeError, match="ValueError: no rows"):
        job.run(base_output_dir=store())


def test_a_pipeline_is_cancelled_with_its_job_and_deleted_after(pipeline, finished, clients, store, wait_for):
    started = pipeline("import time; time.sleep(60)", store())
    name = {"name": started.name}
    wait_for(lambda: clients.pipelines.get_training_pipeline(name).state.name == "PIPELINE_STATE_RUNNING")
    with pytest.raises(exceptions.BadRequest, match="can be deleted once it has ended"):
        clients.pipelines.delete_training_pipeline(name)
    clients.pipelines.cancel_training_pipeline(name)
    cancelled = finished(started)
    assert cancelled.state.name == "PIPELINE_STATE_CANCELLED"
    job = clients.jobs.get_custom_job({"name": cancelled.training_task_metadata["backingCustomJob"]})
    assert job.state.name == "JOB_STATE_CANCELLED"
    clients.pipelines.delete_training_pipeline(name).result()
    with pytest.raises(exceptions.NotFound):
        clients.pipelines.get_training_pipeline(name)


def test_pipelines_are_listed_by_label(pipeline, finished, clients, store, parent):
    started = finished(pipeline("", store(), labels={"listed": "yes"}))
    request = {"parent": parent, "filter": "labels.listed:*"}
    assert [each.name for each in clients.pipelines.list_training_pipelines(request)] == [started.name]


def test_a_managed_dataset_is_dealt_out_to_three_files(
    pipeline, finished, clients, store, parent, here, connection
):
    rows = [[str(number), f'text "{number}", 한글\nzeile'] for number in range(200)]
    table = io.StringIO(newline="")
    csv.writer(table).writerows([["id", "text"], *rows])
    source = f"{store(table__csv=table.getvalue().encode())}/table.csv"
    dataset = clients.datasets.create_dataset(
        {
            "parent": parent,
            "dataset": {
                "display_name": "rows",
                "metadata_schema_uri": TABULAR,
                "metadata": {"inputConfig": {"gcsSource": {"uri": [source]}}},
            },
        }
    ).result()
    code = "import os\nfrom google.cloud import storage\n" + dedent("""
        assert os.environ["AIP_DATA_FORMAT"] == "csv"
        for part in ("TRAINING", "VALIDATION", "TEST"):
            print(os.environ[f"AIP_{part}_DATA_URI"])
    """)
    config = {
        "dataset_id": dataset.name.rsplit("/", 1)[-1],
        "fraction_split": {"training_fraction": 0.5, "validation_fraction": 0.3, "test_fraction": 0.2},
        "gcs_destination": {"output_uri_prefix": store()},
    }
    done = finished(pipeline(code, store(), input_data_config=config))
    assert done.state.name == "PIPELINE_STATE_SUCCEEDED", done.error.message
    bucket = connection.storage.bucket(here.bucket)
    prefix = config["gcs_destination"]["output_uri_prefix"].removeprefix(here.uri(""))
    parts = {
        blob.name.rsplit("/", 1)[-1]: blob.download_as_text() for blob in bucket.list_blobs(prefix=prefix)
    }
    assert sorted(parts) == [f"{part}-00000-of-00001.csv" for part in ("test", "training", "validation")]
    read = {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in parts.items()}
    assert all(part[0] == ["id", "text"] for part in read.values())
    assert sorted(row for part in read.values() for row in part[1:]) == sorted(rows)
    assert 70 < len(read["training-00000-of-00001.csv"]) < 130


def test_the_sdk_trains_on_the_parts_that_a_column_names(training, sdk, store, here, connection):
    folder = store(table__csv=b"id,part\n1,training\n2,test\n3,validation\n4,none\n5,training\n")
    dataset = sdk.TabularDataset.create(display_name="named parts", gcs_source=f"{folder}/table.csv")
    training("print(1)").run(
        dataset=dataset, base_output_dir=folder, predefined_split_column_name="part", replica_count=1
    )
    blobs = connection.storage.list_blobs(here.bucket, prefix=folder.split("/", 3)[3])
    written = {blob.name.rsplit("/", 1)[-1]: blob.download_as_text() for blob in blobs}
    assert {name.split("-")[0]: text for name, text in written.items() if "-of-" in name} == {
        "training": "id,part\n1,training\n5,training\n",
        "validation": "id,part\n3,validation\n",
        "test": "id,part\n2,test\n",
    }


@pytest.mark.parametrize(
    ("changes", "error", "reason"),
    [
        pytest.param(
            {"training_task_definition": "gs://x/automl.yaml"},
            exceptions.MethodNotImplemented,
            "automl",
            marks=pytest.mark.local("Google has it"),
        ),
        ({"display_name": ""}, exceptions.BadRequest, "display_name"),
        (
            {"training_task_inputs": {"worker_pool_specs": [{"nonsense": 1}]}},
            exceptions.BadRequest,
            "nonsense",
        ),
        ({"model_to_upload": {"display_name": "m"}}, exceptions.BadRequest, "image_uri"),
        (
            {
                "parent_model": "{parent}/models/9",
                "model_to_upload": {"container_spec": {"image_uri": SERVING_IMAGE}},
            },
            exceptions.NotFound,
            "models/9",
        ),
        ({"input_data_config": {"dataset_id": "9"}}, exceptions.NotFound, "datasets/9"),
    ],
)
def test_what_google_refuses_is_refused(pipeline, here, changes, error, reason):
    if "parent_model" in changes:
        changes = changes | {"parent_model": changes["parent_model"].format(parent=here.parent)}
    with pytest.raises(error, match=reason):
        pipeline("", here.uri("out"), **changes)
