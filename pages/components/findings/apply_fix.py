"""Apply fixes to the recipe."""

from collections.abc import Sequence

import streamlit as st

from components.changes import recipe_changes
from services.data.findings import Finding, Fix, all_safe
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.findings import fix_label
from services.text.shorten import shorten
from services.vertex.datasets import Dataset

LABEL_WIDTH = 60


def button(target: Target, dataset: Dataset, finding: Finding) -> None:
    """Show the button that fixes a finding, if it has a fix."""
    if finding.fix:
        st.button(
            escape(_label(finding.fix)),
            icon=":material/auto_fix_high:",
            key=f"fix_{dataset.id}_{finding.key}",
            on_click=_press,
            args=(target, dataset, finding.fix),
        )


def all_button(target: Target, dataset: Dataset, findings: Sequence[Finding]) -> None:
    """Show the button that applies all safe fixes, if there are several."""
    together = all_safe(finding.fix for finding in findings)
    if together:
        st.button(
            _label(together),
            icon=":material/done_all:",
            key=f"fix_{dataset.id}_all",
            help=_("Leaves out columns without information, such as identifiers and constant columns."),
            on_click=_press,
            args=(target, dataset, together),
        )


def _press(target: Target, dataset: Dataset, fix: Fix) -> None:
    recipe_changes.make(target, dataset, fix, fix)


def _label(fix: Fix) -> str:
    return shorten(fix_label(fix), LABEL_WIDTH)
