"""Batch prediction as it runs: what is asked, what is left in the bucket, how a job ends."""

import json
import os
import re
import signal
import time
from pathlib import Path

import pytest

RESULTS = "prediction.results-00000-of-00001"
ERRORS = "prediction.errors_stats-00000-of-00001"


@pytest.fixture(scope="module")
def model_of(upload, store, evaluated):
    """Upload a model that is whatever the given code makes in the serving process."""

    def model_of(code, **model):
        return upload(store(model__joblib=evaluated(code)), model={"display_name": "of code", **model})

    return model_of


def predicting(function):
    """Return code that makes an object whose predict is the given expression of a function."""
    return f"type('Model', (), {{'predict': staticmethod({function})}})()"


def serving(job):
    """Say whether a serving process of a job runs."""
    mark = f"AIP_DEPLOYED_MODEL_ID={job.name.rsplit('/', 1)[-1]}"
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                environment = (entry / "environ").read_text().split("\0")
            except OSError:
                continue
            if mark in environment:
                return True
    return False


def test_the_sdk_predicts_a_file_and_reads_what_came_of_it(sdk, here, connection, doubler, store, wait_for):
    folder = store(rows=b"[1]\n[2.5]\n")
    job = sdk.Model(doubler.name, credentials=connection.credentials).batch_predict(
        job_display_name="through the SDK",
        gcs_source=f"{folder}/rows",
        gcs_destination_prefix=here.uri("sdk"),
        machine_type="n1-standard-2",
        starting_replica_count=1,
        max_replica_count=1,
        sync=False,
    )
    job.wait_for_resource_creation()
    wait_for(lambda: job.state.name == "JOB_STATE_SUCCEEDED")
    job.wait()
    created = job.create_time.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
    assert job.output_info.gcs_output_directory == here.uri(f"sdk/prediction-a model-{created}Z")
    assert (job.completion_stats.successful_count, job.completion_stats.failed_count) == (2, 0)
    contents = {blob.name.rsplit("/", 1)[-1]: blob.download_as_text() for blob in job.iter_outputs()}
    assert [json.loads(line) for line in contents[RESULTS].splitlines()] == [
        {"instance": [1], "prediction": pytest.approx(2)},
        {"instance": [2.5], "prediction": pytest.approx(5)},
    ]
    assert contents[ERRORS] == ""


def test_a_bad_row_goes_to_the_errors_and_the_rest_succeed(batch, predicted, outputs, doubler):
    rows = [json.dumps([number]) for number in range(100)]
    rows[7], rows[50], rows[99] = '["a word"]', "no json", "[1, 2]"
    job = predicted(batch(doubler, "\n".join(rows)))
    assert job.state.name == "JOB_STATE_SUCCEEDED"
    assert (job.completion_stats.successful_count, job.completion_stats.failed_count) == (97, 3)
    found = outputs(job)
    right = [number for number in range(99) if number not in {7, 50}]
    assert [line["instance"] for line in found[RESULTS]] == [[number] for number in right]
    assert [line["prediction"] for line in found[RESULTS]] == pytest.approx([2 * each for each in right])
    assert [line["instance"] for line in found[ERRORS]] == [["a word"], "no json", [1, 2]]
    assert [line["error"]["code"] for line in found[ERRORS]] == [3, 3, 3]
    assert "Prediction failed" in found[ERRORS][0]["error"]["message"]
    assert "not JSON" in found[ERRORS][1]["error"]["message"]


def test_a_csv_has_a_header_text_in_quotes_and_numbers_without(batch, predicted, outputs, model_of):
    echo = model_of(predicting("lambda rows: [[str(cell) for cell in row] for row in rows]"))
    content = '"size","kind"\r\n1,"a"\r\n2.5,"b, ""c"""\r\n3,bare\r\n4\r\n'
    job = predicted(batch(echo, content, form="csv"))
    assert job.state.name == "JOB_STATE_SUCCEEDED", job.error.message
    found = outputs(job)
    assert found[RESULTS] == [
        {"instance": [1.0, "a"], "prediction": ["1.0", "a"]},
        {"instance": [2.5, 'b, "c"'], "prediction": ["2.5", 'b, "c"']},
    ]
    assert [line["instance"] for line in found[ERRORS]] == ["3,bare", "4"]


def test_several_files_and_wildcards_are_read_in_order(batch, predicted, outputs, doubler, store):
    folder = store(part1=b"[1]", part2=b"[2]\n", other=b"[3]")
    uris = [f"{folder}/part*", f"{folder}/other"]
    source = {"gcs_source": {"uris": uris}}
    job = predicted(batch(doubler, parts={"input_config": source}))
    assert [line["instance"] for line in outputs(job)[RESULTS]] == [[1], [2], [3]]


def test_the_model_is_asked_in_batches_of_the_size_asked_for(batch, predicted, outputs, model_of):
    count = model_of(predicting("lambda rows: [len(rows)] * len(rows)"))
    rows = "\n".join(["[1]"] * 5)
    job = predicted(batch(count, rows, manual_batch_tuning_parameters={"batch_size": 2}))
    assert [line["prediction"] for line in outputs(job)[RESULTS]] == [2, 2, 2, 2, 1]


@pytest.mark.local("it looks into its own serving code")
def test_the_parameters_of_a_job_reach_the_container(batch, predicted, outputs, model_of):
    # The image's model never sees the request, so this one listens where its container reads it.
    listening = """(lambda app, heard: (
        setattr(app, "answer", (lambda answer: lambda batches, body: (
            heard.append(body.decode()), answer(batches, body))[1])(app.answer)),
        type("Model", (), {"predict": lambda self, rows: heard[-1:] * len(rows)})(),
    )[1])(__import__("services.local_cloud.serving.app", fromlist=["app"]), [])"""
    parameters = {"confidence": 0.5, "labels": ["a", "b"]}
    job = predicted(batch(model_of(listening), "[1]\n[2]", model_parameters=parameters))
    assert job.state.name == "JOB_STATE_SUCCEEDED", job.error.message
    assert [json.loads(line["prediction"]) for line in outputs(job)[RESULTS]] == [
        {"instances": [[1], [2]], "parameters": parameters}
    ] * 2


def test_a_job_without_a_single_prediction_has_failed_and_leaves_the_errors(
    batch, predicted, outputs, doubler
):
    job = predicted(batch(doubler, '["x"]\n["y"]'))
    assert job.state.name == "JOB_STATE_FAILED"
    assert "None of the 2 instances got a prediction. The first was refused so" in job.error.message
    assert len(outputs(job)[ERRORS]) == 2


def test_predictions_that_are_no_json_fail_alone(batch, predicted, outputs, model_of):
    root = model_of(predicting("lambda rows: __import__('numpy').asarray(rows)[:, 0] / rows[:, 0]"))
    job = predicted(batch(root, "[1.0]\n[0.0]\n[2.0]"))
    found = outputs(job)
    assert [line["instance"] for line in found[RESULTS]] == [[1.0], [2.0]]
    assert [line["instance"] for line in found[ERRORS]] == [[0.0]]


def test_a_model_that_ends_its_process_fails_its_batch_and_the_others_succeed(
    batch, predicted, outputs, model_of
):
    deadly = model_of(predicting("lambda rows: rows[:, 0] if rows[0, 0] else __import__('os')._exit(1)"))
    job = predicted(batch(deadly, "[1]\n[0]\n[2]", manual_batch_tuning_parameters={"batch_size": 1}))
    found = outputs(job)
    assert [line["instance"] for line in found[RESULTS]] == [[1], [2]]
    assert found[ERRORS][0]["error"]["code"] == 14


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"input_config": {"gcs_source": {"uris": ["{bucket}/none/*"]}}}, "There is no file at"),
        (
            {"output_config": {"gcs_destination": {"output_uri_prefix": "gs://nobody-has-this/x"}}},
            "bucket does not exist",
        ),
    ],
)
def test_a_file_or_bucket_that_is_not_there_fails_the_job(batch, predicted, doubler, here, parts, reason):
    named = json.loads(json.dumps(parts).replace("{bucket}", f"gs://{here.bucket}"))
    job = predicted(batch(doubler, "[1]", parts=named))
    assert job.state.name == "JOB_STATE_FAILED"
    assert reason in job.error.message


def test_a_model_that_can_not_be_loaded_fails_the_job_and_its_lines_are_in_the_log(
    batch, predicted, upload, store, log_lines
):
    job = predicted(batch(upload(store(model__joblib=b"junk")), "[1]"))
    assert job.state.name == "JOB_STATE_FAILED"
    assert "Model server exited unexpectedly" in job.error.message
    assert any(line.startswith("Loading the model") for line in log_lines(job))


@pytest.mark.local("it looks for processes of this machine")
def test_the_process_is_the_jobs_own_and_ends_with_it(batch, predicted, model_of, clients, wait_for):
    slow = model_of(predicting("lambda rows: __import__('time').sleep(60)"))
    job = batch(slow, "[1]")
    assert job.state.name == "JOB_STATE_QUEUED"
    get = clients.jobs.get_batch_prediction_job
    wait_for(lambda: get({"name": job.name}).state.name == "JOB_STATE_RUNNING")
    assert serving(job)
    begun = time.monotonic()
    clients.jobs.cancel_batch_prediction_job({"name": job.name})
    cancelled = predicted(job)
    assert (cancelled.state.name, cancelled.error.code) == ("JOB_STATE_CANCELLED", 1)
    assert time.monotonic() - begun < 30  # not the minute that the model sleeps
    assert not serving(job)


def test_after_a_kill_the_job_has_failed_and_no_process_is_left(
    start_local_cloud, clients_of, wait_for, parent, evaluated
):
    image = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest"
    with start_local_cloud() as cloud:
        clients = clients_of(cloud)
        bucket = cloud.storage().bucket("launchpad-local")
        content = evaluated(predicting("lambda rows: __import__('time').sleep(60)"))
        bucket.blob("m/model.joblib").upload_from_string(content)
        bucket.blob("rows").upload_from_string("[1]")
        model = {
            "display_name": "m",
            "artifact_uri": "gs://launchpad-local/m",
            "container_spec": {"image_uri": image},
        }
        reply = clients.models.upload_model({"parent": parent, "model": model}).result(timeout=10)
        job = clients.jobs.create_batch_prediction_job(
            {
                "parent": parent,
                "batch_prediction_job": {
                    "display_name": "killed",
                    "model": reply.model,
                    "input_config": {
                        "instances_format": "jsonl",
                        "gcs_source": {"uris": ["gs://launchpad-local/rows"]},
                    },
                    "output_config": {
                        "predictions_format": "jsonl",
                        "gcs_destination": {"output_uri_prefix": "gs://launchpad-local/out"},
                    },
                    "dedicated_resources": {"machine_spec": {"machine_type": "n1-standard-2"}},
                },
            }
        )
        get = clients.jobs.get_batch_prediction_job
        wait_for(lambda: get({"name": job.name}).state.name == "JOB_STATE_RUNNING")
        os.kill(cloud.process.pid, signal.SIGKILL)
        cloud.process.wait()
        wait_for(lambda: not serving(job))
    with start_local_cloud() as cloud:
        failed = clients_of(cloud).jobs.get_batch_prediction_job({"name": job.name})
        assert failed.state.name == "JOB_STATE_FAILED"
        assert re.search("The local cloud ended while the job ran", failed.error.message)
