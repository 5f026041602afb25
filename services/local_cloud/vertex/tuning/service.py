"""JobService: hyperparameter tuning jobs, whose trials run the same code with different parameters."""

from typing import Any

from services.local_cloud.vertex.custom_jobs.checks import check_job_spec, image_of
from services.local_cloud.vertex.jobs.service import JobService
from services.local_cloud.vertex.kernel.checks import check_display_name, check_labels, field_error
from services.local_cloud.vertex.tuning.checks import check_study


class TuningJobService(JobService):
    """Serves the hyperparameter tuning jobs of JobService."""

    kind = "HyperparameterTuningJob"
    collection = "hyperparameterTuningJobs"
    listed = "hyperparameter_tuning_jobs"

    def create(self, request: Any) -> Any:
        """Answer CreateHyperparameterTuningJob."""
        job, field = request.hyperparameter_tuning_job, "hyperparameter_tuning_job"
        check_display_name(job.display_name, f"{field}.display_name")
        check_labels(job.labels, f"{field}.labels")
        check_study(job.study_spec, f"{field}.study_spec")
        for count in ("max_trial_count", "parallel_trial_count"):
            if getattr(job, count) < 1:
                raise field_error(f"{field}.{count}", "It must be at least 1.")
        if job.max_failed_trial_count < 0:
            raise field_error(f"{field}.max_failed_trial_count", "It must not be negative.")
        check_job_spec(job.trial_job_spec, self.images, f"{field}.trial_job_spec")
        self.images.label(job.labels, image_of(job.trial_job_spec), "training")
        job.ClearField("trials")
        return self.enqueue(request.parent, job)

    def _remove(self, job: Any) -> None:
        """Remove a job with the custom jobs of its trials."""
        super()._remove(job)
        for trial in job.trials:
            if self._resources.find(trial.custom_job) is not None:
                self._resources.remove(trial.custom_job)
