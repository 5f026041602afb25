"""A heatmap of the strongest correlations between numeric columns."""

import streamlit as st

from components.shared import charts
from services.data.export import correlation_matrix
from services.data.profile import Profile
from services.text.i18n import _, _n


def section(profile: Profile, key: str) -> None:
    """Show the correlations of a table, or say why there are none."""
    matrix = correlation_matrix.strongest(profile.correlations)
    with st.container(key=f"correlation_{key}"):
        if len(matrix.names) < 2:
            st.caption(_("Correlations need two or more numeric columns whose values vary."))
            return
        charts.correlations(matrix.names, matrix.values, f"correlations_{key}")
        st.caption(
            _(
                "Pearson correlation over the rows where both columns are numbers: 1 if both rise together, "
                "-1 if one falls as the other rises."
            )
        )
        if matrix.left_out:
            st.caption(
                _n(
                    "{count:,} column with weaker correlations isn't shown; the CSV lists every pair.",
                    "{count:,} columns with weaker correlations aren't shown; the CSV lists every pair.",
                    matrix.left_out,
                    count=matrix.left_out,
                )
            )
