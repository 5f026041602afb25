"""JobService: custom jobs, each of which runs uploaded code in one replica."""

from typing import Any

from services.local_cloud.vertex.custom_jobs.checks import check_job_spec, image_of
from services.local_cloud.vertex.jobs.service import JobService
from services.local_cloud.vertex.kernel.checks import check_display_name, check_labels


class CustomJobService(JobService):
    """Serves the custom jobs of JobService."""

    kind = "CustomJob"
    collection = "customJobs"
    listed = "custom_jobs"

    def create(self, request: Any) -> Any:
        """Answer CreateCustomJob."""
        job = request.custom_job
        check_display_name(job.display_name, "custom_job.display_name")
        check_labels(job.labels, "custom_job.labels")
        check_job_spec(job.job_spec, self.images)
        self.images.label(job.labels, image_of(job.job_spec), "training")
        return self.enqueue(request.parent, job)
