"""What can go wrong with a call to the cloud, and what a reader must not see of it."""

import re

import streamlit as st
from streamlit.testing.v1 import AppTest

from services.local_cloud.testing.changed_replies import CHANGES
from services.runtime.background import background
from tests.pages.screen import keys

FAULTS = (
    *(f"return-{code}" for code in (400, 401, 403, 404, 409, 429, 499, 500, 501, 503, 504)),
    "return-reset-connection",
    "stall-for-20s",
    *CHANGES,
)
# Of a change: it has its effect before its reply is lost, or a while after.
LOST = (
    "commit-then-return-503",
    "commit-then-return-reset-connection",
    "commit-then-stall-for-20s",
    "commit-later-return-503",
    "commit-later-return-reset-connection",
)
PLANNED = 200  # calls, more than a page makes
SAYS_WITHIN = 15.0  # seconds, whatever a page meets
_RAW = re.compile(
    r"[{}]|</?\w+|Traceback|\b[A-Z]\w+(?:Error|Exception)\b|\bNone\b|[a-z]\w*=|https?:|0x[0-9a-f]{4}|\x00"
)


def uncaught(app: AppTest) -> list[str]:
    """Return what of a page went wrong without a sentence about it."""
    said = [each.value for each in (*app.error, *app.warning, *app.info, *app.toast)]
    return [
        *(exception.message for exception in app.exception),
        *(key for key in keys(app) if "unexpected" in key or "uncaught" in key),
        *(text for text in said if _RAW.search(text.replace("\\", ""))),
    ]


def says_something(app: AppTest) -> bool:
    """Return whether a page tells its reader of anything that it lacks."""
    return bool(app.error or app.warning or app.info)


def forget_all() -> None:
    """Forget all that was read for a page and all work in the background, as a new process has."""
    st.cache_data.clear()
    st.cache_resource.clear()
    for key in list(background._known):
        background.forget(key)
