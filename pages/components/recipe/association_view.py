"""A bar chart of the associations with the target, the strongest on top."""

from collections.abc import Sequence

import streamlit as st

from components.shared import charts
from services.data.associations.associations import Association
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.associations import left_out_note, measure_note

SHOWN = 20


def section(associations: Sequence[Association], target: str, key: str) -> None:
    """Show the strongest associations with the target."""
    strongest = sorted(associations, key=lambda association: -association.strength)
    with st.container(key=f"association_{key}"):
        if not strongest:
            st.caption(_("The table has no other column to compare with the target."))
            return
        bars = [(association.column, association.strength) for association in strongest[:SHOWN]]
        charts.associations(bars, f"associations_{key}", target)
        st.caption(escape(measure_note(strongest[0].measure, target)))
        if len(strongest) > SHOWN:
            st.caption(left_out_note(len(strongest) - SHOWN))
