"""A page for test_one_click.py: a form that makes things, each in a moment, and notes their nonces."""

import os
import sys
import time
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "pages")]

from components.background import form  # noqa: E402
from components.background.form import Form  # noqa: E402

form.REST_SECONDS = 0.5
MAKE = Form[int]("make", "waiting", creates=True)
MADE = Path(os.environ["MADE_THINGS"])


def make(nonce: str) -> int:
    """Make a thing and return how many there are; it takes longer each time, up to a third of a second."""
    count = len(MADE.read_text().split())
    time.sleep(count % 8 / 24)
    with MADE.open("a") as file:
        file.write(f"{nonce}\n")
    return count + 1


made = MAKE.result()
if made is not None:
    st.session_state["made"] = made
if st.button("Make", key="make", disabled=MAKE.is_running()):
    MAKE.submit(make, MAKE.nonce)
    st.rerun()
with st.container(key="shown"):
    st.text(f"made {st.session_state.get('made', 0)}")
