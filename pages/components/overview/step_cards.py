"""The four steps as cards, each with what there is already; the next one to take stands out."""

from dataclasses import dataclass

import streamlit as st

from services import cache
from services.settings import Target
from services.text.i18n import _


@dataclass(frozen=True)
class Step:
    """One step of the way, with how many of its results there are."""

    page: str
    icon: str
    name: str
    what: str
    done: int
    result: str


def section(target: Target) -> None:
    """Show the steps, the first that has no result yet with the accent."""
    with st.skeleton(height=220):
        steps = _steps(target)
    following = next((step.page for step in steps if not step.done), steps[-1].page)
    with st.grid(4, min_column_width=190):
        for number, step in enumerate(steps, 1):
            _card(number, step, step.page == following)


def _steps(target: Target) -> tuple[Step, ...]:
    live = sum(endpoint.is_live for endpoint in cache.endpoints(target))
    datasets, models = len(cache.datasets(target)), len(cache.models(target))
    return (
        Step(
            "data.py",
            "table_chart",
            _("Data"),
            _("Drop in a CSV, see what is in it and choose what to predict."),
            datasets,
            _("{n} stored", n=datasets),
        ),
        Step(
            "train.py",
            "model_training",
            _("Train"),
            _("Launch a run, follow its log and compare its score with a baseline."),
            models,
            _("{n} registered", n=models),
        ),
        Step(
            "deploy.py",
            "rocket_launch",
            _("Deploy"),
            _("Put the model behind an endpoint that answers requests."),
            live,
            _("{n} live", n=live),
        ),
        Step(
            "playground.py",
            "science",
            _("Playground"),
            _("Send a row, read the prediction, copy the code."),
            0,
            "",
        ),
    )


def _card(number: int, step: Step, following: bool) -> None:
    with st.container(border=True, height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_("Step {number}", number=number))
            st.space("stretch")
            if step.done:
                st.badge(step.result, icon=":material/check_circle:", color="green")
            elif following:
                st.badge(_("Next"), icon=":material/arrow_forward:", color="blue")
        st.subheader(f":material/{step.icon}: {step.name}", anchor=False)
        st.write(step.what)
        st.space("stretch")  # the buttons stand in one line
        if st.button(
            _("Open"), key=f"open_{step.page}", type="primary" if following else "secondary", width="stretch"
        ):
            st.switch_page(step.page)
