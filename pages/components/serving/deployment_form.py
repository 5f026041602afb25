"""The form that puts a model online."""

import streamlit as st

from components.background import confirm
from components.background.form import Form
from components.shared import choice
from services import cache
from services.pricing import catalogue
from services.settings import Target
from services.text import formats
from services.text.i18n import _
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.models import Model
from services.vertex.operations import Operation

DEPLOY = Form[tuple[Endpoint, Operation]]("deploy", "starting_deployment")
DELETE_MODEL = Form[None]("delete_model", "calling_cloud")
NEW_ENDPOINT = ""
HOURS_A_MONTH = 730


def section(target: Target, models: tuple[Model, ...], endpoints: tuple[Endpoint, ...]) -> None:
    """Show the choice of model and endpoint, and start the deployment where it is pressed."""
    by_id = {model.id: model for model in models}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = by_id[choice.of(_("Model"), {id: _title(model) for id, model in by_id.items()}, "model")]
        confirm.button(
            _("Delete"),
            _("Delete the model “{name}”?", name=chosen.display_name),
            _("All its versions go for everyone. One that is online has to be taken offline first."),
            lambda: DELETE_MODEL.submit(cache.delete_model, target, chosen),
            key="delete_model",
            disabled=DELETE_MODEL.is_running(),
        )
    versions = {model.version: model for model in cache.model_versions(target, chosen.id)}
    wanted = st.query_params.get("version")
    version = st.selectbox(
        _("Version"),
        list(versions),
        index=list(versions).index(wanted) if wanted in versions else 0,
        format_func=lambda version: f"v{version} · {versions[version].created:%Y-%m-%d %H:%M} UTC",
        key=f"version_{chosen.id}_{wanted}",
    )
    known = {endpoint.id: endpoint for endpoint in endpoints}
    names = choice.distinct({id: endpoint.display_name for id, endpoint in known.items()})
    place = st.selectbox(
        _("Endpoint"),
        [NEW_ENDPOINT, *known],
        format_func=lambda id: names[id] if id else _("a new endpoint"),
        key="deploy_to",
    )
    _form(target, versions[version], known.get(place))


def _title(model: Model) -> str:
    return f"{model.display_name} · {formats.ago(model.created)}"


def _form(target: Target, model: Model, endpoint: Endpoint | None) -> None:
    prices = catalogue()
    with st.form("deploy_form"):
        name = ""
        if endpoint is None:
            name = st.text_input(
                _("Endpoint name"),
                value=model.display_name[:128],
                max_chars=128,
                required=True,
                key=f"endpoint_name_{model.id}",
            )
        machine = st.selectbox(
            _("Machine"),
            [machine.type for machine in prices.machines],
            format_func=_machine,
            key="serving_machine",
            help=_("Prices are estimates for {region} as of {day}.", region=prices.region, day=prices.as_of),
        )
        share = 100
        if endpoint is not None and endpoint.is_live:
            share = st.slider(
                _("Share of the traffic"),
                0,
                100,
                100,
                step=5,
                format="%d%%",
                key="deploy_share",
                help=_("The models that are there share the rest as they do now."),
            )
        _cost(target, machine)
        pressed = st.form_submit_button(
            _("Put it online (deploy)"),
            type="primary",
            icon=":material/rocket_launch:",
            disabled=DEPLOY.is_running(),
        )
    if pressed and (endpoint is not None or name.strip()):
        deployment = Deployment(f"{model.id}@{model.version}", model.title[:128], machine, traffic=share)
        if endpoint is None:
            DEPLOY.submit(cache.create_and_deploy, target, name.strip(), deployment)
        else:
            DEPLOY.submit(cache.deploy, target, endpoint, deployment)
        st.rerun()


def _machine(type: str) -> str:
    machine = catalogue().machine(type)
    return machine.title if machine else type


def _cost(target: Target, type: str) -> None:
    machine = catalogue().machine(type)
    if target.kind == "local":
        st.caption(_("On this machine it costs nothing. On Google Cloud an endpoint bills around the clock."))
    elif machine:
        st.caption(
            _(
                "About ${month:,.0f} a month: an endpoint bills around the clock, with or without traffic.",
                month=machine.usd_per_hour * HOURS_A_MONTH,
            )
        )
