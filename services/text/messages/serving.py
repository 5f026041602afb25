"""Texts of endpoints, of the models deployed to them, and of operations on them."""

from typing import assert_never

from services.text.i18n import _
from services.vertex.endpoints import Endpoint, EndpointState, after_undeploy
from services.vertex.models import Model
from services.vertex.operations import Kind


def state_title(state: EndpointState) -> str:
    """Return the state of an endpoint in a word or two."""
    match state:
        case "changing":
            return _("Changing")
        case "live":
            return _("Live")
        case "no_traffic":
            return _("No traffic")
        case "no_model":
            return _("No model")
        case _:
            assert_never(state)


def operation_text(kind: Kind, is_local: bool) -> str:
    """Return what an operation is doing and how long it takes, on the local cloud or on Google Cloud."""
    match kind:
        case "deploy" if is_local:
            return _("Starting the serving process and loading the model. You can close this page.")
        case "deploy":
            return _("Google is preparing the machine. This takes 5 to 20 minutes; you can close this page.")
        case "undeploy":
            return _("Undeploying the model. You can close this page.")
        case "other":
            return _("Changing the endpoint. You can close this page.")
        case _:
            assert_never(kind)


def operation_failure(kind: Kind, detail: str) -> str:
    """Return what failed, the cloud's sentence on why, and what to do."""
    said = _("The cloud says: “{detail}”", detail=detail) if detail else ""
    return " ".join(part for part in (_failure(kind), said, _remedy(kind)) if part)


def _failure(kind: Kind) -> str:
    match kind:
        case "deploy":
            return _("The model couldn't be deployed.")
        case "undeploy":
            return _("The model couldn't be undeployed.")
        case "other":
            return _("The endpoint couldn't be changed.")
        case _:
            assert_never(kind)


def _remedy(kind: Kind) -> str:
    match kind:
        case "deploy":
            return _("Choose another machine type or another version in the form, and deploy again.")
        case "undeploy":
            return _("Undeploy it again once the endpoint's other changes have ended.")
        case "other":
            return _("Make the change again once the endpoint's other changes have ended.")
        case _:
            assert_never(kind)


def undeploy_effect(endpoint: Endpoint, deployed_id: str) -> str:
    """Return what becomes of an endpoint's traffic once a model is undeployed."""
    others = after_undeploy(endpoint, deployed_id).deployed
    if not others:
        return _("The endpoint will no longer return predictions. The model stays registered.")
    split = ", ".join(
        _("{name} {traffic:.0%}", name=model.display_name, traffic=model.traffic / 100) for model in others
    )
    return _("The new traffic split: {split}. The model stays registered.", split=split)


def model_deleted(model: Model) -> str:
    """Return that a model was deleted, and what of it remains."""
    return _(
        "The model “{name}” was deleted with all its versions. Its runs and its files in the bucket stay.",
        name=model.display_name,
    )


def endpoint_deleted(endpoint: Endpoint) -> str:
    """Return that an endpoint was deleted, and what remains."""
    return _(
        "The endpoint “{name}” was deleted. The models that it served stay registered.",
        name=endpoint.display_name,
    )
