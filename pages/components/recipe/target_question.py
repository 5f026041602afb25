"""The first question about a stored table: what to predict, with proposals and any other column."""

from collections.abc import Sequence

import streamlit as st

from components.background.form import Form
from services import cache
from services.data.profile import Profile
from services.data.recipe.recipe import Recipe
from services.data.recipe.targets import TargetProposal, propose_targets
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.recipe import target_reasons, task_title
from services.vertex.datasets import Dataset

CHOOSE = Form[Recipe]("choose_target", "saving_recipe", timeout=2.0)


def section(target: Target, dataset: Dataset, profile: Profile) -> None:
    """Ask for the target, and store the recipe that the answer leads to."""
    st.header(_("What do you want to predict?"), anchor=False)
    proposals = propose_targets(profile)
    if CHOOSE.result():
        st.rerun()
    with st.grid(3, min_column_width=220, key=f"target_proposals_{dataset.id}"):
        for proposal in proposals:
            _card(target, dataset, proposal)
    names = [column.name for column in profile.columns]
    _other(target, dataset, names, proposals)


def _card(target: Target, dataset: Dataset, proposal: TargetProposal) -> None:
    key = f"predict_{dataset.id}_{proposal.column}"
    with st.container(border=True, height="stretch"):
        st.subheader(escape(proposal.column), anchor=False)
        st.caption(f"{task_title(proposal.task)} · {target_reasons(proposal)}")
        st.space("stretch")
        st.button(
            _("Predict “{column}”", column=escape(proposal.column)),
            key=key,
            width="stretch",
            disabled=CHOOSE.is_running(),
            on_click=_choose,
            args=(target, dataset, proposal.column),
        )


def _other(
    target: Target, dataset: Dataset, names: Sequence[str], proposals: Sequence[TargetProposal]
) -> None:
    widget = f"target_{dataset.id}"
    st.selectbox(
        _("Another column") if proposals else _("Target (column to predict)"),
        names,
        index=None,
        key=widget,
        placeholder=_("Choose the column to predict"),
        disabled=CHOOSE.is_running(),
        on_change=lambda: _choose(target, dataset, st.session_state[widget]),
    )
    st.caption(_("Training starts from this choice. You can change it at any time."))


def _choose(target: Target, dataset: Dataset, column: str | None) -> None:
    if column is not None:
        CHOOSE.submit(cache.choose_target, target, dataset.folder, column)
