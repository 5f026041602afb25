"""The form that deploys a model to an endpoint."""

from typing import Literal

import streamlit as st

from components.background.form import Form
from components.context import session
from components.serving import model_deletion, traffic_share
from components.shared import choice, missing
from components.shared.acknowledge import acknowledge
from services import cache
from services.pricing import catalogue
from services.settings import Target
from services.text.i18n import _
from services.text.messages.machines import machine_title
from services.text.messages.titles import endpoint_mix_text, endpoint_title, model_titles, version_titles
from services.vertex.datasets import NAME_CHARACTERS
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.models import Model
from services.vertex.operations import Operation

DEPLOY = Form[tuple[Endpoint, Operation]]("deploy", "starting_deployment", creates=True)
NEW_ENDPOINT = ""
HOURS_PER_MONTH = 730


def section(target: Target, models: tuple[Model, ...], endpoints: tuple[Endpoint, ...]) -> None:
    """Show the choice of model, version and endpoint, and start the deployment once it is submitted."""
    model = _version(target, _model(target, models, endpoints), endpoints)
    by_id = {endpoint.id: endpoint for endpoint in endpoints}
    names = choice.distinct({id: _endpoint_title(target, endpoint) for id, endpoint in by_id.items()})
    endpoint_id = st.selectbox(
        _("Endpoint"),
        [NEW_ENDPOINT, *by_id],
        format_func=lambda id: names[id] if id else _("New endpoint"),
        key="deploy_to",
    )
    _form(target, model, by_id.get(endpoint_id), models)


def _model(target: Target, models: tuple[Model, ...], endpoints: tuple[Endpoint, ...]) -> Model:
    by_id = {model.id: model for model in models}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = by_id[choice.selectbox(_("Model"), model_titles(models), "model")]
        model_deletion.button(target, chosen, endpoints)
    return chosen


def _version(target: Target, model: Model, endpoints: tuple[Endpoint, ...]) -> Model:
    versions = {version.version: version for version in cache.model_versions(target, model.id)}
    titles = version_titles(versions.values())
    widget = f"version_{model.id}"
    if session.current().version not in versions:
        session.fill_in("model", model.id, next(iter(versions)))
    if session.gone("version"):
        missing.notice("version", session.gone("version"))
    st.session_state[widget] = session.current().version
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Version"),
            list(versions),
            format_func=lambda number: titles.get(number, number),
            key=widget,
            on_change=lambda: session.visit("model", model.id, st.session_state[widget]),
        )
        model_deletion.version_button(target, versions[chosen], list(versions.values()), endpoints)
    return versions[chosen]


def _endpoint_title(target: Target, endpoint: Endpoint) -> str:
    served = cache.deployed_version(target, endpoint.deployed[0]) if endpoint.deployed else None
    return endpoint_title(endpoint, served)


def _form(target: Target, model: Model, endpoint: Endpoint | None, models: tuple[Model, ...]) -> None:
    # Not an st.form: the cost follows the machine, and the table the share, as they are chosen.
    with st.container(border=True, key="deploy_form"):
        name = _name(model) if endpoint is None else ""
        machine = _machine()
        traffic = 100 if endpoint is None else traffic_share.section(endpoint, model, models)
        _cost(target, machine)
        other = endpoint and _other_target(target, endpoint, model)
        pressed = st.button(
            _("Deploy"),
            type="primary",
            icon=":material/rocket_launch:",
            key="deploy",
            disabled=DEPLOY.is_running() or other == "unconfirmed",
        )
    if pressed:
        deployment = Deployment(
            f"{model.id}@{model.version}", model.title[:NAME_CHARACTERS], machine, traffic=traffic
        )
        if endpoint is None:
            DEPLOY.submit(cache.create_and_deploy, target, name, deployment, DEPLOY.nonce)
        else:
            DEPLOY.submit(cache.deploy, target, endpoint, deployment, other == "confirmed", DEPLOY.nonce)
        st.rerun()


def _other_target(
    target: Target, endpoint: Endpoint, model: Model
) -> Literal["none", "unconfirmed", "confirmed"]:
    """Show a warning where the endpoint predicts something else, and return whether it is confirmed."""
    new = cache.objective(target, model)
    existing = cache.other_target(target, endpoint, new)
    if new is None or existing is None:
        return "none"
    confirmed = acknowledge(
        endpoint_mix_text(endpoint.display_name, existing, new),
        _("Deploy it to this endpoint anyway; callers get predictions of both"),
        f"other_target_{endpoint.id}_{model.id}_{model.version}",
    )
    return "confirmed" if confirmed else "unconfirmed"


def _name(model: Model) -> str:
    """Show the field for an endpoint's name and return it; the model's name stands in for an empty one."""
    proposal = model.display_name[:NAME_CHARACTERS]
    name = st.text_input(
        _("Endpoint name"),
        value=proposal,
        placeholder=proposal,
        max_chars=NAME_CHARACTERS,
        key=f"endpoint_name_{model.id}",
    )
    return str(name).strip() or proposal


def _machine() -> str:
    prices = catalogue()
    machines = {machine.type: machine for machine in prices.machines}
    return str(
        st.selectbox(
            _("Machine type"),
            list(machines),
            format_func=lambda type: machine_title(machines[type]),
            key="serving_machine",
            help=_("Prices are estimates for {region} as of {day}.", region=prices.region, day=prices.as_of),
        )
    )


def _cost(target: Target, type: str) -> None:
    machine = catalogue().machine(type)
    with st.container(key="deploy_cost"):
        if target.kind == "local":
            st.caption(_("Free on the local cloud. On Google Cloud, endpoints are billed around the clock."))
        elif machine:
            st.caption(
                _(
                    "About ${month:,.0f} per month. Endpoints are billed around the clock, "
                    "even without traffic.",
                    month=machine.usd_per_hour * HOURS_PER_MONTH,
                )
            )
