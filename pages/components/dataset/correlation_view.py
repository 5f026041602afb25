"""How columns of numbers go together: a heatmap of the strongest correlations."""

import streamlit as st

from components.shared import charts
from services.data.export import correlation_matrix
from services.data.profile import Profile
from services.text.i18n import _, _n


def section(profile: Profile, key: str) -> None:
    """Show the correlations of a table, or say why there are none."""
    found = correlation_matrix.of(profile.correlations)
    if len(found.names) < 2:
        st.caption(_("Correlations are shown where a table has two or more columns of numbers that vary."))
        return
    charts.correlations(found.names, found.values, f"correlations_{key}")
    words = _("Pearson’s coefficient of the rows where both are numbers: 1 rise together, -1 run opposite.")
    if found.left_out:
        words += " " + _n(
            "{n} column with weaker ones is left out; the CSV has all pairs.",
            "{n} columns with weaker ones are left out; the CSV has all pairs.",
            found.left_out,
            n=found.left_out,
        )
    st.caption(words)
