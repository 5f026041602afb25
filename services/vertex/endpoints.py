"""Endpoints: where models are online, with their share of the traffic."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.errors import InvalidInput
from services.settings import Target
from services.text.i18n import _
from services.vertex.connection import WRITE_SECONDS, connect, reading, writing
from services.vertex.failures import asked_for, translated
from services.vertex.operations import Operation, from_proto


@dataclass(frozen=True)
class DeployedModel:
    """A model version that answers behind an endpoint; `traffic` is its share in percent."""

    id: str
    model_id: str
    version: str
    display_name: str
    machine_type: str
    traffic: int
    created: datetime | None

    @property
    def model(self) -> str:
        """The model's id with its version, as models.get takes it."""
        return f"{self.model_id}@{self.version}" if self.version else self.model_id


@dataclass(frozen=True)
class Endpoint:
    """An address that answers predictions, with the models behind it, most traffic first."""

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


@dataclass(frozen=True)
class Deployment:
    """What to put online and how; `traffic` is the new model's share in percent."""

    model: str
    display_name: str
    machine_type: str
    traffic: int = 100
    min_replicas: int = 1
    max_replicas: int = 1


def listing(target: Target) -> tuple[Endpoint, ...]:
    """Return all endpoints, newest first (endpoints.list)."""
    request = {"parent": target.parent, "order_by": "create_time desc"}
    with translated(_("Listing the endpoints")):
        return tuple(_record(each) for each in connect(target).endpoints.list_endpoints(request, **reading()))


def get(target: Target, endpoint_id: str) -> Endpoint:
    """Return one endpoint by the last part of its name (endpoints.get)."""
    name = f"{target.parent}/endpoints/{endpoint_id}"
    with translated(_("Opening the endpoint")):
        return _record(asked_for(name, connect(target).endpoints.get_endpoint({"name": name}, **reading())))


def create(target: Target, display_name: str) -> Endpoint:
    """Make an endpoint without a model; takes seconds (endpoints.create)."""
    request = {"parent": target.parent, "endpoint": {"display_name": display_name}}
    with translated(_("Creating the endpoint")):
        operation = connect(target).endpoints.create_endpoint(request, **writing())
        return _record(operation.result(timeout=WRITE_SECONDS))


def deploy(target: Target, endpoint: Endpoint, deployment: Deployment) -> Operation:
    """Start to put a model online and return the operation at once (endpoints.deployModel)."""
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
        "traffic_split": split_for_new(endpoint, deployment.traffic),
    }
    with translated(_("Putting the model online")):
        started = connect(target).endpoints.deploy_model(request, **writing())
        return from_proto(started.operation)


def undeploy(target: Target, endpoint: Endpoint, deployed_id: str) -> Operation:
    """Start to take a model offline, its traffic going to the others (endpoints.undeployModel)."""
    request = {
        "endpoint": endpoint.name,
        "deployed_model_id": deployed_id,
        "traffic_split": split_without(endpoint, deployed_id),
    }
    with translated(_("Taking the model offline")):
        started = connect(target).endpoints.undeploy_model(request, **writing())
        return from_proto(started.operation)


def set_traffic(target: Target, endpoint: Endpoint, split: dict[str, int]) -> Endpoint:
    """Change the shares of the models behind an endpoint (endpoints.patch)."""
    if sum(split.values()) != 100:
        raise InvalidInput(_("The traffic shares must add up to 100 %."), _("Change the shares."))
    request = {
        "endpoint": {"name": endpoint.name, "traffic_split": split},
        "update_mask": {"paths": ["traffic_split"]},
    }
    with translated(_("Changing the traffic")):
        return _record(connect(target).endpoints.update_endpoint(request, **writing()))


def delete(target: Target, endpoint: Endpoint) -> None:
    """Delete an endpoint that has no models (endpoints.delete)."""
    with translated(_("Deleting the endpoint")):
        operation = connect(target).endpoints.delete_endpoint({"name": endpoint.name}, **writing())
        operation.result(timeout=WRITE_SECONDS)


def split_for_new(endpoint: Endpoint, share: int) -> dict[str, int]:
    """Return the split, in percent, that gives a new model ("0") its share and the others the rest.

    The others keep their proportions; rounding goes to the largest of them. An endpoint without
    traffic gives the new model all of it, since a split sums to 100.
    """
    present = {model.id: model.traffic for model in endpoint.deployed if model.traffic}
    if not present:
        return {"0": 100}
    return {"0": share, **_scaled(present, 100 - share)}


def split_without(endpoint: Endpoint, deployed_id: str) -> dict[str, int]:
    """Return the split, in percent, once a model is gone; empty where no traffic is left to share."""
    others = {model.id: model.traffic for model in endpoint.deployed if model.id != deployed_id}
    if not others:
        return {}
    if not any(others.values()):
        others = {next(iter(others)): 100}
    return _scaled(others, 100)


def without_traffic(endpoint: Endpoint, deployed_id: str) -> Endpoint:
    """Return the endpoint as it will be once a model is gone."""
    split = split_without(endpoint, deployed_id)
    left = [model for model in endpoint.deployed if model.id != deployed_id]
    return replace(endpoint, deployed=tuple(replace(model, traffic=split.get(model.id, 0)) for model in left))


def _scaled(shares: dict[str, int], total: int) -> dict[str, int]:
    whole = sum(shares.values())
    scaled = {key: share * total // whole for key, share in shares.items()}
    largest = max(shares, key=lambda key: shares[key])
    scaled[largest] += total - sum(scaled.values())
    return scaled


def _record(proto: Any) -> Endpoint:
    split = dict(proto.traffic_split)
    deployed = [_deployed(each, split) for each in proto.deployed_models]
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
