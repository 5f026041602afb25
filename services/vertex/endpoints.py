"""Endpoints, the models deployed to them, and their traffic split."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from services import nonce
from services.errors import InvalidInput, NotFound
from services.settings import Target
from services.vertex import failures, operations
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
    min_replicas: int = 1
    max_replicas: int = 1
    accelerators: int = 0  # of each machine

    @property
    def model(self) -> str:
        """The id and version of the model, as models.get expects them."""
        return f"{self.model_id}@{self.version}" if self.version else self.model_id


@dataclass(frozen=True)
class Endpoint:
    """An endpoint with its deployed models, sorted by traffic; `etag` is of the state that was read."""

    name: str
    display_name: str
    created: datetime
    deployed: tuple[DeployedModel, ...]
    etag: str = field(default="", compare=False)

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


def create(target: Target, display_name: str, id: str = "") -> Endpoint:
    """Create an endpoint without a model, or return the one with the id; takes seconds (endpoints.create)."""
    id = id or nonce.endpoint_id(nonce.fresh())
    request = {"parent": target.parent, "endpoint_id": id, "endpoint": {"display_name": display_name}}

    @translated("endpoint_not_created", name=display_name)
    def send() -> Endpoint:
        operation = connect(target).endpoints.create_endpoint(request, **write_options())
        return _record(operation.result(timeout=WRITE_TIMEOUT))

    return failures.write(send, lambda: _find(target, id))


def deploy(
    target: Target,
    endpoint: Endpoint,
    deployment: Deployment,
    split: Mapping[str, int] | None = None,
    id: str = "",
) -> Operation:
    """Start to deploy a model and return the operation at once (endpoints.deployModel).

    `split` overrides the traffic split that follows from the deployment's share. `id` is of 1 to 10 digits;
    where it is deployed already, or under way, that operation is returned.
    """
    id = id or nonce.deployed_id(nonce.fresh())
    request = {
        "endpoint": endpoint.name,
        "deployed_model": {
            "id": id,
            "model": f"{target.parent}/models/{deployment.model}",
            "display_name": deployment.display_name,
            "dedicated_resources": {
                "machine_spec": {"machine_type": deployment.machine_type},
                "min_replica_count": deployment.min_replicas,
                "max_replica_count": deployment.max_replicas,
            },
        },
        "traffic_split": split or split_after_deploy(endpoint, deployment.traffic),
    }

    @translated("model_not_deployed", name=deployment.display_name, endpoint=endpoint.display_name)
    def send() -> Operation:
        return from_proto(connect(target).endpoints.deploy_model(request, **write_options()).operation)

    return failures.write(send, lambda: _deployment_of(target, endpoint, id))


def _deployment_of(target: Target, endpoint: Endpoint, id: str) -> Operation | None:
    """Return the operation that deployed a model under an id, or that is under way, None without one.

    While an endpoint changes the app starts no other change of it, so what is under way is this one.
    """
    operation = operations.latest(target, endpoint.name, "deploy")
    if operation is None or not operation.done:
        return operation
    return operation if _has(get(target, endpoint.id), id) else None


def undeploy(target: Target, endpoint: Endpoint, deployed_id: str) -> Operation:
    """Start to undeploy a model (endpoints.undeployModel).

    The others get its traffic first, under the endpoint's etag, since the call itself has none.
    """
    split = traffic_split(endpoint)
    others = without(split, deployed_id)
    if others and split.get(deployed_id):
        set_traffic(target, endpoint, others)
    request = {"endpoint": endpoint.name, "deployed_model_id": deployed_id}

    titles = {model.id: model.display_name for model in endpoint.deployed}
    undeployed = titles.get(deployed_id, deployed_id)

    @translated("model_not_undeployed", name=undeployed, endpoint=endpoint.display_name)
    def send() -> Operation:
        return from_proto(connect(target).endpoints.undeploy_model(request, **write_options()).operation)

    return failures.write(send, lambda: _undeployment_of(target, endpoint, deployed_id))


def set_traffic(target: Target, endpoint: Endpoint, split: dict[str, int]) -> Endpoint:
    """Change the traffic split of an endpoint, in percent by deployed model id (endpoints.patch).

    Raises InvalidInput if it doesn't add up to 100, and Conflict if the endpoint has changed since it was
    read.
    """
    if sum(split.values()) != 100:
        raise InvalidInput("traffic_split_not_100", total=sum(split.values()))
    request = {
        "endpoint": {"name": endpoint.name, "traffic_split": split, "etag": endpoint.etag},
        "update_mask": {"paths": ["traffic_split"]},
    }

    @translated("traffic_split_not_changed", endpoint=endpoint.display_name)
    def send() -> Endpoint:
        return _record(connect(target).endpoints.update_endpoint(request, **write_options()))

    def look() -> Endpoint | None:
        present = get(target, endpoint.id)
        shares = {id: share for id, share in traffic_split(present).items() if share}
        return present if shares == {id: share for id, share in split.items() if share} else None

    return failures.write(send, look)


def delete(target: Target, endpoint: Endpoint) -> bool:
    """Delete an endpoint that has no models, and return whether it was there (endpoints.delete)."""

    @translated("endpoint_not_deleted", name=endpoint.display_name)
    def send() -> None:
        operation = connect(target).endpoints.delete_endpoint({"name": endpoint.name}, **write_options())
        operation.result(timeout=WRITE_TIMEOUT)

    return failures.remove(send, lambda: get(target, endpoint.id))


def where_deployed(
    endpoints: Iterable[Endpoint], model_id: str, version: str | None = None
) -> tuple[Endpoint, ...]:
    """Return the endpoints to which a model is deployed, in any version or in this one."""
    return tuple(
        endpoint
        for endpoint in endpoints
        if any(
            deployed.model_id == model_id and version in (None, deployed.version)
            for deployed in endpoint.deployed
        )
    )


def split_after_deploy(endpoint: Endpoint, traffic: int) -> dict[str, int]:
    """Return the split, in percent, once a model is deployed with this share; its id in it is traffic.NEW."""
    return with_new(traffic_split(endpoint), traffic)


def after_undeploy(endpoint: Endpoint, deployed_id: str) -> Endpoint:
    """Return the endpoint as it will be once a model is undeployed."""
    split = without(traffic_split(endpoint), deployed_id)
    others = [model for model in endpoint.deployed if model.id != deployed_id]
    return replace(
        endpoint, deployed=tuple(replace(model, traffic=split.get(model.id, 0)) for model in others)
    )


def traffic_split(endpoint: Endpoint) -> dict[str, int]:
    """Return the shares of an endpoint's models in percent, by deployed model id."""
    return {model.id: model.traffic for model in endpoint.deployed}


def _undeployment_of(target: Target, endpoint: Endpoint, id: str) -> Operation | None:
    operation = operations.latest(target, endpoint.name, "undeploy")
    if operation is None or not operation.done:
        return operation
    return None if _has(get(target, endpoint.id), id) else operation


def _find(target: Target, id: str) -> Endpoint | None:
    try:
        return get(target, id)
    except NotFound:
        return None


def _has(endpoint: Endpoint, deployed_id: str) -> bool:
    return any(model.id == deployed_id for model in endpoint.deployed)


def _record(proto: Any) -> Endpoint:
    split = dict(proto.traffic_split)
    deployed = [_deployed(model, split) for model in proto.deployed_models]
    deployed.sort(key=lambda model: model.traffic, reverse=True)
    return Endpoint(proto.name, proto.display_name, proto.create_time, tuple(deployed), proto.etag)


def _deployed(proto: Any, split: dict[str, int]) -> DeployedModel:
    model, _at, version = proto.model.rsplit("/", 1)[-1].partition("@")
    resources = proto.dedicated_resources
    return DeployedModel(
        id=proto.id,
        model_id=model,
        version=proto.model_version_id or version,
        display_name=proto.display_name,
        machine_type=resources.machine_spec.machine_type,
        traffic=split.get(proto.id, 0),
        created=proto.create_time or None,
        min_replicas=resources.min_replica_count or 1,
        max_replicas=resources.max_replica_count or 1,
        accelerators=resources.machine_spec.accelerator_count,
    )
