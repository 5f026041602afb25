"""The server: `streamlit run app.py` or `uvicorn app:app`.

It starts the pages' frame and, on the local target, the local cloud; neither waits for the other.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import streamlit as st

from services.errors import LaunchpadError, NotConfigured
from services.routes import downloads, uploads
from services.runtime import preload
from services.runtime.launcher import LocalCloud, local_cloud
from services.settings import ROOT, target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.errors import error_text


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Start the local cloud and warm the imports in the background; end the local cloud at the end."""
    cloud = _local_cloud()
    if cloud:
        cloud.start()
    preload.start()
    try:
        yield
    finally:
        if cloud:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(cloud.stop)


def explain(error: Exception) -> bool:
    """Show a visitor what a page didn't catch, without the stack, which Streamlit writes to stderr."""
    if isinstance(error, LaunchpadError):
        st.error(escape(str(error_text(error))), icon=":material/error:")
    else:
        st.error(
            _("Something went wrong on this page. Nothing was lost: reload it to try again."),
            icon=":material/error:",
        )
    return True


def _local_cloud() -> LocalCloud | None:
    try:
        state_dir = target().state_dir
    except NotConfigured:
        return None  # every page says what is missing
    return local_cloud(state_dir) if state_dir else None


def _hosts() -> list[str]:
    """Return the names under which the server answers, as its pages do."""
    return [*st.get_option("server.allowedHosts")] or ["*"]


_base = st.get_option("server.baseUrlPath")
app = st.App(
    ROOT / "pages" / "shell.py",
    lifespan=lifespan,
    routes=[downloads.route(target, _hosts(), _base), uploads.route(_hosts(), _base)],
    on_script_error=explain,
)
