"""Each session's times are in its browser's time zone."""

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = """
from datetime import UTC, datetime
import streamlit as st
from components.shared import time_zone
from services.text import formats

time_zone.apply()
st.text(formats.date_time(datetime(2026, 11, 24, 20, 5, tzinfo=UTC)))

@st.fragment
def later():
    st.text(formats.date_time(datetime(2026, 11, 24, 20, 5, tzinfo=UTC)))

later()
"""


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("Asia/Seoul", "Nov 25, 2026", "5:05"),
        ("America/Los_Angeles", "Nov 24, 2026", "12:05"),
        ("nonsense", "Nov 24, 2026", "8:05"),
        (None, "Nov 24, 2026", "8:05"),
    ],
)
def test_times_are_in_the_time_zone_that_the_browser_names(zone, day, hour):
    app = AppTest.from_string(SCRIPT)
    app.context["timezone"] = zone
    app.run()
    assert len(app.text) == 2
    for element in app.text:
        assert element.value.startswith(f"{day} {hour}")
        assert element.value.endswith("UTC") == (zone in ("nonsense", None))
