"""Completes the browser's URL without an entry in its history, and what the navigation lacks.

The navigation's own links name no dataset, run, model or endpoint, and on a narrow screen a link in the
sidebar would leave it open above the page.
"""

from pathlib import Path

import streamlit as st

from components.context import session

_component = st.components.v2.component(
    "address", html="<span></span>", js=(Path(__file__).parent / "address.js").read_text()
)


def complete(key: str) -> None:
    """Put what the session works with into the URL of the page."""
    with st.sidebar:
        _component(
            key=key,
            data={
                "page": session.page(),
                "names": session.NAMES,
                "seen": session.url(),
                "parameters": session.complete_url(),
                "link": session.link(),
            },
        )
