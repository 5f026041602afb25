"""Scrolls to a part of the page once, such as a run that has just begun."""

import streamlit as st

_component = st.components.v2.component(
    "into_view",
    html="<span></span>",
    js="""
export default function ({ data }) {
    const seen = (window.launchpadSeen ??= new Set());
    if (seen.has(data.occasion)) return;
    seen.add(data.occasion);
    document.querySelector(`.st-key-${data.key}`)?.scrollIntoView({ block: "nearest", behavior: "smooth" });
}
""",
)


def bring(key: str, occasion: str) -> None:
    """Bring the container with a key into view, once per occasion; call it after the container."""
    _component(key=f"into_view_{key}", data={"key": key, "occasion": occasion})
