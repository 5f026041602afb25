"""A page for test_renew.py: a list that another process changes, and widgets that count what reaches them."""

import os
import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "pages")]

from components.background import renew  # noqa: E402
from components.shared import choice  # noqa: E402

renew.SECONDS = 0.3


def look() -> list[str]:
    """Return the list that another process changes."""
    return Path(os.environ["RENEWED_LIST"]).read_text().split()


def count(name: str) -> None:
    """Count what reaches a widget."""
    counts = st.session_state.setdefault("counts", {})
    counts[name] = counts.get(name, 0) + 1


renew.renew(look)
items = look()
st.button("Press", key="press", on_click=count, args=("press",))
choice.selectbox("Run", {item: f"Run {item}" for item in items}, "run")
st.text_input("Name", key="name")
with st.container(key="shown"):
    st.text(f"pressed {st.session_state.get('counts', {}).get('press', 0)}")
    st.text(f"chosen {st.session_state.get('run_choice')}")
    st.text(f"named {st.session_state.get('name')}")
    st.text(f"newest {items[0]}")
