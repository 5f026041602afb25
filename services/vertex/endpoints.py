"""Endpoints, the models deployed to them, and their traffic split."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from services.errors import InvalidInput
from services.settings import Target
from services.vertex.connection import WRITE_TIMEOUT, connect, read_options, write_options
from services.vertex.failures import check_name, translated
from services.vertex.operations import Operation, from_proto
from services.vertex.traffic import NEW_SHARE, with_new, without

EndpointState = Literal["changing", "live", "no_traffic", "no_model"]


@dataclass(frozen=True)
class DeployedModel:
    """A model version deployed to an endpoint; `traffic` is its share of requests in percent."""

    id: str
    model_id: str
    version: str
    display_name: str
    machine_type: str
    traffic: int
    created: datetime | None

    @property
    def model(self) -> str:
        """The id and version of the model, as models.get expects them."""
        return f"{self.model_id}@{self.version}" if self.version else self.model_id


@dataclass(frozen=True)
class Endpoint:
    """An endpoint with its deployed models, sorted by traffic."""

    name: str
    display_name: str
    created: datetime
    deployed: tuple[DeployedModel, ...]

    @property
    def id(self) -> str:
        """The last part of the resource name."""
        return self.name.rsplit("/", 1)[-1]

    @property
    def is_live(self) -> bool:
        """Whether any model receives traffic."""
        return any(model.traffic for model in self.deployed)

    def state(self, operations: Iterable[Operation]) -> EndpointState:
        """Return the endpoint's state with these operations on it."""
        if not all(operation.done for operation in operations):
            return "changing"
        if self.is_live:
            return "live"
        return "no_traffic" if self.deployed else "no_model"


@dataclass(frozen=True)
class Deployment:
    """A model to deploy, with its machines; `traffic` is its share of requests in percent.

    At an endpoint where no model has traffic it gets all of it.
    """

    model: str
    display_name: str
    machine_type: str
    traffic: int = NEW_SHARE
    min_replicas: int = 1
    max_replicas: int = 1


def list_endpoints(target: Target) -> tuple[Endpoint, ...]:
    """Return all endpoints, newest first (endpoints.list)."""
    request = {"parent": target.parent, "order_by": "create_time desc"}
    with translated("endpoints_not_listed"):
        protos = connect(target).endpoints.list_endpoints(request, **read_options())
        return tuple(_record(proto) for proto in protos)


def get(target: Target, endpoint_id: str) -> Endpoint:
    """Return one endpoint by the last part of its name (endpoints.get)."""
    name = f"{target.parent}/endpoints/{endpoint_id}"
    with translated("endpoint_not_opened", name=endpoint_id):
        return _record(
            check_name(name, connect(target).endpoints.get_endpoint({"name": name}, **read_options()))
        )


def create(target: Target, display_name: str) -> Endpoint:
    """Create an endpoint without a model; takes seconds (endpoints.create)."""
    request = {"parent": target.parent, "endpoint": {"display_name": display_name}}
    with translated("endpoint_not_created", name=display_name):
        operation = connect(target).endpoints.create_endpoint(request, **write_options())
        return _record(operation.result(timeout=WRITE_TIMEOUT))


def deploy(target: Target, endpoint: Endpoint, deployment: Deployment) -> Operation:
    """Start to deploy a model and return the operation at once (endpoints.deployModel)."""
    request = {
        "endpoint": endpoint.name,
        "deployed_model": {
            "model": f"{target.parent}/models/{deployment.model}",
            "display_name": deployment.display_name,
            "dedicated_resources": {
                "machine_spec": {"machine_type": deployment.machine_type},
                "min_replica_count": deployment.min_replicas,
                "max_replica_count": deployment.max_replicas,
            },
        },
        "traffic_split": split_after_deploy(endpoint, deployment.traffic),
    }
    with translated("model_not_deployed", name=deployment.display_name, endpoint=endpoint.display_name):
        future = connect(target).endpoints.deploy_model(request, **write_options())
        return from_proto(future.operation)


def undeploy(target: Target, endpoint: Endpoint, deployed_id: str) -> Operation:
    """Start to undeploy a model; the others get its traffic (endpoints.undeployModel)."""
    request = {
        "endpoint": endpoint.name,
        "deployed_model_id": deployed_id,
        "traffic_split": without(_split(endpoint), deployed_id),
    }
    names = {model.id: model.display_name for model in endpoint.deployed}
    undeployed = names.get(deployed_id, deployed_id)
    with translated("model_not_undeployed", name=undeployed, endpoint=endpoint.display_name):
        future = connect(target).endpoints.undeploy_model(request, **write_options())
        return from_proto(future.operation)


def set_traffic(target: Target, endpoint: Endpoint, split: dict[str, int]) -> Endpoint:
    """Change the traffic split of an endpoint, in percent by deployed model id (endpoints.patch).

    Raises InvalidInput if it doesn't add up to 100.
    """
    if sum(split.values()) != 100:
        raise InvalidInput("traffic_split_not_100", total=sum(split.values()))
    request = {
        "endpoint": {"name": endpoint.name, "traffic_split": split},
        "update_mask": {"paths": ["traffic_split"]},
    }
    with translated("traffic_split_not_changed", endpoint=endpoint.display_name):
        return _record(connect(target).endpoints.update_endpoint(request, **write_options()))


def delete(target: Target, endpoint: Endpoint) -> None:
    """Delete an endpoint that has no models (endpoints.delete)."""
    with translated("endpoint_not_deleted", name=endpoint.display_name):
        operation = connect(target).endpoints.delete_endpoint({"name": endpoint.name}, **write_options())
        operation.result(timeout=WRITE_TIMEOUT)


def where_deployed(endpoints: Iterable[Endpoint], model_id: str) -> tuple[Endpoint, ...]:
    """Return the endpoints to which a version of a model is deployed."""
    return tuple(
        endpoint
        for endpoint in endpoints
        if any(deployed.model_id == model_id for deployed in endpoint.deployed)
    )


def split_after_deploy(endpoint: Endpoint, traffic: int) -> dict[str, int]:
    """Return the split, in percent, once a model is deployed with this share; its id in it is traffic.NEW."""
    return with_new(_split(endpoint), traffic)


def after_undeploy(endpoint: Endpoint, deployed_id: str) -> Endpoint:
    """Return the endpoint as it will be once a model is undeployed."""
    split = without(_split(endpoint), deployed_id)
    others = [model for model in endpoint.deployed if model.id != deployed_id]
    return replace(
        endpoint, deployed=tuple(replace(model, traffic=split.get(model.id, 0)) for model in others)
    )


def _split(endpoint: Endpoint) -> dict[str, int]:
    return {model.id: model.traffic for model in endpoint.deployed}


def _record(proto: Any) -> Endpoint:
    split = dict(proto.traffic_split)
    deployed = [_deployed(model, split) for model in proto.deployed_models]
    deployed.sort(key=lambda model: model.traffic, reverse=True)
    return Endpoint(proto.name, proto.display_name, proto.create_time, tuple(deployed))


def _deployed(proto: Any, split: dict[str, int]) -> DeployedModel:
    model, _at, version = proto.model.rsplit("/", 1)[-1].partition("@")
    return DeployedModel(
        id=proto.id,
        model_id=model,
        version=proto.model_version_id or version,
        display_name=proto.display_name,
        machine_type=proto.dedicated_resources.machine_spec.machine_type,
        traffic=split.get(proto.id, 0),
        created=proto.create_time or None,
    )
