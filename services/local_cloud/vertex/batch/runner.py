"""Run batch prediction jobs, each with a serving process that predicts batch by batch."""

import asyncio
import json
from collections.abc import Awaitable, Sequence
from contextlib import closing
from itertools import islice
from typing import Any, TypeVar

from google.protobuf import json_format

from services.local_cloud.context import Cloud
from services.local_cloud.http.errors import ApiError, deadline_exceeded, invalid_argument, unavailable
from services.local_cloud.logging.entries import LogEntries, LogSource
from services.local_cloud.vertex.batch.instances import Record, read_instances
from services.local_cloud.vertex.batch.results import ResultFile, output_folder
from services.local_cloud.vertex.endpoints.channel import Answer
from services.local_cloud.vertex.endpoints.runner import served_model
from services.local_cloud.vertex.endpoints.serving_process import ServingProcess
from services.local_cloud.vertex.jobs.lifecycle import RUNNING, JobLifecycle
from services.local_cloud.vertex.jobs.scheduler import JobRun
from services.local_cloud.vertex.kernel.gcs_paths import list_files, parse_folder
from services.local_cloud.vertex.kernel.names import last_part, project_of, split_version
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.models.registry import Registry

# The default of ManualBatchTuningParameters.batch_size.
_BATCH_SIZE = 64
# docs/predictions/get-batch-predictions: the seconds for a batch, and the attempts if the process ends.
_TIMEOUT = 600.0
_MAX_ATTEMPTS = 3
_NOTICE_SECONDS = 5.0
_TASK = "batch-prediction"
_Result = TypeVar("_Result")


class BatchPredictionRunner:
    """Runs batch prediction jobs."""

    def __init__(
        self,
        cloud: Cloud,
        resources: Resources,
        lifecycle: JobLifecycle,
        registry: Registry,
        log_entries: LogEntries,
    ) -> None:
        self._cloud = cloud
        self._resources = resources
        self._lifecycle = lifecycle
        self._registry = registry
        self._log_entries = log_entries

    async def __call__(self, run: JobRun) -> None:
        """Predict every instance. Raises the ApiError that the job fails with."""
        job = await asyncio.to_thread(self._resources.get, run.name)
        model_name = f"{split_version(job.model)[0]}@{job.model_version_id}"
        model = await asyncio.to_thread(self._registry.find, model_name)
        folder = await asyncio.to_thread(self._registry.folder, model)
        deployment = served_model(model, folder, job.name, last_part(job.name), _source(job.name))
        process = ServingProcess(self._cloud, self._log_entries, deployment)
        try:
            await _unless_stopped(run, process.start())
            if await asyncio.to_thread(self._lifecycle.enter, run.name, RUNNING):
                await self._predict(run, job, model, _BatchClient(run, job, process))
        except _Stopped:
            run.check_interrupted()
        finally:
            await process.stop()

    async def _predict(self, run: JobRun, job: Any, model: Any, client: "_BatchClient") -> None:
        files = await asyncio.to_thread(self._files, job)
        await asyncio.to_thread(run.folder.mkdir, parents=True)
        instances_format = job.input_config.instances_format
        size = job.manual_batch_tuning_parameters.batch_size or _BATCH_SIZE
        with (
            closing(read_instances(self._cloud.objects, files, instances_format)) as records,
            ResultFile(run.folder, "prediction.results") as results,
            ResultFile(run.folder, "prediction.errors_stats") as errors,
        ):
            while batch := await asyncio.to_thread(lambda: list(islice(records, size))):
                answers = await client.answers(batch)
                await asyncio.to_thread(_note, batch, answers, results, errors)
            await asyncio.to_thread(self._finish, job, model, results, errors)
            if errors.count and not results.count:
                raise invalid_argument(
                    f"None of the {errors.count} instances got a prediction. {client.first_error}"
                )

    def _files(self, job: Any) -> list[tuple[str, str]]:
        # A missing destination fails the job before the predictions, not after them.
        folder_bucket, prefix = parse_folder(
            job.output_config.gcs_destination.output_uri_prefix, "gcs_destination"
        )
        self._cloud.objects.exists(folder_bucket, f"{prefix}prediction")
        uris = job.input_config.gcs_source.uris
        return [file for uri in uris for file in list_files(self._cloud.objects, uri, "gcs_source.uris")]

    def _finish(self, job: Any, model: Any, results: ResultFile, errors: ResultFile) -> None:
        """Write the result files, then the job's output_info and statistics."""
        base = job.output_config.gcs_destination.output_uri_prefix
        bucket, prefix = parse_folder(base, "gcs_destination")
        folder = output_folder(model.display_name, job.create_time.ToDatetime())
        for lines in (results, errors):
            lines.write(self._cloud.objects, bucket, f"{prefix}{folder}/")
        with self._resources.database.transaction():
            present = self._resources.get(job.name)
            present.output_info.gcs_output_directory = f"gs://{bucket}/{prefix}{folder}"
            present.completion_stats.successful_count = results.count
            present.completion_stats.failed_count = errors.count
            ran = self._cloud.clock().timestamp() - present.start_time.ToNanoseconds() / 1e9
            present.resources_consumed.replica_hours = ran / 3600
            self._resources.save(job.name, present)


class _BatchClient:
    """Sends batches to a serving process and finds the instances that it rejects."""

    def __init__(self, run: JobRun, job: Any, process: ServingProcess) -> None:
        self.first_error = ""
        self._run = run
        self._process = process
        self._extra: dict[str, Any] = {}
        if job.HasField("model_parameters"):
            self._extra = {"parameters": json_format.MessageToDict(job.model_parameters)}

    async def answers(self, batch: Sequence[Record]) -> list[Any]:
        """Return each record's prediction, or the ApiError of its line."""
        readable = [record for record in batch if not record.error]
        predictions = iter(await self._ask([record.instance for record in readable]) if readable else [])
        answers = [invalid_argument(record.error) if record.error else next(predictions) for record in batch]
        for answer in answers:
            if isinstance(answer, ApiError) and not self.first_error:
                self.first_error = f"The first was refused so: {answer.message}"
        return answers

    async def _ask(self, instances: Sequence[Any]) -> list[Any]:
        try:
            return await self._send(instances)
        except ApiError as error:
            if len(instances) == 1 or error.status in {"UNAVAILABLE", "DEADLINE_EXCEEDED"}:
                return [error] * len(instances)
        # The model rejects a batch as a whole: halving it finds the invalid instances.
        middle = len(instances) // 2
        return [*await self._ask(instances[:middle]), *await self._ask(instances[middle:])]

    async def _send(self, instances: Sequence[Any]) -> list[Any]:
        body = json.dumps({"instances": instances, **self._extra}).encode()
        for _attempt in range(_MAX_ATTEMPTS):
            await self._until_ready()
            try:
                request = asyncio.wait_for(self._process.ask(body), _TIMEOUT)
                return _predictions(await _unless_stopped(self._run, request), len(instances))
            except TimeoutError:
                raise deadline_exceeded(f"The model did not answer within {_TIMEOUT:g} seconds.") from None
            except OSError:
                await self._until_noticed()  # the process ended before it answered
        raise unavailable(f"The model server ended {_MAX_ATTEMPTS} times before it answered.")

    async def _until_noticed(self) -> None:
        """Wait until the end of the process is noticed, so that the next attempt reaches its successor."""
        end = asyncio.get_running_loop().time() + _NOTICE_SECONDS
        while self._process.state == "ready" and asyncio.get_running_loop().time() < end:
            await _unless_stopped(self._run, asyncio.sleep(0.05))

    async def _until_ready(self) -> None:
        end = asyncio.get_running_loop().time() + _TIMEOUT
        while self._process.state != "ready":
            if asyncio.get_running_loop().time() > end:
                raise unavailable("The model server does not start again.")
            await _unless_stopped(self._run, asyncio.sleep(0.1))


class _Stopped(Exception):
    """The job was stopped."""


async def _unless_stopped(run: JobRun, awaitable: Awaitable[_Result]) -> _Result:
    """Return the result of an awaitable. If the job is stopped first, cancel it and raise _Stopped."""
    runner = asyncio.ensure_future(awaitable)
    stopping = asyncio.ensure_future(run.stopping.wait())
    await asyncio.wait({runner, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not runner.done():
        runner.cancel()
        await asyncio.wait({runner})
        raise _Stopped
    return runner.result()


def _predictions(reply: Answer, count: int) -> list[Any]:
    if reply.status != 200:
        status = "INVALID_ARGUMENT" if 400 <= reply.status < 500 else "INTERNAL"
        words = reply.body.decode("utf-8", "replace")
        raise ApiError(status, f"Non-OK result {reply.status} ({words}) from server.")
    try:
        predictions = json.loads(reply.body)["predictions"]
    except (ValueError, KeyError, TypeError):
        raise ApiError("INTERNAL", "Predictions are not in the response.") from None
    if not isinstance(predictions, list) or len(predictions) != count:
        raise ApiError("INTERNAL", f"The response does not hold {count} predictions.")
    return predictions


def _note(batch: Sequence[Record], answers: Sequence[Any], results: ResultFile, errors: ResultFile) -> None:
    for record, answer in zip(batch, answers, strict=True):
        if isinstance(answer, ApiError):
            error = {"code": answer.code, "message": answer.message}
            errors.add({"instance": record.instance, "error": error})
        else:
            results.add({"instance": record.instance, "prediction": answer})


def _source(name: str) -> LogSource:
    labels = {"project_id": project_of(name), "job_id": last_part(name), "task_name": _TASK}
    return LogSource(project_of(name), _TASK, "ml_job", labels)
