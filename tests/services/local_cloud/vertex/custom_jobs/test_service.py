"""Custom jobs through Google's clients: what they run in, how they end, what is refused."""

import json
import time
from pathlib import Path

import pytest
from google.api_core import exceptions

from services.local_cloud.processes.environment import THREAD_VARIABLES
from services.local_cloud.vertex.jobs.scheduler import SHARE
from tests.services.local_cloud.processes.daemons import DAEMON

TRAINING_IMAGE = "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest"


def test_a_job_runs_the_uploaded_code_and_tells_of_it(submit, ended, log_lines):
    job = submit("import sys\nprint('hello', sys.argv[1:])", spec={"args": ["--a", "b c"]})
    assert job.state.name == "JOB_STATE_QUEUED"
    done = ended(job)
    assert done.state.name == "JOB_STATE_SUCCEEDED"
    assert done.create_time <= done.start_time <= done.end_time
    assert log_lines(job) == ["hello ['--a', 'b c']"]


def test_a_job_has_googles_variables_and_its_own_and_nothing_of_the_users(submit, ended, log_lines):
    job = submit(
        "import json, os; print(json.dumps(dict(os.environ)))",
        spec={"env": [{"name": "MINE", "value": "x=y"}]},
        job={"base_output_directory": {"output_uri_prefix": "gs://launchpad-local/out/"}},
    )
    assert ended(job).state.name == "JOB_STATE_SUCCEEDED"
    environment = json.loads(log_lines(job)[0])
    assert environment["AIP_MODEL_DIR"] == "gs://launchpad-local/out/model/"
    assert environment["AIP_CHECKPOINT_DIR"] == "gs://launchpad-local/out/checkpoints/"
    assert environment["AIP_TENSORBOARD_LOG_DIR"] == "gs://launchpad-local/out/logs/"
    assert environment["CLOUD_ML_JOB_ID"] == job.name.rsplit("/", 1)[-1]
    assert environment["CLOUD_ML_PROJECT_ID"] == "launchpad-local"
    assert environment["MINE"] == "x=y"
    assert not [name for name in environment if name.startswith("LAUNCHPAD")]
    own = environment["GOOGLE_APPLICATION_CREDENTIALS"]
    assert own == environment["HOME"] + "/credentials.json"
    assert {environment[name] for name in THREAD_VARIABLES} == {str(SHARE)}  # whatever the app's own are
    assert environment["HOME"] == environment["TMPDIR"].removesuffix("/tmp")  # noqa: S108 - compared, not used


def test_a_plain_storage_client_in_the_script_works_also_for_large_uploads(submit, ended, log_lines):
    code = (
        "import io\nfrom google.cloud import storage\n"
        "client = storage.Client()\n"
        "blob = client.bucket('launchpad-local').blob('test/large')\n"
        "blob.upload_from_file(io.BytesIO(b'x' * 9_000_000), size=9_000_000)\n"
        "print(client.project, len(blob.download_as_bytes()))"
    )
    job = submit(code, job={"base_output_directory": {"output_uri_prefix": "gs://launchpad-local/test"}})
    assert ended(job).state.name == "JOB_STATE_SUCCEEDED"
    assert log_lines(job) == ["launchpad-local 9000000"]


def test_a_job_loses_its_access_when_it_ends(submit, ended, log_lines):
    import requests

    # Its log shows no token, so it writes the address backwards.
    job = submit("import os; print(os.environ['STORAGE_EMULATOR_HOST'][::-1])")
    ended(job)
    address = log_lines(job)[0][::-1]
    assert requests.get(f"{address}/storage/v1/b/launchpad-local", timeout=10).status_code == 401


def test_no_token_is_in_the_log_or_the_error_of_a_job(submit, ended, log_lines, local_cloud):
    code = "import os, sys; print(dict(os.environ)); sys.exit(str(dict(os.environ)))"
    failed = ended(submit(code))
    shown = [*log_lines(failed), failed.error.message]
    assert all("http://job:[redacted]@" in text for text in shown)
    assert not [text for text in shown if "lct_" in text]
    assert local_cloud.token.startswith("lct_")


def running(marker):
    """Return the processes with an argument, whatever they have become."""
    lines = (_command_line(process) for process in Path("/proc").glob("[0-9]*"))
    return [line for line in lines if f"\0{marker}\0" in line and "keeper" not in line]


def _command_line(process):
    try:
        return (process / "cmdline").read_text()
    except OSError:
        return ""


@pytest.mark.parametrize("end", ["by itself", "by its owner"])
def test_a_daemon_ends_with_its_job(submit, ended, log_lines, clients, wait_for, end):
    code = DAEMON if end == "by itself" else f"{DAEMON}\ntime.sleep(600)"
    marker = f"--marker={end}"
    job = submit(code, spec={"args": [marker]})
    wait_for(lambda: log_lines(job))
    if end == "by its owner":
        assert len(running(marker)) == 2
        clients.jobs.cancel_custom_job({"name": job.name})
    assert ended(job).state.name == f"JOB_STATE_{'SUCCEEDED' if end == 'by itself' else 'CANCELLED'}"
    assert running(marker) == []


def test_a_script_that_raises_fails_the_job_with_its_last_lines(submit, ended, log_lines):
    job = submit("print('fine so far')\nraise RuntimeError('the table is empty')")
    failed = ended(job)
    assert failed.state.name == "JOB_STATE_FAILED"
    assert failed.error.code == 3
    assert "The replica workerpool0-0 exited with a non-zero status of 1" in failed.error.message
    assert "RuntimeError: the table is empty" in failed.error.message
    assert log_lines(job, " AND severity>=ERROR")[-1] == "RuntimeError: the table is empty"
    assert "fine so far" in log_lines(job, " AND severity=INFO")


def test_log_lines_show_while_the_job_runs(submit, ended, log_lines, wait_for, clients):
    job = submit("import time\nprint('working')\ntime.sleep(60)")
    assert wait_for(lambda: log_lines(job)) == ["working"]
    assert clients.jobs.get_custom_job({"name": job.name}).state.name == "JOB_STATE_RUNNING"
    clients.jobs.cancel_custom_job({"name": job.name})
    cancelled = ended(job)
    assert cancelled.state.name == "JOB_STATE_CANCELLED"
    assert cancelled.error.code == 1


@pytest.mark.local("how many run at once is its own affair")
def test_jobs_beyond_the_number_at_once_wait_and_can_be_cancelled_before_they_begin(
    submit, ended, clients, wait_for
):
    from services.local_cloud.vertex.jobs.scheduler import MAX_RUNNING

    running = [submit("import time; time.sleep(60)") for _ in range(MAX_RUNNING)]
    for job in running:
        wait_for(
            lambda job=job: clients.jobs.get_custom_job({"name": job.name}).state.name == "JOB_STATE_RUNNING"
        )
    waiting, next_one = submit("print('first')"), submit("print('second')")
    assert clients.jobs.get_custom_job({"name": waiting.name}).state.name == "JOB_STATE_QUEUED"
    clients.jobs.cancel_custom_job({"name": waiting.name})
    cancelled = ended(waiting)
    assert cancelled.state.name == "JOB_STATE_CANCELLED"
    assert not cancelled.start_time
    for job in running:
        clients.jobs.cancel_custom_job({"name": job.name})
    assert ended(next_one).state.name == "JOB_STATE_SUCCEEDED"
    assert all(ended(job).state.name == "JOB_STATE_CANCELLED" for job in running)


def test_a_job_over_its_timeout_fails_and_is_stopped(submit, ended):
    job = submit("import time; time.sleep(60)", job={"scheduling": {"timeout": "1s"}})
    failed = ended(job)
    assert failed.state.name == "JOB_STATE_FAILED"
    assert "longer than its timeout of 1 seconds" in failed.error.message


def test_jobs_are_listed_filtered_and_deleted(submit, ended, clients, parent):
    jobs = [
        ended(submit("", display_name=f"listed {number}", labels={"set": "listed"})) for number in range(3)
    ]
    request = {"parent": parent, "filter": "labels.set=listed", "page_size": 2}
    listed = list(clients.jobs.list_custom_jobs(request))
    assert [job.name for job in listed] == [job.name for job in reversed(jobs)]
    clients.jobs.delete_custom_job({"name": jobs[0].name}).result()
    with pytest.raises(exceptions.NotFound):
        clients.jobs.get_custom_job({"name": jobs[0].name})


def test_a_running_job_is_not_deleted(submit, clients, ended):
    job = submit("import time; time.sleep(60)")
    with pytest.raises(exceptions.BadRequest, match="can be deleted once it has ended"):
        clients.jobs.delete_custom_job({"name": job.name})
    clients.jobs.cancel_custom_job({"name": job.name})
    ended(job)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"display_name": ""}, "display_name"),
        ({"display_name": "x" * 129}, "must not exceed 128"),
        ({"labels": {"UPPER": "x"}}, "Label key"),
        pytest.param(
            {"spec": {"executor_image_uri": "gcr.io/me/mine"}},
            "sklearn-cpu.1-6:latest",
            marks=pytest.mark.local("Google runs any image"),
        ),
        ({"spec": {"package_uris": []}}, "package_uris"),
        ({"spec": {"package_uris": ["work.tar.gz"]}}, "not a Cloud Storage address"),
        ({"spec": {"python_module": ""}}, "python_module"),
        ({"job": {"worker_pool_specs": []}}, "worker_pool_specs"),
        ({"job": {"base_output_directory": {"output_uri_prefix": "/tmp/x"}}}, "not a Cloud Storage address"),  # noqa: S108 - refused
    ],
)
def test_what_google_refuses_is_refused(submit, changes, reason):
    with pytest.raises(exceptions.BadRequest, match=reason):
        submit("", "gs://launchpad-local/work.tar.gz", **changes)


def test_a_machine_that_google_has_not_is_refused(sdk, connection, tmp_path):
    script = tmp_path / "script.py"
    script.write_text("")
    job = sdk.CustomJob.from_local_script(
        display_name="a job",
        script_path=str(script),
        container_uri="us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest",
        machine_type="n1-standard-5",
        credentials=connection.credentials,
    )
    with pytest.raises(exceptions.BadRequest, match='Machine type "n1-standard-5" is not supported'):
        job.submit()


@pytest.mark.local("Google has it")
def test_more_than_one_replica_is_unimplemented(submit):
    pool = {"machine_spec": {"machine_type": "n1-standard-4"}, "replica_count": 2}
    with pytest.raises(exceptions.MethodNotImplemented, match="more than one replica"):
        submit("", job={"worker_pool_specs": [pool]})


@pytest.mark.parametrize(
    ("disk", "field"), [({"boot_disk_type": "floppy"}, "type"), ({"boot_disk_size_gb": 99}, "size_gb")]
)
def test_a_boot_disk_that_google_has_not_is_refused(submit, replica, disk, field):
    with pytest.raises(exceptions.BadRequest, match=f"disk_spec.boot_disk_{field}"):
        submit(job={"worker_pool_specs": [replica("") | {"disk_spec": disk}]})


@pytest.mark.local("Google has it")
def test_an_accelerator_is_unimplemented(submit, replica):
    machine = {"machine_type": "n1-standard-4", "accelerator_type": "NVIDIA_TESLA_T4", "accelerator_count": 1}
    with pytest.raises(exceptions.MethodNotImplemented, match="NVIDIA_TESLA_T4"):
        submit(job={"worker_pool_specs": [replica("") | {"machine_spec": machine}]})


def test_a_job_of_an_experiment_logs_to_its_run_or_to_one_of_its_own(
    sdk, connection, replica, ended, clients
):
    name = f"job-{time.time_ns()}"
    experiment = sdk.Experiment.create(name)
    run = sdk.ExperimentRun.create("first", experiment=name)
    code = (
        "from google.cloud import aiplatform\n"
        "aiplatform.log_params({'depth': 3})\n"
        "aiplatform.log_metrics({'score': 0.5})\n"
        "aiplatform.end_run()"
    )
    runs = []
    for options in ({"experiment_run": run}, {}):
        job = sdk.CustomJob("in an experiment", [replica(code)], credentials=connection.credentials)
        job.submit(experiment=experiment, **options)
        done = ended(clients.jobs.get_custom_job({"name": job.resource_name}))
        assert done.state.name == "JOB_STATE_SUCCEEDED", done.error.message
        run_name = done.job_spec.experiment_run.removeprefix(f"{experiment.resource_name}-")
        runs.append(sdk.ExperimentRun(run_name, experiment=name))
        assert [each.resource_name for each in runs[-1].get_logged_custom_jobs()] == [job.resource_name]
    assert [each.get_metrics() for each in runs] == [{"score": 0.5}] * 2
    assert [each.get_params() for each in runs] == [{"depth": 3}] * 2
    assert {each.name for each in sdk.ExperimentRun.list(experiment=name)} == {each.name for each in runs}


@pytest.mark.parametrize(
    ("spec", "error"),
    [
        ({"experiment": "nowhere"}, exceptions.NotFound),
        ({"experiment_run": "nowhere"}, exceptions.BadRequest),
    ],
)
def test_an_experiment_that_does_not_exist_is_refused(submit, replica, parent, spec, error):
    contexts = f"{parent}/metadataStores/default/contexts"
    named = {field: f"{contexts}/{value}" for field, value in spec.items()}
    with pytest.raises(error):
        submit("", job={"worker_pool_specs": [replica("")], **named})
