"""Tuning jobs as resources: listed, deleted, refused."""

import pytest
from google.api_core import exceptions


def test_jobs_are_listed_by_filter_and_deleted_with_their_trials(tune, tuned, clients, parent):
    ended = tuned(tune(labels={"set": "tuned"}, max_trial_count=1))
    request = {"parent": parent, "filter": 'labels.set=tuned AND state="JOB_STATE_SUCCEEDED"'}
    listed = list(clients.jobs.list_hyperparameter_tuning_jobs(request))
    assert [job.name for job in listed] == [ended.name]
    clients.jobs.delete_hyperparameter_tuning_job({"name": ended.name}).result()
    for get, name in (
        (clients.jobs.get_hyperparameter_tuning_job, ended.name),
        (clients.jobs.get_custom_job, ended.trials[0].custom_job),
    ):
        with pytest.raises(exceptions.NotFound):
            get({"name": name})


def test_a_running_job_is_not_deleted(tune, tuned, clients):
    job = tune("import time; time.sleep(60)")
    with pytest.raises(exceptions.BadRequest, match="can be deleted once it has ended"):
        clients.jobs.delete_hyperparameter_tuning_job({"name": job.name})
    clients.jobs.cancel_hyperparameter_tuning_job({"name": job.name})
    tuned(job)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"display_name": ""}, "display_name"),
        ({"labels": {"UPPER": "x"}}, "Label key"),
        ({"max_trial_count": 0}, "max_trial_count"),
        ({"parallel_trial_count": 0}, "parallel_trial_count"),
        ({"max_failed_trial_count": -1}, "max_failed_trial_count"),
        ({"trial_job_spec": {}}, "trial_job_spec.worker_pool_specs"),
        ({"spec": {"metrics": [{"metric_id": "gain"}]}}, "study_spec.parameters"),
    ],
)
def test_what_google_refuses_is_refused(tune, changes, reason):
    with pytest.raises(exceptions.BadRequest, match=reason):
        tune("", **changes)
