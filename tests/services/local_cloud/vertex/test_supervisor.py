"""After the end of the local cloud, gentle or not: nothing half done, nothing lost, nothing left running."""

import json
import os
import signal
from pathlib import Path

import pytest
import requests
from google.api_core import exceptions

IMAGE = "us-docker.pkg.dev/vertex-ai/{}/sklearn-cpu.1-6:latest"
PARENT = "projects/launchpad-local/locations/us-central1"


def family(cloud):
    """Return the ids of all processes that run in a local cloud's folders, its own left out."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != cloud.process.pid:
            try:
                inside = (entry / "cwd").readlink().is_relative_to(cloud.state_dir)
            except OSError:
                continue
            if inside:
                found.append(int(entry.name))
    return found


def kill(cloud):
    os.kill(cloud.process.pid, signal.SIGKILL)
    cloud.process.wait()


def job_spec(code):
    """Return a job that runs code, by a command of the training image."""
    container = {"image_uri": IMAGE.format("training"), "command": ["python", "-c", code]}
    pool = {
        "machine_spec": {"machine_type": "n1-standard-4"},
        "replica_count": 1,
        "container_spec": container,
    }
    return {"display_name": "a job", "job_spec": {"worker_pool_specs": [pool]}}


@pytest.fixture
def prepared(clients_of, multiplier):
    """Start a local cloud, store a model and return it, with its clients, as often as asked."""

    def prepare(cloud):
        cloud.storage().bucket("launchpad-local").blob("m/model.joblib").upload_from_string(multiplier(2))
        clients = clients_of(cloud)
        model = {
            "display_name": "m",
            "artifact_uri": "gs://launchpad-local/m",
            "container_spec": {"image_uri": IMAGE.format("prediction")},
        }
        reply = clients.models.upload_model({"parent": PARENT, "model": model}).result(timeout=10)
        request = {"parent": PARENT, "endpoint": {"display_name": "e"}}
        endpoint = clients.endpoints.create_endpoint(request).result(timeout=10)
        return clients, reply.model, endpoint.name

    return prepare


def deployment(endpoint, model):
    resources = {"machine_spec": {"machine_type": "n1-standard-2"}, "min_replica_count": 1}
    return {
        "endpoint": endpoint,
        "deployed_model": {"model": model, "dedicated_resources": resources},
        "traffic_split": {"0": 100},
    }


def test_after_a_kill_models_answer_again_jobs_have_failed_and_nothing_is_left_over(
    start_local_cloud, prepared, clients_of, wait_for, predict
):
    with start_local_cloud() as cloud:
        clients, model, endpoint = prepared(cloud)
        deployed = (
            clients.endpoints.deploy_model(deployment(endpoint, model)).result(timeout=60).deployed_model
        )
        running = clients.jobs.create_custom_job(
            {"parent": PARENT, "custom_job": job_spec("import time; time.sleep(120)")}
        )
        jobs = clients.jobs
        wait_for(lambda: jobs.get_custom_job({"name": running.name}).state.name == "JOB_STATE_RUNNING")
        unfinished = clients.endpoints.deploy_model(deployment(endpoint, model))
        wait_for(lambda: len(family(cloud)) >= 4)  # a keeper and a program for each
        kill(cloud)
        wait_for(lambda: not family(cloud))
    with start_local_cloud() as cloud:
        clients = clients_of(cloud)
        failed = clients.jobs.get_custom_job({"name": running.name})
        assert failed.state.name == "JOB_STATE_FAILED"
        assert "The local cloud ended while the job ran" in failed.error.message
        operation = clients.endpoints.get_operation({"name": unfinished.operation.name})
        assert operation.done
        present = clients.endpoints.get_endpoint({"name": endpoint})
        assert deployed.id in {each.id for each in present.deployed_models}
        assert len(present.deployed_models) == (1 if operation.WhichOneof("result") == "error" else 2)

        def answers():
            try:
                return predict(endpoint, [[3]], clients)
            except exceptions.ServiceUnavailable:
                return None

        assert wait_for(answers).predictions[0] == pytest.approx(6)
    wait_for(lambda: not family(cloud))


def test_a_job_that_had_not_begun_begins_after_the_next_start(start_local_cloud, clients_of, wait_for):
    from services.local_cloud.vertex.jobs.scheduler import MAX_RUNNING

    with start_local_cloud() as cloud:
        jobs = clients_of(cloud).jobs
        for _ in range(MAX_RUNNING):
            job = jobs.create_custom_job(
                {"parent": PARENT, "custom_job": job_spec("import time; time.sleep(120)")}
            )
        wait_for(lambda: jobs.get_custom_job({"name": job.name}).state.name == "JOB_STATE_RUNNING")
        queued = jobs.create_custom_job({"parent": PARENT, "custom_job": job_spec("print('late')")})
        kill(cloud)
    with start_local_cloud() as cloud:
        jobs = clients_of(cloud).jobs
        done = wait_for(lambda: (found := jobs.get_custom_job({"name": queued.name})).end_time and found)
        assert done.state.name == "JOB_STATE_SUCCEEDED"


def test_a_gentle_end_stops_all_children_within_seconds_and_says_why_a_job_failed(
    start_local_cloud, prepared, clients_of, wait_for
):
    with start_local_cloud() as cloud:
        clients, model, endpoint = prepared(cloud)
        clients.endpoints.deploy_model(deployment(endpoint, model)).result(timeout=60)
        job = clients.jobs.create_custom_job(
            {"parent": PARENT, "custom_job": job_spec("import time; time.sleep(120)")}
        )
        jobs = clients.jobs
        wait_for(lambda: jobs.get_custom_job({"name": job.name}).state.name == "JOB_STATE_RUNNING")
        cloud.process.send_signal(signal.SIGTERM)
        cloud.process.wait(15)
        assert not family(cloud)
    with start_local_cloud() as cloud:
        failed = clients_of(cloud).jobs.get_custom_job({"name": job.name})
        assert failed.state.name == "JOB_STATE_FAILED"
        assert "The local cloud was stopped while the job ran" in failed.error.message


SECRETS = {
    "GOOGLE_APPLICATION_CREDENTIALS": "/home/user/secret.json",
    "CLOUDSDK_AUTH_ACCESS_TOKEN": "ya29.secret",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "GITHUB_TOKEN": "ghp_secret",
    "DATABASE_URL": "postgres://user:secret@host/db",
    "SSH_AUTH_SOCK": "/run/secret.sock",
    "HTTPS_PROXY": "http://user:secret@127.0.0.1:9",
}
OWN = {"GOOGLE_APPLICATION_CREDENTIALS"}  # a job has credentials of its own


def test_no_credential_of_the_users_reaches_a_job_or_a_serving_process(start_local_cloud, prepared, wait_for):
    with start_local_cloud(environment=SECRETS) as cloud:
        clients, model, endpoint = prepared(cloud)
        clients.endpoints.deploy_model(deployment(endpoint, model)).result(timeout=60)
        code = "import json, os; print(json.dumps(dict(os.environ)))"
        job = clients.jobs.create_custom_job({"parent": PARENT, "custom_job": job_spec(code)})
        jobs = clients.jobs
        wait_for(lambda: jobs.get_custom_job({"name": job.name}).state.name == "JOB_STATE_SUCCEEDED")
        reply = requests.post(
            f"{cloud.url}/v2/entries:list",
            json={"resourceNames": ["projects/launchpad-local"], "filter": 'resource.type="ml_job"'},
            headers={"authorization": f"Bearer {cloud.token}"},
            timeout=30,
        ).json()
        (described,) = [
            json.loads(line)
            for line in (entry["jsonPayload"]["message"] for entry in reply["entries"])
            if line.startswith("{")
        ]
        serving = [(Path("/proc") / str(each) / "environ").read_bytes() for each in family(cloud)]
        assert described["CLOUD_ML_PROJECT_ID"] == "launchpad-local"
        assert any(b"AIP_DEPLOYED_MODEL_ID" in each for each in serving)
        own = (Path("/proc") / str(cloud.process.pid) / "environ").read_bytes()
        assert b"secret" in own  # else the test would prove nothing
        for environment in (json.dumps(described).encode(), *serving):
            assert b"secret" not in environment
            assert cloud.token.encode() not in environment
            for name in SECRETS.keys() - OWN:
                assert name.encode() not in environment
