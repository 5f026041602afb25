"""The experiment runs of custom jobs, as the SDK reads them."""

from typing import Any

from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.vertex.kernel.messages import message_type
from services.local_cloud.vertex.kernel.names import last_part
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.metadata.links import Links

# What google.cloud.aiplatform.metadata.constants names the parts of a run, and its jobs among them.
JOBS = "_custom_jobs"
_SCHEMAS = {"experiment": "system.Experiment", "experiment_run": "system.ExperimentRun"}
_SCHEMA_VERSION = "0.0.1"
_Context = message_type("Context")


class ExperimentRuns:
    """Attaches custom jobs to the runs of experiments. Raises ApiError."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._links = Links(resources.database)

    def check(self, spec: Any) -> None:
        """Raise an ApiError unless a job's experiment and run exist; a run needs its experiment."""
        if spec.experiment_run and not spec.experiment:
            raise invalid_argument("job_spec.experiment_run needs job_spec.experiment.")
        for field, schema in _SCHEMAS.items():
            name = getattr(spec, field)
            if name and self._resources.get(name).schema_title != schema:
                raise invalid_argument(f'job_spec.{field} "{name}" is no {schema}.')

    def attach(self, job: Any) -> None:
        """Note a job at its run, which is made if the job has an experiment alone; sets the job's run.

        The run keeps its etag: the caller's next change of it is not behind this one.
        """
        spec = job.job_spec
        if not spec.experiment:
            return
        spec.experiment_run = spec.experiment_run or self._new_run(spec.experiment, last_part(job.name))
        run = self._resources.get(spec.experiment_run)
        project, location = job.name.split("/")[1:4:2]
        page = f"locations/{location}/training/{last_part(job.name)}?project={project}"
        note = {
            "custom_job_resource_name": job.name,
            "custom_job_console_uri": f"https://console.cloud.google.com/agent-platform/{page}",
        }
        run.metadata.get_or_create_list(JOBS).add_struct().update(note)
        self._resources.save_unchanged(run.name, run)

    def _new_run(self, experiment: str, run_name: str) -> str:
        name = f"{experiment}-{run_name}"
        run = _Context(
            name=name,
            display_name=run_name,
            schema_title=_SCHEMAS["experiment_run"],
            schema_version=_SCHEMA_VERSION,
        )
        run.metadata.update({"_params": {}, "_metrics": {}, "_state": "RUNNING"})
        self._resources.add(name, run)
        self._links.add_children(experiment, [name])
        return name
