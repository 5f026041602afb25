"""EndpointService: endpoints, and the models deployed on them."""

import re
from collections.abc import Callable
from typing import Any

from google.protobuf import field_mask_pb2

from services.local_cloud.http.errors import (
    ApiError,
    failed_precondition,
    invalid_argument,
    not_found,
    unimplemented,
)
from services.local_cloud.vertex.endpoints.checks import check_deployed_model, check_split
from services.local_cloud.vertex.endpoints.deployments import NEW, Deployments, Rollout, replace_split
from services.local_cloud.vertex.endpoints.traffic import Traffic
from services.local_cloud.vertex.kernel import listing, messages
from services.local_cloud.vertex.kernel.checks import (
    check_display_name,
    check_labels,
    check_mask,
    field_error,
)
from services.local_cloud.vertex.kernel.messages import Handler
from services.local_cloud.vertex.kernel.names import chosen_id, fresh_id, location_of
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources, check_etag
from services.local_cloud.vertex.models.registry import Registry

_DEPLOYED_ID = re.compile(r"[0-9]{1,10}\Z")
# aiplatform.v1, MutateDeployedModelRequest.deployed_model: "Only the following fields can be mutated".
_MUTABLE = (
    "dedicated_resources.min_replica_count",
    "dedicated_resources.max_replica_count",
    "dedicated_resources.required_replica_count",
    "dedicated_resources.autoscaling_metric_specs",
    "disable_container_logging",
)
_MutateDeployedModelResponse = messages.message_type("MutateDeployedModelResponse")
_ListEndpointsResponse = messages.message_type("ListEndpointsResponse")


class EndpointService:
    """Serves EndpointService; `start` takes a rollout, `stop` an endpoint and a deployed model's id."""

    def __init__(
        self,
        resources: Resources,
        operations: Operations,
        registry: Registry,
        deployments: Deployments,
        traffic: Traffic,
        start: Callable[[Rollout], None],
        stop: Callable[[str, str], None],
    ) -> None:
        self._resources = resources
        self._operations = operations
        self._registry = registry
        self._deployments = deployments
        self._traffic = traffic
        self._start = start
        self._stop = stop
        self._begun: dict[str, str] = {}  # ids of deployed models by operation

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of the RPCs of EndpointService by name."""
        return {
            "EndpointService.CreateEndpoint": self.create,
            "EndpointService.GetEndpoint": self.get,
            "EndpointService.ListEndpoints": self.list,
            "EndpointService.UpdateEndpoint": self.update,
            "EndpointService.DeleteEndpoint": self.delete,
            "EndpointService.DeployModel": self.deploy,
            "EndpointService.UndeployModel": self.undeploy,
            "EndpointService.MutateDeployedModel": self.mutate,
        }

    def create(self, request: Any) -> Any:
        """Answer CreateEndpoint; the caller may choose the id."""
        endpoint = request.endpoint
        check_display_name(endpoint.display_name, "endpoint.display_name")
        check_labels(endpoint.labels, "endpoint.labels")
        for field in ("network", "private_service_connect_config", "dedicated_endpoint_enabled"):
            if getattr(endpoint, field) and (
                field != "private_service_connect_config" or endpoint.HasField(field)
            ):
                raise unimplemented(f"endpoints with {field}")
        endpoint.name = f"{request.parent}/endpoints/{chosen_id('endpoint', request.endpoint_id)}"
        endpoint.ClearField("deployed_models")
        check_split(endpoint.traffic_split, set())
        with self._resources.database.transaction():
            self._resources.add(endpoint.name, endpoint)
            return self._operations.done(endpoint.name, "CreateEndpointOperationMetadata", endpoint)

    def get(self, request: Any) -> Any:
        """Answer GetEndpoint."""
        return self._resources.get(request.name)

    def list(self, request: Any) -> Any:
        """Answer ListEndpoints."""

        def read(after: Any) -> Any:
            return self._resources.in_collection(f"{request.parent}/endpoints", after)

        page = listing.page(request, "endpoints", read, request.order_by)
        endpoints = [listing.masked(endpoint, request.read_mask) for endpoint in page.entries]
        return _ListEndpointsResponse(endpoints=endpoints, next_page_token=page.next_token)

    def update(self, request: Any) -> Any:
        """Answer UpdateEndpoint: display name, description, labels and traffic split."""
        changed = request.endpoint
        paths = check_mask(
            request.update_mask.paths, ("display_name", "description", "labels", "traffic_split")
        )
        with self._resources.database.transaction():
            endpoint = self._resources.get(changed.name)
            check_etag(changed.etag, endpoint.etag)
            if "display_name" in paths:
                check_display_name(changed.display_name, "endpoint.display_name")
                endpoint.display_name = changed.display_name
            if "description" in paths:
                endpoint.description = changed.description
            if "labels" in paths:
                check_labels(changed.labels, "endpoint.labels")
                endpoint.labels.clear()
                endpoint.labels.update(changed.labels)
            if "traffic_split" in paths:
                check_split(changed.traffic_split, {model.id for model in endpoint.deployed_models})
                replace_split(endpoint, changed.traffic_split)
            self._resources.save(endpoint.name, endpoint)
            self._resources.database.after_commit(lambda: self._traffic.forget(endpoint.name))
            return endpoint

    def delete(self, request: Any) -> Any:
        """Answer DeleteEndpoint; 400 while a model is deployed on it."""
        with self._resources.database.transaction():
            endpoint = self._resources.get(request.name)
            if endpoint.deployed_models:
                ids = ", ".join(model.id for model in endpoint.deployed_models)
                raise failed_precondition(
                    f"The Endpoint {endpoint.name} has deployed models: {ids}. Undeploy them first."
                )
            self._resources.remove(endpoint.name)
            self._resources.database.after_commit(lambda: self._traffic.forget(endpoint.name))
            return self._operations.done(endpoint.name, "DeleteOperationMetadata")

    def deploy(self, request: Any) -> Any:
        """Answer DeployModel; the operation ends once the model's process is ready."""
        deployed = request.deployed_model
        check_deployed_model(deployed)
        with self._resources.database.transaction():
            endpoint = self._resources.get(request.endpoint)
            ids = {model.id for model in endpoint.deployed_models}
            check_split(request.traffic_split, {NEW, *ids})
            self._complete(deployed, location_of(endpoint.name), ids | self._under_way(endpoint.name))
            operation = self._operations.begin(endpoint.name, "DeployModelOperationMetadata")
            self._begun[operation.name] = deployed.id
            rollout = Rollout(operation.name, endpoint.name, deployed, dict(request.traffic_split))
            self._resources.database.after_commit(lambda: self._start(rollout))
            return operation

    def mutate(self, request: Any) -> Any:
        """Answer MutateDeployedModel: counts of replicas, autoscaling and container logging."""
        paths = check_mask(request.update_mask.paths, _MUTABLE)
        if not paths:
            raise field_error("update_mask", "Required field is not set.")
        with self._resources.database.transaction():
            endpoint = self._resources.get(request.endpoint)
            deployed = next(
                (model for model in endpoint.deployed_models if model.id == request.deployed_model.id), None
            )
            if deployed is None:
                raise not_found(f"There is no deployed model {request.deployed_model.id} on {endpoint.name}.")
            field_mask_pb2.FieldMask(paths=paths).MergeMessage(
                request.deployed_model, deployed, replace_repeated_field=True
            )
            check_deployed_model(deployed)
            self._resources.save(endpoint.name, endpoint)
            response = _MutateDeployedModelResponse(deployed_model=deployed)
            return self._operations.done(endpoint.name, "MutateDeployedModelOperationMetadata", response)

    def undeploy(self, request: Any) -> Any:
        """Answer UndeployModel."""
        if not request.deployed_model_id:
            raise field_error("deployed_model_id", "Required field is not set.")
        with self._resources.database.transaction():
            operation = self._deployments.undeploy(
                request.endpoint, request.deployed_model_id, dict(request.traffic_split)
            )
            self._resources.database.after_commit(
                lambda: self._stop(request.endpoint, request.deployed_model_id)
            )
            return operation

    def _under_way(self, endpoint: str) -> set[str]:
        """Return the ids under which models are being deployed to an endpoint."""
        for operation in list(self._begun):
            if self._operations.has_ended(operation):
                self._begun.pop(operation, None)
        begun = self._begun.items()
        return {id for operation, id in begun if operation.startswith(f"{endpoint}/")}

    def _complete(self, deployed: Any, location: str, deployed_ids: set[str]) -> None:
        """Set the fields that Vertex AI sets: the id, the model's version and the display name."""
        if location_of(deployed.model) != location:
            raise invalid_argument(f"The model {deployed.model} is not in the endpoint's location.")
        model = self._registry.find(deployed.model)
        if deployed.id and not _DEPLOYED_ID.match(deployed.id):
            raise field_error("deployed_model.id", "An id has 1 to 10 digits.")
        if deployed.id in deployed_ids:
            raise ApiError("ALREADY_EXISTS", f"There is a deployed model {deployed.id} on the endpoint.")
        deployed.id = deployed.id or fresh_id()
        deployed.model = model.name
        deployed.model_version_id = model.version_id
        deployed.display_name = deployed.display_name or model.display_name
