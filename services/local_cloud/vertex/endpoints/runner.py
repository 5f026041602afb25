"""Run the serving processes of deployed models, and start them again after a restart."""

import asyncio
import sys
import traceback
from typing import Any

from services.local_cloud.context import Cloud
from services.local_cloud.http.errors import ApiError, failed_precondition
from services.local_cloud.logging.entries import LogEntries, LogSource
from services.local_cloud.vertex.compute.images import stand_in_warning, unrunnable_message
from services.local_cloud.vertex.endpoints.deployments import Deployments, Rollout
from services.local_cloud.vertex.endpoints.serving_process import ServedModel, ServingProcess
from services.local_cloud.vertex.kernel.names import last_part
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.models.registry import Registry


class DeploymentRunner:
    """Runs one serving process for each deployed model; only `find` may be called in any thread."""

    def __init__(
        self,
        cloud: Cloud,
        resources: Resources,
        registry: Registry,
        operations: Operations,
        deployments: Deployments,
        log_entries: LogEntries,
    ) -> None:
        self._cloud = cloud
        self._resources = resources
        self._registry = registry
        self._operations = operations
        self._deployments = deployments
        self._log_entries = log_entries
        # By endpoint and deployed model.
        self._processes: dict[tuple[str, str], ServingProcess] = {}
        self._rollouts: dict[str, asyncio.Task[None]] = {}
        self._endings: set[asyncio.Task[None]] = set()

    async def resume(self) -> None:
        """Fail the deployments that an earlier process began, and serve the models it served."""
        for name in await asyncio.to_thread(self._operations.unfinished):
            reason = ApiError(
                "ABORTED", "The local cloud ended before the operation did; nothing has changed."
            )
            await asyncio.to_thread(self._operations.fail, name, reason)
        endpoints = await asyncio.to_thread(lambda: list(self._resources.everywhere("endpoints")))
        for _position, endpoint in endpoints:
            for deployed in endpoint.deployed_models:
                deployment = await asyncio.to_thread(self._deployment, endpoint.name, deployed)
                process = ServingProcess(self._cloud, self._log_entries, deployment)
                self._processes[endpoint.name, deployed.id] = process
                process.resume()

    def find(self, endpoint: str, deployed_id: str) -> ServingProcess | None:
        """Return the process of an endpoint's deployed model, None if it has none."""
        return self._processes.get((endpoint, deployed_id))

    def deploy(self, rollout: Rollout) -> None:
        """Start a process in the background and deploy its model once it is ready."""
        task = asyncio.get_running_loop().create_task(self._roll_out(rollout))
        self._rollouts[rollout.operation] = task
        task.add_done_callback(lambda _task: self._rollouts.pop(rollout.operation, None))
        task.add_done_callback(self._endings.discard)

    def cancel(self, operation: str) -> None:
        """Cancel a deployment that has not ended yet."""
        if operation in self._rollouts:
            self._rollouts[operation].cancel()

    def undeploy(self, endpoint: str, deployed_id: str) -> None:
        """Stop the process of an undeployed model."""
        process = self._processes.pop((endpoint, deployed_id), None)
        if process is not None:
            ending = asyncio.get_running_loop().create_task(process.stop())
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)

    async def stop(self) -> None:
        """Stop all processes; the next start fails the deployments under way."""
        rollouts = list(self._rollouts.values())
        for rollout in rollouts:
            rollout.cancel()
        await asyncio.gather(*rollouts, return_exceptions=True)
        await asyncio.gather(
            *self._endings, *(process.stop() for process in self._processes.values()), return_exceptions=True
        )

    async def _roll_out(self, rollout: Rollout) -> None:
        process: ServingProcess | None = None
        try:
            deployment = await asyncio.to_thread(
                self._deployment, rollout.endpoint, rollout.deployed_model, check=True
            )
            process = ServingProcess(self._cloud, self._log_entries, deployment)
            await process.start()
            # From here on the deployment can't be cancelled: it succeeds or fails.
            self._endings.add(self._rollouts.pop(rollout.operation))
            self._processes[deployment.endpoint, deployment.deployed_id] = process
            await asyncio.to_thread(self._deployments.deploy, rollout)
        except asyncio.CancelledError:
            await self._abort(rollout, process, ApiError("CANCELLED", "The deployment was cancelled."))
        except ApiError as error:
            await self._abort(rollout, process, error)
        except Exception as error:  # a bug must fail the operation, not leave it running
            traceback.print_exception(error, file=sys.stderr)
            reason = ApiError("INTERNAL", f"Internal error encountered: {type(error).__name__}: {error}")
            await self._abort(rollout, process, reason)

    async def _abort(self, rollout: Rollout, process: ServingProcess | None, reason: ApiError) -> None:
        if process is not None:
            self._processes.pop((process.deployment.endpoint, process.deployment.deployed_id), None)
            await process.stop()
        await asyncio.to_thread(self._operations.fail, rollout.operation, reason)

    def _deployment(self, endpoint: str, deployed: Any, *, check: bool = False) -> ServedModel:
        model = self._registry.find(f"{deployed.model}@{deployed.model_version_id}")
        image = model.container_spec.image_uri
        if check and not self._registry.images.runs(image, "prediction"):
            raise failed_precondition(unrunnable_message(image, "prediction"))
        if check:
            self._registry.check_loadable(model)
        return served_model(model, self._registry.folder(model), endpoint, deployed.id)


def served_model(
    model: Any, folder: str, endpoint: str, deployed_id: str, source: LogSource | None = None
) -> ServedModel:
    """Return what a serving process needs to serve a model version from a gs:// folder."""
    # The default routes of docs/predictions/custom-container-requirements.
    route = f"/v1/endpoints/{last_part(endpoint)}/deployedModels/{deployed_id}"
    return ServedModel(
        endpoint,
        deployed_id,
        folder,
        {variable.name: variable.value for variable in model.container_spec.env},
        model.container_spec.predict_route or f"{route}:predict",
        model.container_spec.health_route or route,
        source,
        stand_in_warning(model.container_spec.image_uri, "prediction"),
    )
