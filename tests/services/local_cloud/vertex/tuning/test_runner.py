"""Tuning jobs as they run: trials at once, what they are told, how they and their job end."""

import json
import os
import signal

import pytest
from google.cloud.aiplatform import hyperparameter_tuning as hpt

SLEEPING = "import time; time.sleep(60)"
TELLING = """
import json, os, sys, hypertune
names = ("CLOUD_ML_TRIAL_ID", "AIP_MODEL_DIR", "CLOUD_ML_HP_METRIC_FILE", "CLUSTER_SPEC")
print(json.dumps({name: os.environ[name] for name in names} | {"arguments": sys.argv[1:]}))
hypertune.HyperTune().report_hyperparameter_tuning_metric("gain", 1)
"""


def test_the_sdk_tunes_a_script_and_reads_each_trial(sdk, connection, trial_spec, wait_for):
    job = sdk.HyperparameterTuningJob(
        display_name="through the SDK",
        custom_job=sdk.CustomJob("a trial", trial_spec()["worker_pool_specs"]),
        metric_spec={"gain": "maximize"},
        parameter_spec={
            "x": hpt.DoubleParameterSpec(min=0.1, max=1, scale="log"),
            "depth": hpt.IntegerParameterSpec(min=1, max=8, scale="linear"),
            "kind": hpt.CategoricalParameterSpec(values=["a", "b"]),
            "size": hpt.DiscreteParameterSpec(values=[16, 32], scale=None),
        },
        max_trial_count=3,
        parallel_trial_count=3,
        credentials=connection.credentials,
    )
    job.run(sync=False)
    job.wait_for_resource_creation()
    wait_for(lambda: job.state.name == "JOB_STATE_SUCCEEDED")
    assert sorted(trial.id for trial in job.trials) == ["1", "2", "3"]
    for trial in job.trials:
        values = {parameter.parameter_id: parameter.value for parameter in trial.parameters}
        assert 0.1 <= values["x"] <= 1
        assert values["depth"] in range(1, 9)
        assert values["kind"] in {"a", "b"}
        assert values["size"] in {16, 32}
        assert trial.state.name == "SUCCEEDED"
        assert trial.start_time <= trial.end_time
        [metric] = trial.final_measurement.metrics
        assert (metric.metric_id, metric.value) == ("gain", pytest.approx(-((values["x"] - 0.3) ** 2)))
        assert trial.final_measurement.step_count == 1
    job.wait()


def test_a_trial_is_told_its_parameters_its_folder_and_its_number(tune, tuned, study, trial_spec, log_lines):
    parameters = [
        {"parameter_id": "size", "discrete_value_spec": {"values": [16, 32.5]}},
        {"parameter_id": "kind", "categorical_value_spec": {"values": ["a"]}},
    ]
    base = "gs://launchpad-local/tuned/"
    spec = study(parameters=parameters, algorithm="GRID_SEARCH")
    job = tuned(tune(spec=spec, max_trial_count=9, trial_job_spec=trial_spec(TELLING, base)))
    assert job.state.name == "JOB_STATE_SUCCEEDED"
    assert len(job.trials) == 2  # a grid ends where its points do
    described = sorted(map(json.loads, log_lines(job)), key=lambda each: each["CLOUD_ML_TRIAL_ID"])
    assert [each["CLOUD_ML_TRIAL_ID"] for each in described] == ["1", "2"]
    assert [each["arguments"] for each in described] == [
        ["--size=16", "--kind=a"],
        ["--size=32.5", "--kind=a"],
    ]
    assert [each["AIP_MODEL_DIR"] for each in described] == [f"{base}{number}/model/" for number in (1, 2)]
    assert [json.loads(each["CLUSTER_SPEC"])["task"]["trial"] for each in described] == ["1", "2"]
    assert len({each["CLOUD_ML_HP_METRIC_FILE"] for each in described}) == 2
    marked = log_lines(job, ' AND labels."ml.googleapis.com/trial_id"="2"')
    assert [json.loads(line)["CLOUD_ML_TRIAL_ID"] for line in marked] == ["2"]


def test_trials_run_at_once_up_to_the_number_asked_for(tune, tuned, trial_spec, here):
    # Each waits until three are there, which they can only be at once; a fourth would be one too many.
    code = """
import time, hypertune
from google.cloud import storage
bucket = storage.Client().bucket("BUCKET")
bucket.blob(f"test/meeting/{time.time_ns()}").upload_from_string("here")
end = time.monotonic() + 40
while len(list(bucket.list_blobs(prefix="test/meeting/"))) < 3 and time.monotonic() < end:
    time.sleep(0.05)
met = len(list(bucket.list_blobs(prefix="test/meeting/")))
hypertune.HyperTune().report_hyperparameter_tuning_metric("gain", met)
"""
    spec = trial_spec(code.replace("BUCKET", here.bucket))
    [pool] = spec["worker_pool_specs"]
    pool["container_spec"]["args"] = [f"--meeting=gs://{here.bucket}/test/meeting/"]
    job = tuned(tune(trial_job_spec=spec, max_trial_count=3, parallel_trial_count=3))
    assert [trial.final_measurement.metrics[0].value for trial in job.trials] == [3, 3, 3]


def test_no_more_trials_run_than_asked_for(tune, tuned):
    job = tuned(tune(max_trial_count=2, parallel_trial_count=1))
    first, second = job.trials
    assert first.end_time <= second.start_time


def test_measurements_show_by_step_while_the_trial_runs(tune, clients, wait_for, tuned):
    code = """
import time, hypertune
tune = hypertune.HyperTune()
for step in (1, 2, 3):
    tune.report_hyperparameter_tuning_metric("gain", [0, 5, 7, 6][step], step)
time.sleep(60)
"""
    job = tune(code, max_trial_count=1)

    def measured():
        trials = clients.jobs.get_hyperparameter_tuning_job({"name": job.name}).trials
        return trials and list(trials[0].measurements)

    measurements = wait_for(measured)
    assert [(each.step_count, each.metrics[0].value) for each in measurements] == [(1, 5), (2, 7), (3, 6)]
    clients.jobs.cancel_hyperparameter_tuning_job({"name": job.name})
    assert tuned(job).trials[0].state.name == "INFEASIBLE"


@pytest.mark.parametrize(("selection", "value"), [("LAST_MEASUREMENT", 6), ("BEST_MEASUREMENT", 7)])
def test_the_final_measurement_is_the_one_that_is_asked_for(tune, tuned, study, selection, value):
    code = """
import hypertune
tune = hypertune.HyperTune()
for step, gain in enumerate((5, 7, 6)):
    tune.report_hyperparameter_tuning_metric("gain", gain, step)
"""
    job = tuned(tune(code, spec=study(measurement_selection_type=selection), max_trial_count=1))
    assert job.trials[0].final_measurement.metrics[0].value == value


def test_a_job_stops_early_when_too_many_trials_have_failed(tune, tuned):
    job = tuned(
        tune("raise RuntimeError('no')", max_trial_count=9, parallel_trial_count=1, max_failed_trial_count=2)
    )
    assert job.state.name == "JOB_STATE_FAILED"
    assert "2 of 2 trials have failed. Trial 2: The replica workerpool0-0 exited" in job.error.message
    assert [trial.state.name for trial in job.trials] == ["INFEASIBLE", "INFEASIBLE"]
    assert "RuntimeError: no" in job.trials[0].infeasible_reason


def test_a_trial_that_reports_nothing_is_infeasible_and_the_others_count(tune, tuned, study):
    code = """
import sys, hypertune
if sys.argv[1] == "--kind=b":
    hypertune.HyperTune().report_hyperparameter_tuning_metric("gain", 1)
"""
    parameter = {"parameter_id": "kind", "categorical_value_spec": {"values": ["a", "b", "c"]}}
    spec = study(parameters=[parameter], algorithm="GRID_SEARCH")
    job = tuned(tune(code, spec=spec, max_trial_count=3, max_failed_trial_count=3))
    assert job.state.name == "JOB_STATE_SUCCEEDED"
    assert [trial.state.name for trial in job.trials] == ["INFEASIBLE", "SUCCEEDED", "INFEASIBLE"]
    assert "without having reported the metrics of the study: gain" in job.trials[0].infeasible_reason


def test_a_cancelled_job_stops_its_trials(tune, tuned, clients, wait_for):
    job = tune(SLEEPING)

    def running():
        trials = clients.jobs.get_hyperparameter_tuning_job({"name": job.name}).trials
        states = [clients.jobs.get_custom_job({"name": trial.custom_job}).state.name for trial in trials]
        return states == ["JOB_STATE_RUNNING"] * 2

    wait_for(running)
    clients.jobs.cancel_hyperparameter_tuning_job({"name": job.name})
    cancelled = tuned(job)
    assert (cancelled.state.name, cancelled.error.code) == ("JOB_STATE_CANCELLED", 1)
    for trial in cancelled.trials:
        assert trial.state.name == "INFEASIBLE"
        state = clients.jobs.get_custom_job({"name": trial.custom_job}).state.name
        assert state == "JOB_STATE_CANCELLED"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (signal.SIGKILL, "ended while the job ran"),
        pytest.param(signal.SIGTERM, "was stopped while the job ran", marks=pytest.mark.soak),
    ],
    ids=["killed", "stopped"],
)
def test_after_the_end_of_the_cloud_the_job_has_failed_with_its_trials_and_none_runs_again(
    start_local_cloud, clients_of, wait_for, parent, study, number, reason
):
    container = {
        "image_uri": "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest",
        "command": ["python", "-c", SLEEPING],
    }
    pool = {
        "machine_spec": {"machine_type": "n1-standard-4"},
        "replica_count": 1,
        "container_spec": container,
    }
    tuning = {
        "display_name": "killed",
        "study_spec": study(),
        "max_trial_count": 5,
        "parallel_trial_count": 2,
        "trial_job_spec": {"worker_pool_specs": [pool]},
    }
    with start_local_cloud() as cloud:
        jobs = clients_of(cloud).jobs
        request = {"parent": parent, "hyperparameter_tuning_job": tuning}
        job = jobs.create_hyperparameter_tuning_job(request)
        wait_for(lambda: len(jobs.get_hyperparameter_tuning_job({"name": job.name}).trials) == 2)
        os.kill(cloud.process.pid, number)
        cloud.process.wait(20)
    with start_local_cloud() as cloud:
        jobs = clients_of(cloud).jobs
        failed = jobs.get_hyperparameter_tuning_job({"name": job.name})
        assert failed.state.name == "JOB_STATE_FAILED"
        assert reason in failed.error.message
        assert [trial.state.name for trial in failed.trials] == ["INFEASIBLE", "INFEASIBLE"]
        backing = [jobs.get_custom_job({"name": trial.custom_job}) for trial in failed.trials]
        assert {each.state.name for each in backing} <= {"JOB_STATE_FAILED", "JOB_STATE_CANCELLED"}
