"""The server: `streamlit run app.py` or `uvicorn app:app`.

It serves the pages and, on the local target, starts the local cloud; neither waits for the other.
"""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import anyio
import streamlit as st
from starlette.middleware import Middleware
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from services.errors import LaunchpadError, NotConfigured
from services.routes import downloads, uploads
from services.routes.held_files import HeldFileBounds, HeldFiles
from services.routes.security import Security
from services.runtime import background, preload
from services.runtime.launcher import LocalCloud, local_cloud
from services.runtime.sweeper import sweep
from services.settings import ROOT, target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.errors import error_text


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Start the local cloud, the slow imports and the sweeper in the background; stop them at the end."""
    cloud = _local_cloud()
    if cloud:
        cloud.start()
    preload.start()
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(sweep, files.free, background.forget_unused, gc.collect)
            yield
            tasks.cancel_scope.cancel()
    finally:
        if cloud:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(cloud.stop)


def explain(error: Exception) -> bool:
    """Show an error that a page didn't catch, without the stack, which Streamlit writes to stderr."""
    with st.container(key="uncaught_error"):
        if isinstance(error, LaunchpadError):
            st.error(escape(str(error_text(error))), icon=":material/error:")
        else:
            st.error(
                _("Something went wrong on this page. Nothing was lost. Reload the page to try again."),
                icon=":material/error:",
            )
        st.button(_("Reload"), key="uncaught_error_reload", icon=":material/refresh:")
    return True


def _local_cloud() -> LocalCloud | None:
    try:
        state_dir = target().state_dir
    except NotConfigured:
        return None  # the frame shows what is missing
    return local_cloud(state_dir) if state_dir else None


files = HeldFiles(
    lambda: cast(MemoryUploadedFileManager, runtime.get_instance().uploaded_file_mgr),
    lambda session: runtime.get_instance().is_active_session(session),
)
_base = st.get_option("server.baseUrlPath")
app = st.App(
    ROOT / "pages" / "shell.py",
    lifespan=lifespan,
    routes=[downloads.route(target, _base), uploads.route(_base)],
    middleware=[
        Middleware(Security, is_allowed=is_host_allowed),
        Middleware(HeldFileBounds, files=files),
    ],
    on_script_error=explain,
)
