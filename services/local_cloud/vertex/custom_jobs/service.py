"""JobService: custom jobs, each of which runs uploaded code in one replica."""

from typing import Any

from services.local_cloud.vertex.custom_jobs.checks import check_job_spec, image_of
from services.local_cloud.vertex.jobs.service import JobParts, JobService
from services.local_cloud.vertex.kernel.checks import check_display_name, check_labels
from services.local_cloud.vertex.metadata.experiment_runs import ExperimentRuns


class CustomJobService(JobService):
    """Serves the custom jobs of JobService."""

    kind = "CustomJob"
    collection = "customJobs"
    listed = "custom_jobs"

    def __init__(self, parts: JobParts) -> None:
        super().__init__(parts)
        self._runs = ExperimentRuns(parts.resources)

    def create(self, request: Any) -> Any:
        """Answer CreateCustomJob."""
        job = request.custom_job
        check_display_name(job.display_name, "custom_job.display_name")
        check_labels(job.labels, "custom_job.labels")
        check_job_spec(job.job_spec, self.images)
        self.images.label(job.labels, image_of(job.job_spec), "training")
        return self.enqueue(request.parent, job)

    def enqueue(self, parent: str, job: Any) -> Any:
        """Add a checked job, and attach it to the run of its experiment."""
        self._runs.check(job.job_spec)
        with self._resources.database.transaction():
            queued = super().enqueue(parent, job)
            self._runs.attach(queued)
            return self._resources.save_unchanged(queued.name, queued)
