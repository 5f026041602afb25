"""Names by which screen readers tell controls with the same label apart."""

from collections.abc import Mapping

import streamlit as st

_component = st.components.v2.component(
    "accessible_names",
    html="<span></span>",
    js="""
export default function ({ data }) {
    const name = () => {
        for (const [key, text] of Object.entries(data.names)) {
            const control = document.querySelector(`.st-key-${CSS.escape(key)} :is(button, a)`);
            if (control && control.ariaLabel !== text) control.ariaLabel = text;
        }
    };
    // Streamlit draws controls late, and anew.
    const watch = new MutationObserver(name);
    watch.observe(document.body, { childList: true, subtree: true });
    name();
    return () => watch.disconnect();
}
""",
)


def give(names: Mapping[str, str]) -> None:
    """Name the controls with these keys; a name starts with the visible label, for those who speak it."""
    _component(key="accessible_names", data={"names": dict(names)})
