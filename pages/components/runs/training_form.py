"""The form that launches a training run."""

import streamlit as st

from components.background.form import Form
from components.dataset import statistics
from components.findings import findings_view
from components.recipe import association_search
from components.shared import choice
from services import cache
from services.data.findings import barriers
from services.data.recipe.algorithms import ALGORITHMS, Algorithm, Parameter, algorithm
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import sentence
from services.pricing import catalogue
from services.settings import Target
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.vertex.datasets import Dataset
from services.vertex.training import Run, TrainingRequest

NEW_MODEL = ""
LAUNCH = Form[Run]("launch", "launching_run")


def section(target: Target, dataset: Dataset) -> None:
    """Show what will be learned, with what, and what speaks against it; launch where it is pressed."""
    recipe = cache.recipe(target, dataset.folder)
    _summary(recipe)
    st.page_link(
        "data.py",
        label=_("Change the target or the columns"),
        icon=":material/tune:",
        query_params={"dataset": dataset.id},
    )
    key = st.segmented_control(
        _("Algorithm"),
        [each.key for each in ALGORITHMS],
        default=ALGORITHMS[0].key,
        format_func=lambda key: algorithm(key).title,
        key="algorithm",
        required=True,
        wrap=True,
    )
    chosen = algorithm(str(key))
    st.caption(chosen.description)
    request = _request(target, dataset, recipe, chosen)
    refused, confirmed = _verdict(target, dataset, recipe)
    pressed = st.button(
        _("Launch training"),
        type="primary",
        icon=":material/rocket_launch:",
        key="launch",
        disabled=bool(refused) or not request.display_name or LAUNCH.is_running(),
    )
    if refused:
        st.caption(_("Not yet: {reason}", reason=escape(refused)))
    if pressed:
        LAUNCH.submit(cache.launch, target, request, confirmed)
        st.rerun()


def _verdict(target: Target, dataset: Dataset, recipe: Recipe) -> tuple[str, frozenset[str]]:
    """Show what speaks against the run; return why it can't start, if so, and what was confirmed."""
    if statistics.of(target, dataset.folder) is None:
        return _("what is known of the table is brought up to date first."), frozenset()
    links = association_search.found(target, dataset.folder, recipe.target)
    found = cache.findings(target, dataset.folder, recipe, links)
    confirmed = findings_view.brief(target, dataset, recipe, found)
    for finding in barriers(found, confirmed):
        wanted = finding.statement and _("Leave it out, or tick what stands above.")
        return f"{finding.message} {wanted or finding.advice}", confirmed
    return "", confirmed


def _summary(recipe: Recipe) -> None:
    kind = _("a class") if recipe.task == "classification" else _("a number")
    st.markdown(
        _n(
            "Predicts **{target}** ({kind}) from {count:,} column; {split}.",
            "Predicts **{target}** ({kind}) from {count:,} columns; {split}.",
            len(recipe.used),
            target=escape(recipe.target),
            kind=kind,
            count=len(recipe.used),
            split=escape(sentence(recipe.split, recipe.task, recipe.test_fraction)),
        )
    )


def _request(target: Target, dataset: Dataset, recipe: Recipe, chosen: Algorithm) -> TrainingRequest:
    """Show the fields of the form and return what they ask for; a name may be missing."""
    prices = catalogue()
    models = {model.name: model for model in cache.models(target) if model.algorithm}
    names = choice.distinct({id: model.display_name for id, model in models.items()})
    with st.container(border=True):
        name = st.text_input(
            _("Name"),
            value=dataset.display_name[:100],
            max_chars=128,
            required=True,
            key=f"model_name_{dataset.id}",
        ).strip()
        parent = st.selectbox(
            _("Register as"),
            [NEW_MODEL, *models],
            format_func=lambda id: _("a new version of {name}", name=names[id]) if id else _("a new model"),
            key="parent_model",
        )
        machine = st.selectbox(
            _("Machine"),
            [machine.type for machine in prices.training_machines],
            format_func=lambda type: _title(type),
            key="training_machine",
            help=_(
                "Prices are estimates for {region} as of {day}. scikit-learn's images use the CPU only, "
                "so no accelerator is offered: it would be billed and stay idle.",
                region=prices.region,
                day=prices.as_of,
            ),
        )
        if target.kind == "local":
            st.caption(_("On this machine the run costs nothing and uses what this machine has."))
        with st.expander(_("Parameters of {algorithm}", algorithm=chosen.title)):
            parameters = {each.name: _parameter(chosen.key, each) for each in chosen.parameters}
    return TrainingRequest(
        display_name=name,
        model_name=models[parent].display_name if parent else name,
        dataset_id=dataset.id,
        table_uri=dataset.uri,
        recipe=recipe,
        algorithm=chosen.key,
        machine_type=machine,
        training_image=prices.training_image,
        serving_image=prices.serving_image,
        parameters=parameters,
        parent_model=parent or None,
    )


def _title(type: str) -> str:
    machine = catalogue().machine(type)
    return machine.title if machine else type


def _parameter(algorithm: str, parameter: Parameter) -> float:
    number = int if parameter.whole else float
    return st.number_input(
        parameter.title,
        value=number(parameter.default),
        min_value=number(parameter.minimum),
        max_value=number(parameter.maximum),
        step=1 if parameter.whole else None,
        format=None if parameter.whole else "%g",
        key=f"parameter_{algorithm}_{parameter.name}",
    )
