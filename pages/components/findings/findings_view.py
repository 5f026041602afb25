"""Findings, worst first: in full with evidence, or in brief beside the training form.

Findings that the recipe handles, notes, and the rest of a long list are in collapsed expanders.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import streamlit as st

from components.findings import apply_fix, evidence_view
from services.data.findings import SEVERITIES, Finding, Severity
from services.data.recipe.recipe import Recipe
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.findings import finding_text, severity_label
from services.vertex.datasets import Dataset

Colour = Literal["red", "orange", "gray"]

LOOKS: dict[Severity, tuple[str, Colour]] = {
    "error": ("block", "red"),
    "question": ("help", "orange"),
    "warning": ("warning", "orange"),
    "handled": ("rule", "gray"),
    "note": ("info", "gray"),
}
FOLDED: tuple[Severity, ...] = ("handled", "note")
CARDS = 5  # findings of a severity before the others are collapsed
ALERTS = 2  # the same, in brief


def section(target: Target, dataset: Dataset, findings: Sequence[Finding]) -> None:
    """Show the findings of a table and its recipe in full, with buttons for their fixes."""
    _heading(target, dataset, findings)
    if not findings:
        _nothing(dataset)

    def card(finding: Finding) -> None:
        with st.container(border=True):
            _card(target, dataset, finding)

    for severity, alike in _by_severity(findings):
        if severity not in FOLDED:
            st.caption(_title(severity, len(alike)))
        _list(dataset, severity, alike, CARDS, card, card)


def brief(target: Target, dataset: Dataset, recipe: Recipe, findings: Sequence[Finding]) -> frozenset[str]:
    """Show the findings in a narrow column, and return the columns that were confirmed."""
    confirmed: set[str] = set()

    def alert(finding: Finding) -> None:
        _alert(finding)
        apply_fix.button(target, dataset, finding)
        if finding.severity == "question" and _is_confirmed(dataset, recipe, finding):
            confirmed.update(finding.columns)

    def line(finding: Finding) -> None:
        text = finding_text(finding)
        st.markdown(escape(text.message))
        st.caption(escape(f"{text.reason} {text.advice}"))
        apply_fix.button(target, dataset, finding)

    for severity, alike in _by_severity(findings):
        _list(dataset, severity, alike, ALERTS, alert, line)
    return frozenset(confirmed)


def _by_severity(findings: Sequence[Finding]) -> Iterator[tuple[Severity, list[Finding]]]:
    for severity in SEVERITIES:
        alike = [finding for finding in findings if finding.severity == severity]
        if alike:
            yield severity, alike


def _list(
    dataset: Dataset,
    severity: Severity,
    findings: Sequence[Finding],
    shown: int,
    show: Callable[[Finding], None],
    show_folded: Callable[[Finding], None],
) -> None:
    """Show the findings of a severity, all or the rest of them in a closed expander."""
    icon = f":material/{LOOKS[severity][0]}:"
    with st.container(key=f"findings_{severity}_{dataset.id}"):
        if severity in FOLDED:
            with st.expander(
                _title(severity, len(findings)), icon=icon, key=f"folded_{severity}_{dataset.id}"
            ):
                for finding in findings:
                    show_folded(finding)
            return
        for finding in findings[:shown]:
            show(finding)
        if findings[shown:]:
            more = _("{count:,} more", count=len(findings) - shown)
            with st.expander(more, icon=icon, key=f"folded_{severity}_{dataset.id}"):
                for finding in findings[shown:]:
                    show(finding)


def _is_confirmed(dataset: Dataset, recipe: Recipe, finding: Finding) -> bool:
    # The key depends on the target and the columns of the question.
    return st.checkbox(
        escape(finding_text(finding).statement), key=f"confirmed_{dataset.id}_{recipe.target}_{finding.key}"
    )


def _heading(target: Target, dataset: Dataset, findings: Sequence[Finding]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(_("Findings"), anchor=False, width="content")
        for severity, alike in _by_severity(findings):
            icon, colour = LOOKS[severity]
            st.badge(
                _("{count:,}", count=len(alike)),
                icon=f":material/{icon}:",
                color=colour,
                help=severity_label(severity),
            )
        apply_fix.all_button(target, dataset, findings)


def _nothing(dataset: Dataset) -> None:
    with st.container(border=True, key=f"no_findings_{dataset.id}"):
        st.markdown(_("{icon} **No findings**", icon=":green[:material/check_circle:]"))
        st.caption(_("The rows, columns and target show no problems for training."))


def _title(severity: Severity, count: int) -> str:
    return _("{severity} · {count:,}", severity=severity_label(severity), count=count)


def _card(target: Target, dataset: Dataset, finding: Finding) -> None:
    icon, colour = LOOKS[finding.severity]
    text = finding_text(finding)
    words, evidence = st.columns([3, 2], gap="large")
    with words:
        if finding.severity == "error":
            st.error(f"**{escape(text.message)}**", icon=f":material/{icon}:")
        else:
            st.markdown(f":{colour}[:material/{icon}:] **{escape(text.message)}**")
        st.caption(escape(text.reason))
        st.markdown(escape(text.advice))
        apply_fix.button(target, dataset, finding)
    with evidence:
        evidence_view.show(finding.evidence, finding.key)


def _alert(finding: Finding) -> None:
    text = finding_text(finding)
    body = f"**{escape(text.message)}** {escape(text.advice)}"
    icon = f":material/{LOOKS[finding.severity][0]}:"
    if finding.severity == "error":
        st.error(body, icon=icon)
    else:
        st.warning(body, icon=icon)
