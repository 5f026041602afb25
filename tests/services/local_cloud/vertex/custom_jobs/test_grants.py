"""What a job's token may do: as a table, and tried out by a job."""

import json

import pytest

from services.local_cloud.http.access import Holder
from services.local_cloud.vertex.custom_jobs.grants import grants
from services.local_cloud.vertex.jobs import owners
from services.local_cloud.vertex.kernel import messages

HERE = "projects/p/locations/us-central1"
STORE = f"{HERE}/metadataStores/default"


def custom_job():
    job = messages.CustomJob(name=f"{HERE}/customJobs/7")
    job.job_spec.base_output_directory.output_uri_prefix = "gs://b/runs/7"
    pool = job.job_spec.worker_pool_specs.add()
    pool.python_package_spec.package_uris.append("gs://b/staging/work.tar.gz")
    return job


TEXTS = [
    *("--table=gs://b/datasets/1/table.csv", '{"to": "gs://c/out/"}', "/gcs/d"),
    *("gs://b/shards/training-*.csv", "gs://b/my file.csv gs://b/e"),
]


@pytest.mark.parametrize(
    ("permission", "resource", "allowed"),
    [
        ("storage.objects.get", "gs://b/staging/work.tar.gz", True),
        ("storage.objects.delete", "gs://b/staging/work.tar.gz", False),
        ("storage.objects.delete", "gs://b/runs/7/model/model.joblib", True),
        ("storage.objects.list", "gs://b/runs/7/", True),
        ("storage.objects.list", "gs://b/runs/7", False),
        ("storage.objects.get", "gs://b/runs/77/model.joblib", False),
        ("storage.objects.list", "gs://b/", False),
        ("storage.objects.get", "gs://b/datasets/1/table.csv", True),
        ("storage.objects.delete", "gs://b/datasets/1/table.csv", False),
        ("storage.objects.get", "gs://b/datasets/1/recipe.json", False),
        ("storage.objects.create", "gs://c/out/a", True),
        ("storage.objects.get", "gs://b/shards/training-00000-of-00001.csv", True),
        ("storage.objects.get", "gs://b/shards/test-00000-of-00001.csv", False),
        ("storage.objects.get", "gs://d/anything", True),
        ("storage.objects.get", "gs://b/my file.csv", True),
        ("storage.objects.get", "gs://b/e", True),
        ("storage.buckets.get", "gs://b", True),
        ("storage.buckets.get", "gs://e", False),
        ("storage.buckets.list", "projects", False),
        ("storage.buckets.delete", "gs://b", False),
        ("aiplatform.metadataStores.get", STORE, True),
        ("aiplatform.contexts.create", f"{STORE}/contexts", True),
        ("aiplatform.contexts.addContextArtifactsAndExecutions", f"{STORE}/contexts/c", True),
        ("aiplatform.executions.update", f"{STORE}/executions/e", True),
        ("aiplatform.contexts.delete", f"{STORE}/contexts/c", False),
        ("aiplatform.metadataStores.delete", STORE, False),
        ("aiplatform.contexts.get", f"{STORE.replace('/p/', '/q/')}/contexts/c", False),
        ("aiplatform.tensorboardRuns.write", f"{HERE}/tensorboards/1/experiments/e/runs/r", True),
        ("aiplatform.tensorboards.delete", f"{HERE}/tensorboards/1", False),
        ("aiplatform.operations.get", f"{STORE}/operations/1", True),
        ("aiplatform.customJobs.get", f"{HERE}/customJobs/7", True),
        ("aiplatform.customJobs.get", f"{HERE}/customJobs/77", False),
        ("aiplatform.customJobs.create", f"{HERE}/customJobs", False),
        ("aiplatform.customJobs.cancel", f"{HERE}/customJobs/7", False),
        ("aiplatform.endpoints.predict", f"{HERE}/endpoints/1", False),
        ("aiplatform.models.upload", f"{HERE}/models", False),
        ("logging.logEntries.create", "projects/p/logs", True),
        ("logging.logEntries.create", "projects/p/job_id/7", True),
        ("logging.logEntries.create", "projects/p/job_id/8", False),
        ("logging.logEntries.create", "projects/p/endpoint_id/1", False),
        ("logging.logEntries.list", "logs", False),
    ],
)
def test_a_job_may_do_what_it_needs_and_nothing_else(permission, resource, allowed):
    assert Holder("job", grants(custom_job(), TEXTS)).may(permission, resource) == allowed


def test_a_trial_writes_the_log_of_its_tuning_job():
    job = custom_job()
    owners.set_trial(job, f"{HERE}/hyperparameterTuningJobs/5", "1")
    holder = Holder("job", grants(job, []))
    assert holder.may("logging.logEntries.create", "projects/p/job_id/5")
    assert not holder.may("logging.logEntries.create", "projects/p/job_id/7")


ATTEMPTS = """
import json, os, sys, requests
address = os.environ["STORAGE_EMULATOR_HOST"]
for verb, path, body in json.loads(sys.argv[1]):
    reply = requests.request(verb, address + path, timeout=30, **body)
    reason = reply.json()["error"]["message"] if reply.status_code == 403 else ""
    print(json.dumps([reply.status_code, reason]), flush=True)
"""


def test_a_job_is_refused_what_is_anothers(
    submit, ended, log_lines, store, endpoint, parent, clients, connection
):
    foreign = store(table__csv=b"secret").removeprefix("gs://launchpad-local/")
    mine = store(table__csv=b"mine").removeprefix("gs://launchpad-local/")
    resumable = {"json": {"name": f"{foreign}/new"}}
    objects, upload = "/storage/v1/b/launchpad-local/o", "/upload/storage/v1/b/launchpad-local/o"
    media = f"{upload}?uploadType=media&name"
    entry = {"logName": "projects/launchpad-local/logs/x", "textPayload": "hi"}
    of_global, of_another = (
        {"json": {"entries": [entry | {"resource": resource}]}}
        for resource in ({"type": "global"}, {"type": "ml_job", "labels": {"job_id": "1"}})
    )
    quoted = foreign.replace("/", "%2F")
    part = f"--x\nContent-Type: application/http\n\nDELETE {objects}/{quoted}%2Ftable.csv\n\n--x--"
    batch = {"data": part, "headers": {"content-type": "multipart/mixed; boundary=x"}}
    output = f"{mine}/out"
    attempts = [
        ("GET", f"{objects}/{mine.replace('/', '%2F')}%2Ftable.csv?alt=media", {}, 200, ""),
        ("POST", f"{media}={output}/new", {"data": "x"}, 200, ""),
        ("POST", f"{media}={output}/new", {"data": "y"}, 200, ""),
        (
            "POST",
            f"{media}={mine}/table.csv",
            {"data": "x"},
            403,
            "storage.objects.delete",
        ),
        ("GET", f"{objects}?prefix={output}/", {}, 200, ""),
        ("GET", f"{objects}/{quoted}%2Ftable.csv?alt=media", {}, 403, "storage.objects.get"),
        ("GET", f"{objects}?prefix={foreign}/", {}, 403, "storage.objects.list"),
        ("GET", "/storage/v1/b?project=launchpad-local", {}, 403, "storage.buckets.list"),
        (
            "POST",
            f"{media}={foreign}/new",
            {"data": "x"},
            403,
            "storage.objects.create",
        ),
        (
            "POST",
            f"{upload}?uploadType=resumable",
            resumable,
            403,
            "storage.objects.create",
        ),
        (
            *("POST", f"{objects}/{output.replace('/', '%2F')}%2Fall/compose"),
            *({"json": {"sourceObjects": [{"name": f"{foreign}/table.csv"}]}}, 403, "storage.objects.get"),
        ),
        ("POST", "/batch/storage/v1", batch, 200, ""),
        ("DELETE", f"/v1/{endpoint.name}", {}, 403, "aiplatform.endpoints.delete"),
        ("GET", f"/v1/{parent}/models", {}, 403, "aiplatform.models.list"),
        ("GET", f"/v1/{parent}/metadataStores", {}, 200, ""),
        ("POST", "/v2/entries:write", of_global, 200, ""),
        ("POST", "/v2/entries:write", of_another, 403, "logging.logEntries.create"),
        ("POST", "/faults", {"json": {}}, 403, "localcloud.owner"),
    ]
    job = submit(
        ATTEMPTS,
        spec={
            "args": [json.dumps([attempt[:3] for attempt in attempts])],
            "env": [{"name": "TABLE", "value": f"gs://launchpad-local/{mine}/table.csv"}],
        },
        job={"base_output_directory": {"output_uri_prefix": f"gs://launchpad-local/{output}"}},
    )
    assert ended(job).state.name == "JOB_STATE_SUCCEEDED", log_lines(job)
    replies = [json.loads(line) for line in log_lines(job)]
    assert [status for status, _reason in replies] == [attempt[3] for attempt in attempts]
    for (_status, reason), attempt in zip(replies, attempts, strict=True):
        assert attempt[4] in reason
    assert clients.endpoints.get_endpoint({"name": endpoint.name}).name == endpoint.name
    assert connection.storage.bucket("launchpad-local").blob(f"{foreign}/table.csv").exists()


EXPERIMENT = """
import os
from urllib.parse import urlsplit
from google.cloud import aiplatform
from google.oauth2.credentials import Credentials
address = urlsplit(os.environ["STORAGE_EMULATOR_HOST"])
aiplatform.init(
    project=os.environ["GOOGLE_CLOUD_PROJECT"], location=os.environ["CLOUD_ML_REGION"],
    api_endpoint=f"http://127.0.0.1:{address.port}", api_transport="rest",
    credentials=Credentials(token=address.password), experiment="from-a-job",
)
aiplatform.start_run("a-run")
aiplatform.log_params({"depth": 3})
aiplatform.log_metrics({"loss": 0.5})
aiplatform.log_time_series_metrics({"loss": 0.7}, step=1)
with aiplatform.start_execution(schema_title="system.ContainerExecution", display_name="t") as execution:
    artifact = aiplatform.Artifact.create(schema_title="system.Model", display_name="m", uri="gs://a/b")
    execution.assign_output_artifacts([artifact])
aiplatform.end_run()
print(aiplatform.get_experiment_df("from-a-job").loc[0, "metric.loss"])
"""


def test_the_sdk_logs_an_experiment_from_a_job(submit, ended, log_lines):
    job = ended(submit(EXPERIMENT))
    assert job.state.name == "JOB_STATE_SUCCEEDED", job.error.message
    assert log_lines(job, " AND severity=INFO")[-1] == "0.5"
