"""The runs of custom jobs keep their note of them, and the caller's etag."""

from services.local_cloud.vertex.kernel.messages import CustomJob
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.metadata.experiment_runs import JOBS, ExperimentRuns


def test_a_job_at_a_run_changes_no_etag_and_outlives_a_change_that_has_not_read_it(ask, add, database, clock):
    experiment = add("context", "tries", schema_title="system.Experiment")
    run = add("context", "tries-first", schema_title="system.ExperimentRun")
    before = ask("GetContext", name=run)
    job = CustomJob(name="projects/p/locations/l/customJobs/7")
    job.job_spec.experiment, job.job_spec.experiment_run = experiment, run
    ExperimentRuns(Resources(database, clock)).attach(job)
    ask("UpdateContext", context={"name": run, "etag": before.etag, "metadata": {"_params": {"depth": 3}}})
    metadata = ask("GetContext", name=run).metadata
    assert [note["custom_job_resource_name"] for note in metadata[JOBS]] == [job.name]
    assert metadata["_params"]["depth"] == 3
