"""The custom job that a trial is."""

import pytest

from services.local_cloud.vertex.jobs import owners
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.tuning import trials

NAME = "projects/p/locations/l/hyperparameterTuningJobs/7"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (16.0, "16"),
        (16, "16"),
        (0.5, "0.5"),
        (1e-05, "1e-05"),
        (-2.0, "-2"),
        (1e300, "1e+300"),
        ("a b", "a b"),
    ],
)
@pytest.mark.parametrize("kind", ["python_package_spec", "container_spec"])
def test_parameters_follow_the_jobs_own_arguments(kind, value, text):
    pool = {kind: {"args": ["--mine"]}}
    tuning = messages.HyperparameterTuningJob(name=NAME, trial_job_spec={"worker_pool_specs": [pool]})
    job = trials.custom_job(tuning, "3", {"x": value})
    spec = getattr(job.job_spec.worker_pool_specs[0], kind)
    assert list(spec.args) == ["--mine", f"--x={text}"]
    assert owners.is_trial(job)
    assert (owners.tuning_id(job), owners.trial_id(job)) == ("7", "3")


def test_a_long_display_name_leaves_room_for_the_trials_number():
    tuning = messages.HyperparameterTuningJob(name=NAME, display_name="x" * 128)
    tuning.trial_job_spec.worker_pool_specs.add().container_spec.image_uri = "image"
    assert len(trials.custom_job(tuning, "1000", {}).display_name) <= 128


def test_open_trials_end_with_their_job(clock):
    tuning = messages.HyperparameterTuningJob()
    tuning.trials.append(trials.new_trial("1", {"x": 1.0, "kind": "a"}, "job", clock()))
    tuning.trials.append(trials.new_trial("2", {}, "job", clock()))
    trials.succeed(tuning.trials[0], messages.Measurement(step_count=4), clock())
    trials.end_with_job(tuning, "JOB_STATE_RUNNING", None, clock())
    assert [messages.enum_name(trial, "state") for trial in tuning.trials] == ["SUCCEEDED", "ACTIVE"]
    trials.end_with_job(tuning, "JOB_STATE_FAILED", None, clock())
    assert [messages.enum_name(trial, "state") for trial in tuning.trials] == ["SUCCEEDED", "INFEASIBLE"]
    assert tuning.trials[1].infeasible_reason == "The hyperparameter tuning job ended before the trial."
    number, category = tuning.trials[0].parameters
    assert (number.value.number_value, category.value.string_value) == (1.0, "a")


def test_a_trial_is_found_by_its_number_in_whatever_order_trials_began():
    begun = [messages.Trial(id=number) for number in ("2", "1", "3")]
    tuning = messages.HyperparameterTuningJob(name=NAME, trials=begun)
    assert [trials.find(tuning, number).id for number in ("1", "2", "3")] == ["1", "2", "3"]
