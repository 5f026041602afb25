"""How much each column alone tells of the target, as bars, the most telling on top."""

from collections.abc import Sequence
from typing import Protocol

import streamlit as st

from components.shared import charts
from services.text.i18n import _, _n
from services.text.markdown import escape

SHOWN = 20


class Link(Protocol):
    """A column's link to the target: its strength from 0 to 1 and the measure that gave it."""

    @property
    def column(self) -> str:
        """The column's name."""

    @property
    def strength(self) -> float:
        """0 where it tells nothing, 1 where it tells all."""


def section(links: Sequence[Link], target: str, key: str) -> None:
    """Show the strongest links to the target."""
    ordered = sorted(links, key=lambda each: -each.strength)
    if not ordered:
        st.caption(_("No other column can be held against the target."))
        return
    charts.strengths([(each.column, each.strength) for each in ordered[:SHOWN]], f"links_{key}", target)
    words = _(
        "How much each column alone tells of “{target}”, from nothing (0) to everything (1).",
        target=escape(target),
    )
    if len(ordered) > SHOWN:
        words += " " + _n(
            "{n:,} weaker one is left out.",
            "{n:,} weaker ones are left out.",
            len(ordered) - SHOWN,
            n=len(ordered) - SHOWN,
        )
    st.caption(words)
