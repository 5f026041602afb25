"""The four steps as cards with counts of their results; the next step is highlighted."""

from dataclasses import dataclass

import streamlit as st

from components.context import links
from services import cache
from services.settings import Target
from services.text.i18n import _
from services.text.messages.overview import StepName, step_text


@dataclass(frozen=True)
class Step:
    """A step from a CSV to a prediction, with the number of its results."""

    name: StepName
    icon: str
    count: int = 0

    @property
    def page(self) -> str:
        """The file of the page on which the step is taken."""
        return f"{self.name}.py"


def section(target: Target) -> None:
    """Show the steps, and highlight the first one without a result."""
    with st.skeleton(height=220):
        steps = _steps(target)
    following = next((step for step in steps if not step.count), steps[-1])
    with st.grid(4, min_column_width=190):
        for number, step in enumerate(steps, 1):
            _card(number, step, step == following)


def _steps(target: Target) -> tuple[Step, ...]:
    datasets, models, endpoints = cache.side_by_side(
        lambda: cache.datasets(target), lambda: cache.models(target), lambda: cache.endpoints(target)
    )
    return (
        Step("data", "table_chart", len(datasets)),
        Step("train", "model_training", len(models)),
        Step("deploy", "rocket_launch", sum(endpoint.is_live for endpoint in endpoints)),
        Step("playground", "science"),
    )


def _card(number: int, step: Step, is_next: bool) -> None:
    text = step_text(step.name, step.count)
    with st.container(border=True, height="stretch", key=f"step_{step.name}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            # As high as a badge, unlike a caption, so that the titles of all cards align.
            st.markdown(_(":small[:gray[Step {number}]]", number=number), width="content")
            st.space("stretch")
            if step.count:
                st.badge(text.results, icon=":material/check_circle:", color="green")
            elif is_next:
                st.badge(_("Next"), icon=":material/arrow_forward:", color="blue")
        st.header(f":material/{step.icon}: {text.title}", anchor=False)
        st.write(text.description)
        st.space("stretch")  # aligns the buttons of all cards
        # A link that looks like a button (look.css).
        with st.container(key=f"open_next_{step.name}" if is_next else f"open_{step.name}"):
            links.page_link(step.page, _("Open {page}", page=text.title), icon="", help="", width="stretch")
