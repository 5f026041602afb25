"""Unmodified code with Google's clients, in a job."""

import time

CODE = """
import sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo") and "127.0.0.1" not in str(arguments):
        print("LEAVES", event, arguments)

sys.addaudithook(watch)
import google.auth
from google.cloud import aiplatform, bigquery, storage
credentials, project = google.auth.default()
print("default", project, credentials.valid)

aiplatform.init(experiment="EXPERIMENT", experiment_tensorboard=False)
with aiplatform.start_run("in-the-job"):
    aiplatform.log_params({"depth": 3})
    aiplatform.log_metrics({"score": 0.5})
aiplatform.init(project="launchpad-local", location="us-central1", staging_bucket="gs://launchpad-local")
print("listed", len(aiplatform.ExperimentRun.list(experiment="EXPERIMENT")))

print("bucket", storage.Client().bucket("launchpad-local").exists())
for call in (
    lambda: bigquery.Client().query_and_wait("SELECT 1"),
    lambda: aiplatform.Model("123"),
    lambda: storage.Client().get_bucket("someone-elses"),
):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
"""
LOGGED = """
import logging, google.cloud.logging
client = google.cloud.logging.Client()
client.setup_logging()
logging.getLogger("training").warning("half way")
client.close()
"""


def test_googles_clients_in_a_job_call_the_local_cloud_as_the_job(submit, ended, log_lines, sdk):
    name = f"in-job-{time.time_ns()}"
    job = ended(submit(CODE.replace("EXPERIMENT", name)))
    assert job.state.name == "JOB_STATE_SUCCEEDED", job.error.message
    lines = log_lines(job)
    assert not [line for line in lines if line.startswith("LEAVES")]
    assert "default launchpad-local True" in lines
    assert "listed 1" in lines
    assert "bucket True" in lines
    [refused] = [line for line in lines if "/bigquery/" in line]
    assert "MethodNotImplemented" in refused or "501" in refused
    assert len([line for line in lines if line.startswith("Forbidden 403")]) == 2
    assert sdk.ExperimentRun("in-the-job", experiment=name).get_params() == {"depth": 3}


def test_the_logging_handler_of_google_writes_to_the_local_cloud(submit, ended, local_cloud):
    from google.cloud import logging

    job = ended(submit(LOGGED))
    assert job.state.name == "JOB_STATE_SUCCEEDED", job.error.message
    client = logging.Client(
        project="launchpad-local",
        credentials=local_cloud.credentials,
        _use_grpc=False,
        client_options={"api_endpoint": local_cloud.url},
    )
    entries = list(client.list_entries(filter_='logName="projects/launchpad-local/logs/python"'))
    assert "half way" in [entry.payload for entry in entries]
