"""Findings as a reader meets them: worst first, each with its reason, its evidence and its cure."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from components.findings import apply_fix, evidence_view
from services.data.findings import SEVERITIES, Finding, Severity
from services.data.recipe.recipe import Recipe
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.vertex.datasets import Dataset

Colour = Literal["red", "orange", "gray"]

LOOKS: dict[Severity, tuple[str, str, Colour]] = {
    "error": (_("To cure before a run"), "block", "red"),
    "question": (_("To answer before a run"), "help", "orange"),
    "warning": (_("Likely to harm the model"), "warning", "orange"),
    "answered": (_("The recipe takes care of it"), "rule", "gray"),
    "note": (_("Good to know"), "info", "gray"),
}


def section(target: Target, dataset: Dataset, recipe: Recipe, found: Sequence[Finding]) -> None:
    """Show what speaks against a table and its recipe in full, with what cures it in one press."""
    _heading(target, dataset, recipe, found)
    apply_fix.undo(target, dataset, recipe)
    if not found:
        _nothing()
    for severity in SEVERITIES:
        alike = [finding for finding in found if finding.severity == severity]
        if severity in ("answered", "note") and alike:
            with st.expander(
                _title(severity, len(alike)),
                expanded=len(alike) == len(found),
                icon=f":material/{LOOKS[severity][1]}:",
                key=f"{severity}_{dataset.id}",
            ):
                _cards(target, dataset, recipe, alike)
        elif alike:
            st.caption(_title(severity, len(alike)))
            _cards(target, dataset, recipe, alike)


def brief(target: Target, dataset: Dataset, recipe: Recipe, found: Sequence[Finding]) -> frozenset[str]:
    """Show the same in a narrow column, and return the columns that were confirmed.

    A sentence and a button each, a tick where something is to be confirmed; what the recipe takes
    care of stands in one list, and notes are folded.
    """
    apply_fix.undo(target, dataset, recipe)
    confirmed: set[str] = set()
    for finding in found:
        if finding.severity in ("error", "question", "warning"):
            _alert(finding)
            apply_fix.button(target, dataset, recipe, finding)
            if finding.severity == "question" and _is_confirmed(dataset, recipe, finding):
                confirmed.update(finding.columns)
    _answered(target, dataset, recipe, [each for each in found if each.severity == "answered"])
    notes = [finding for finding in found if finding.severity == "note"]
    if notes:
        with st.expander(_title("note", len(notes)), icon=":material/info:", key=f"note_{dataset.id}"):
            for finding in notes:
                st.markdown(escape(finding.message))
                st.caption(escape(f"{finding.reason} {finding.advice}"))
                apply_fix.button(target, dataset, recipe, finding)
    return frozenset(confirmed)


def _is_confirmed(dataset: Dataset, recipe: Recipe, finding: Finding) -> bool:
    # Another target or other columns are another question.
    return st.checkbox(
        escape(finding.statement),
        key=f"confirmed_{dataset.id}_{recipe.target}_{hash(finding.columns)}",
    )


def _answered(target: Target, dataset: Dataset, recipe: Recipe, found: Sequence[Finding]) -> None:
    if found:
        lines = [f"- {escape(finding.message)} {escape(finding.advice)}" for finding in found]
        title = _("**The recipe takes care of this; see whether you agree:**")
        st.warning("\n".join([title, "", *lines]), icon=":material/rule:")
        for finding in found:
            apply_fix.button(target, dataset, recipe, finding)


def _heading(target: Target, dataset: Dataset, recipe: Recipe, found: Sequence[Finding]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(_("Findings"), anchor=False, width="content")
        for severity in SEVERITIES:
            count = sum(finding.severity == severity for finding in found)
            if count:
                _words, icon, colour = LOOKS[severity]
                st.badge(f"{count}", icon=f":material/{icon}:", color=colour, help=LOOKS[severity][0])
        apply_fix.all_safe(target, dataset, recipe, found)


def _nothing() -> None:
    with st.container(border=True):
        st.markdown(
            _("{icon} **Nothing speaks against this table.**", icon=":green[:material/check_circle:]")
        )
        st.caption(
            _(
                "Its rows, its columns and what is to be predicted were looked at: nothing in them is known "
                "to spoil a model."
            )
        )


def _title(severity: Severity, count: int) -> str:
    return f"{LOOKS[severity][0]} · {count}"


def _cards(target: Target, dataset: Dataset, recipe: Recipe, found: Sequence[Finding]) -> None:
    for finding in found:
        with st.container(border=True):
            _card(target, dataset, recipe, finding)


def _card(target: Target, dataset: Dataset, recipe: Recipe, finding: Finding) -> None:
    _words, icon, colour = LOOKS[finding.severity]
    text, proof = st.columns([3, 2], gap="large")
    with text:
        if finding.severity == "error":
            st.error(f"**{escape(finding.message)}**", icon=f":material/{icon}:")
        else:
            st.markdown(f":{colour}[:material/{icon}:] **{escape(finding.message)}**")
        st.caption(escape(finding.reason))
        if finding.advice:
            st.markdown(escape(finding.advice))
        apply_fix.button(target, dataset, recipe, finding)
    with proof:
        evidence_view.show(finding.evidence, f"{finding.kind}_{finding.column}")


def _alert(finding: Finding) -> None:
    body = f"**{escape(finding.message)}** {escape(finding.advice)}"
    if finding.severity == "error":
        st.error(body, icon=":material/block:")
    else:
        st.warning(body, icon=f":material/{LOOKS[finding.severity][1]}:")
