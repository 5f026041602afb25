"""Names by which screen readers tell controls with the same label apart."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

_component = st.components.v2.component(
    "accessible_names", html="<span></span>", js=(Path(__file__).parent / "accessible_names.js").read_text()
)


def give(names: Mapping[str, str]) -> None:
    """Name the controls by CSS selector; a name starts with the visible label, for those who speak it."""
    _component(key="accessible_names", data={"names": dict(names)})
