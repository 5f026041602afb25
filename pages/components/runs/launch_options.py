"""The machine and the parameters of a run, and what the machine costs."""

import streamlit as st

from services.data.recipe.algorithms import ALGORITHMS, BALANCED, Parameter, Task
from services.pricing import Catalogue, catalogue
from services.settings import Target
from services.text.i18n import _
from services.text.messages.algorithms import algorithm_title, parameter_title
from services.text.messages.machines import cloud_cost, machine_title


def machine(target: Target, prices: Catalogue) -> str:
    """Show the choice of a machine type where there is one, and return the type."""
    if target.kind == "local":
        return prices.training_machines[0].type
    return st.selectbox(
        _("Machine type"),
        [offered.type for offered in prices.training_machines],
        format_func=_machine_text,
        key="training_machine",
        help=_(
            "Prices are estimates for {region} as of {day}. No accelerator is offered, because "
            "the scikit-learn images only use the CPU.",
            region=prices.region,
            day=prices.as_of,
        ),
    )


def cost(target: Target, type: str) -> str:
    """Return what a run on a machine type costs; a local run doesn't use one."""
    if target.kind == "cloud":
        return _machine_text(type)
    listed = catalogue().machine(type)
    free = _("Runs on this machine, for free.")
    return f"{free} {cloud_cost(listed)}" if listed else free


def parameters(algorithm: str, task: Task) -> dict[str, float]:
    """Show the parameters of an algorithm, and return them by name; `balanced` is among them if chosen."""
    chosen = ALGORITHMS[algorithm]
    with st.container(key="parameters"):
        st.caption(_("Parameters of {algorithm}", algorithm=algorithm_title(algorithm)))
        values = {parameter.name: _parameter(algorithm, parameter) for parameter in chosen.parameters}
        if chosen.estimator(task).balancing and _balanced():
            values[BALANCED] = True
        return values


def _balanced() -> bool:
    return st.checkbox(
        _("Weight classes equally"),
        key="balanced_classes",
        help=_(
            "Rows of rare classes count more, so that each class counts the same. Finds more of the rare "
            "classes, at the price of accuracy; the probabilities no longer follow the shares of the classes."
        ),
    )


def _machine_text(type: str) -> str:
    listed = catalogue().machine(type)
    return machine_title(listed) if listed else type


def _parameter(algorithm: str, parameter: Parameter) -> float:
    number = int if parameter.whole else float
    return st.number_input(
        parameter_title(algorithm, parameter.name),
        value=number(parameter.default),
        min_value=number(parameter.minimum),
        max_value=number(parameter.maximum),
        step=1 if parameter.whole else None,
        format=None if parameter.whole else "%g",
        key=f"parameter_{algorithm}_{parameter.name}",
    )
