"""Names by which screen readers tell controls with the same label apart."""

from collections.abc import Mapping

import streamlit as st

_component = st.components.v2.component(
    "accessible_names",
    html="<span></span>",
    js="""
export default function ({ data }) {
    const name = () => {
        for (const [selector, text] of Object.entries(data.names))
            for (const control of document.querySelectorAll(selector))
                if (control.ariaLabel !== text) control.ariaLabel = text;
    };
    // Streamlit draws controls late and anew, and some twice: for a mouse and for a phone.
    const watch = new MutationObserver(name);
    watch.observe(document.body, { childList: true, subtree: true });
    name();
    return () => watch.disconnect();
}
""",
)


def give(names: Mapping[str, str]) -> None:
    """Name the controls by CSS selector; a name starts with the visible label, for those who speak it."""
    _component(key="accessible_names", data={"names": dict(names)})
