"""Checks of a model to deploy, and of an endpoint's traffic split."""

from collections.abc import Mapping
from typing import Any

from services.local_cloud.vertex.compute.machines import machine_error
from services.local_cloud.vertex.kernel.checks import check_display_name, field_error


def check_deployed_model(deployed: Any) -> None:
    """Raise a 400 ApiError unless a model to deploy has valid machines and counts of replicas."""
    if not deployed.model:
        raise field_error("deployed_model.model", "Required field is not set.")
    if deployed.display_name:
        check_display_name(deployed.display_name, "deployed_model.display_name")
    kind = deployed.WhichOneof("prediction_resources")
    if kind != "dedicated_resources":
        requested = kind or "none"
        raise field_error(
            "deployed_model", f"The model supports DEDICATED_RESOURCES only; the request has {requested}."
        )
    resources = deployed.dedicated_resources
    reason = machine_error(resources.machine_spec)
    if reason is not None:
        raise field_error("deployed_model.dedicated_resources.machine_spec", reason)
    if resources.min_replica_count < 1:
        raise field_error("deployed_model.dedicated_resources.min_replica_count", "It must be at least 1.")
    resources.max_replica_count = resources.max_replica_count or resources.min_replica_count
    if resources.max_replica_count < resources.min_replica_count:
        raise field_error(
            "deployed_model.dedicated_resources.max_replica_count",
            "It must not be less than min_replica_count.",
        )


def check_split(split: Mapping[str, int], deployed_ids: set[str]) -> None:
    """Raise a 400 ApiError unless a split is empty, or its shares are of deployed models and sum to 100."""
    for deployed_id, share in split.items():
        if deployed_id not in deployed_ids:
            raise field_error("traffic_split", f'There is no deployed model "{deployed_id}" on the endpoint.')
        if not 0 <= share <= 100:
            raise field_error("traffic_split", f"{share} is not a percentage.")
    if split and sum(split.values()) != 100:
        raise field_error(
            "traffic_split", f"The traffic percentages sum to {sum(split.values())}, not to 100."
        )
