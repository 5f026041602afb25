"""A warning that the reader confirms before going on."""

import streamlit as st

from services.text.markdown import escape


def acknowledge(warning: str, statement: str, key: str) -> bool:
    """Show a warning with a checkbox below it, and return whether it is checked.

    The element with the warning has the key `<key>_warning`.
    """
    with st.container(key=f"{key}_warning"):
        st.warning(escape(warning), icon=":material/warning:")
    return st.checkbox(statement, key=key)
