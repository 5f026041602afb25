"""Deploy and undeploy models: endpoint, version and operation change in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.local_cloud.http.errors import failed_precondition, not_found
from services.local_cloud.vertex.endpoints.checks import check_split
from services.local_cloud.vertex.endpoints.traffic import Traffic
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.checks import field_error
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.models.registry import Registry

# The key of the model that is being deployed in a traffic split.
NEW = "0"
_DeployModelResponse = messages.message_type("DeployModelResponse")
_UndeployModelResponse = messages.message_type("UndeployModelResponse")


@dataclass(frozen=True)
class Rollout:
    """One deployment under way: its operation, endpoint, deployed model and new traffic split."""

    operation: str
    endpoint: str
    deployed_model: Any
    traffic_split: Mapping[str, int]


class Deployments:
    """Changes the deployed models of endpoints atomically. Raises ApiError."""

    def __init__(
        self, resources: Resources, operations: Operations, registry: Registry, traffic: Traffic
    ) -> None:
        self._resources = resources
        self._operations = operations
        self._registry = registry
        self._traffic = traffic

    def deploy(self, rollout: Rollout) -> None:
        """Deploy a model whose process is ready and end the operation."""
        deployed = rollout.deployed_model
        with self._resources.database.transaction():
            endpoint = self._resources.get(rollout.endpoint)
            check_split(rollout.traffic_split, {NEW, *(model.id for model in endpoint.deployed_models)})
            self._registry.find(f"{deployed.model}@{deployed.model_version_id}")
            messages.set_time(deployed, "create_time", self._resources.clock())
            endpoint.deployed_models.append(deployed)
            if rollout.traffic_split:
                split = {
                    deployed.id if key == NEW else key: share for key, share in rollout.traffic_split.items()
                }
                replace_split(endpoint, split)
            self._save(endpoint)
            self._set_deployed(deployed, rollout.endpoint, deployed=True)
            self._operations.finish(rollout.operation, _DeployModelResponse(deployed_model=deployed))

    def undeploy(self, name: str, deployed_id: str, split: Mapping[str, int]) -> Any:
        """Undeploy a model and return the ended operation.

        400 while the model has traffic, unless the split moves it or the model is the last one.
        """
        with self._resources.database.transaction():
            endpoint = self._resources.get(name)
            remaining = [model for model in endpoint.deployed_models if model.id != deployed_id]
            removed = [model for model in endpoint.deployed_models if model.id == deployed_id]
            if not removed:
                raise not_found(f"There is no deployed model {deployed_id} on the endpoint {name}.")
            if split.get(deployed_id):
                raise field_error(
                    "traffic_split", f"The model {deployed_id} that is undeployed can't have traffic."
                )
            shares = {key: share for key, share in split.items() if key != deployed_id}
            check_split(shares, {model.id for model in remaining})
            if remaining and not split and endpoint.traffic_split.get(deployed_id, 0):
                raise failed_precondition(
                    f"The deployed model {deployed_id} receives {endpoint.traffic_split[deployed_id]}% "
                    "of the traffic. Give it to others by traffic_split to undeploy this one."
                )
            endpoint.ClearField("deployed_models")
            endpoint.deployed_models.extend(remaining)
            replace_split(endpoint, (split or endpoint.traffic_split) if remaining else {})
            endpoint.traffic_split.pop(deployed_id, None)
            self._save(endpoint)
            self._set_deployed(removed[0], name, deployed=False)
            return self._operations.done(name, "UndeployModelOperationMetadata", _UndeployModelResponse())

    def _save(self, endpoint: Any) -> None:
        self._resources.save(endpoint.name, endpoint)
        self._resources.database.after_commit(lambda: self._traffic.forget(endpoint.name))

    def _set_deployed(self, model: Any, endpoint: str, *, deployed: bool) -> None:
        self._registry.set_deployed(
            model.model, model.model_version_id, endpoint, model.id, deployed=deployed
        )


def replace_split(endpoint: Any, split: Mapping[str, int]) -> None:
    """Set an endpoint's traffic split, without models of no share."""
    shares = {key: share for key, share in split.items() if share}
    endpoint.traffic_split.clear()
    endpoint.traffic_split.update(shares)
