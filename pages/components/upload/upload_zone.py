"""The drop zone for large files, from which the browser sends a file in chunks to a route of the app."""

from functools import partial
from pathlib import Path

import streamlit as st

from components.context import session
from services.errors import LaunchpadError
from services.routes.uploads import CHUNK_BYTES, FIRST_BYTES, PATH
from services.settings import Target
from services.text.i18n import _, language
from services.text.messages.errors import error_text
from services.workflows import uploads

KEY = "upload_zone"
_TICKET = "upload_ticket"
_HERE = Path(__file__).parent

_component = st.components.v2.component(
    KEY,
    html="<div class='zone'></div>\n<input type='file' hidden>\n",
    css=(_HERE / "upload_zone.css").read_text(),
    js=(_HERE / "upload_zone.js").read_text(),
)


def zone(target: Target) -> None:
    """Show the drop zone; once a file is uploaded, its address is in the URL as `source`."""
    base = st.get_option("server.baseUrlPath").strip("/")
    result = _component(
        key=KEY,
        data={
            "route": f"/{base}{PATH}" if base else PATH,
            "chunk": CHUNK_BYTES,
            "first": FIRST_BYTES,
            "ticket": st.session_state.get(_TICKET),
            "language": language(),
            "words": _words(),
        },
        on_chosen_change=partial(_begin, target),
        on_arrived_change=lambda: None,
    )
    if result.arrived:
        _arrived(str(result.arrived))


def _begin(target: Target) -> None:
    chosen = st.session_state[KEY].chosen or {}
    request = str(chosen.get("id", ""))
    try:
        name, size = str(chosen.get("name", "")), int(chosen.get("size", 0))
        token = uploads.begin(target, name, size, session.token())
    except LaunchpadError as error:
        st.session_state[_TICKET] = {"id": request, "refused": str(error_text(error))}
    else:
        st.session_state[_TICKET] = {"id": request, "token": token}


def _arrived(token: str) -> None:
    try:
        address = uploads.complete_address(token)
    except LaunchpadError:
        return  # the widget shows the error
    if address:
        session.visit_own(session.SOURCE, address)  # not in a callback, which can't change the URL


def _words() -> dict[str, str]:
    return {
        "drop": _("Drop a file here, or click to choose one"),
        "sent": _("{received} of {size} MB · {speed} MB/s · {left} left"),
        "pause": _("Pause"),
        "resume": _("Resume"),
        "cancel": _("Cancel"),
        "paused": _("Paused at {received} of {size} MB"),
        "lost": _("The connection was lost. Trying again…"),
        "again": _("{received} of {size} MB of “{name}” are uploaded. Choose the file again to resume."),
        "gone": _("The upload of “{name}” has expired. Choose the file again to start over."),
        "unreadable": _(
            "The file can't be read any more: it was moved or changed, or is a folder. Choose it again."
        ),
        "uploaded": _("“{name}” is uploaded."),
        "seconds": _("{n} s"),
        "minutes": _("{n} min"),
    }
