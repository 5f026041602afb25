"""Launch a run of own code again, with changes: its script comes back into the form."""

import shlex

import streamlit as st

from components.context import session
from components.runs import new_run
from components.shared.message import shown
from services import cache
from services.errors import NotFound
from services.settings import Target
from services.text.i18n import _
from services.vertex.training import Run

_RUN = "script_again_run"


def button(run: Run) -> None:
    """Show the button that fills the form with the code of a run."""
    st.button(
        _("Launch again with changes"),
        icon=":material/content_copy:",
        key="script_again",
        on_click=_ask,
        args=(run,),
    )


def fill(target: Target) -> None:
    """Fill the form, before it is drawn, with the code of the run for which the button was pressed."""
    run: Run | None = st.session_state.pop(_RUN, None)
    if run is None:
        return
    with shown("script_again_failed"):
        try:
            script, arguments = cache.script(target, run)
        except NotFound:
            with st.container(key="script_again_none"):
                st.caption(_("The code of this run was no script, so enter it again."))
            return
        st.session_state.update(
            {
                "code_kind": "script",
                "script_source": script.source,
                "script_requirements": "\n".join(script.requirements),
                "script_with_dataset": bool(run.dataset_id),
                f"script_arguments_{run.dataset_id}": "\n".join(map(shlex.quote, arguments)),
                "script_name": run.display_name,
            }
        )


def _ask(run: Run) -> None:
    st.session_state[_RUN] = run
    new_run.choose_own_code()
    if run.dataset_id:
        session.visit("dataset", run.dataset_id)
