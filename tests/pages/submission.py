"""A form that submits what a test sets, drawn in the frame instead of the start page."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.background.form import Form
from components.overview import step_cards
from services.settings import ROOT


def page(call: Callable[[str], partial[Any]], creates: bool, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return a page whose button submits a call with the form's nonce."""
    form = Form[Any]("change", "calling_cloud", creates=creates)

    def section(_target: Any) -> None:
        if form.result() is not None or "has_result" in st.session_state:
            st.session_state["has_result"] = True
            with st.container(key="done"):
                st.write("Done")
        if st.button("Press", key="press", disabled=form.is_running()):
            submitted = call(form.nonce)
            form.submit(submitted.func, *submitted.args, **submitted.keywords)
            st.rerun()

    monkeypatch.setattr(step_cards, "section", section)
    return AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=60)
