"""What can go wrong with a call to the cloud, and what a reader must not see of it."""

import re

from streamlit.testing.v1 import AppTest

from services.local_cloud.testing.changed_replies import CHANGES
from tests.pages.screen import keys

FAULTS = (
    *(f"return-{code}" for code in (400, 401, 403, 404, 409, 429, 499, 500, 501, 503, 504)),
    "return-reset-connection",
    "stall-for-20s",
    *CHANGES,
)
SLOW = ("stall-for-20s", "trickle")
PLANNED = 200  # calls, more than a page makes
_RAW = re.compile(
    r"[{}]|</?\w+|Traceback|\b[A-Z]\w+(?:Error|Exception)\b|\bNone\b|[a-z]\w*=|https?:|0x[0-9a-f]{4}"
)


def uncaught(app: AppTest) -> list[str]:
    """Return what of a page went wrong without a sentence about it."""
    errors = [error.value for error in app.error]
    return [
        *(exception.message for exception in app.exception),
        *(key for key in keys(app) if "unexpected" in key or "uncaught" in key),
        *(text for text in errors if _RAW.search(text.replace("\\", ""))),
    ]
