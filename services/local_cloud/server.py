"""The local cloud as one ASGI application, and its run from bound socket to clean end."""

import asyncio
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.local_cloud.context import Cloud
from services.local_cloud.http.auth import LOOPBACK_NAMES, Guard
from services.local_cloud.http.errors import (
    Refusal,
    disk_failed,
    failed,
    not_found,
    refused,
    rendered,
    unavailable,
    unimplemented,
)
from services.local_cloud.logging import routes as logging
from services.local_cloud.methods import told
from services.local_cloud.storage import routes as storage
from services.local_cloud.storage.call import RawPaths
from services.local_cloud.testing import faults
from services.local_cloud.testing.faults import Plan
from services.local_cloud.testing.recording import Recording
from services.local_cloud.vertex import routes as vertex
from services.local_cloud.vertex.supervisor import Supervisor

# How long open requests may go on once the local cloud is told to stop, in seconds.
GRACE = 3
_GOOGLE_PATHS = ("/v1/", "/v1beta1/", "/v2/", "/ui/", "/storage/", "/upload/", "/download/", "/batch/")


def build(
    cloud: Cloud, host: str = "127.0.0.1", record: Path | None = None, plan: Plan | None = None
) -> ASGIApp:
    """Return the application: the guard first, then every service; its lifespan runs the supervisor.

    What the services answer is appended to the file `record`, and what the plan holds goes wrong,
    where they are given.
    """
    supervisor = Supervisor(cloud)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await supervisor.start()
        try:
            yield
        finally:
            await supervisor.stop()

    app = Starlette(
        routes=[*(() if plan is None else faults.routes(plan)), *all_routes(cloud, supervisor)],
        exception_handlers={
            Refusal: refused,
            ClientDisconnect: _disconnected,
            OSError: disk_failed,
            sqlite3.OperationalError: disk_failed,
            Exception: failed,
        },
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.router.default = _Unserved()  # of a path with a line break, which matches no route
    served = RawPaths(app)
    answering: ASGIApp = _Interruptible(served if record is None else Recording(served, record))
    if plan is not None:
        answering = faults.Faults(answering, plan)
    return Guard(answering, cloud.tokens, (*LOOPBACK_NAMES, host))


def all_routes(cloud: Cloud, supervisor: Supervisor) -> list[BaseRoute]:
    """Return every route in the order of matching; the last takes what the others don't."""
    return [
        *storage.routes(cloud),
        *vertex.routes(cloud, supervisor),
        *logging.routes(cloud),
        Route("/{path:path}", _Unserved()),
    ]


class Server(uvicorn.Server):
    """A uvicorn server that says when it answers."""

    def __init__(self, app: ASGIApp, on_ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="uvloop",
                http="httptools",
                ws="none",
                lifespan="on",
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=GRACE,
            )
        )
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then say so."""
        await super().startup(sockets)
        if not self.should_exit:
            self._on_ready()

    def serve_until_stopped(self, sockets: Sequence[socket.socket]) -> None:
        """Serve on bound sockets until a signal or `should_exit` ends it."""
        uvloop.run(self.serve(sockets=list(sockets)))


class _Interruptible:
    """Answers 503 to a request that the end of the local cloud interrupts."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except asyncio.CancelledError:
            if scope["type"] != "http":
                raise
            if not begun:
                await rendered(unavailable("The local cloud is stopping."), scope["path"])(
                    scope, receive, send
                )


class _Unserved:
    """Refuses what no route serves: 501 for paths that are Google's, 404 for others."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, path = scope["method"], scope["path"]
        if path.startswith(_GOOGLE_PATHS):
            refusal = unimplemented(await asyncio.to_thread(told, method, path))
        else:
            refusal = not_found(f"There is nothing at {path}.")
        await rendered(refusal, path)(scope, receive, send)


async def _disconnected(request: Request, _exception: Exception) -> Response:
    sys.stderr.write(f"{request.method} {request.scope['path']}: the caller hung up.\n")
    return Response(status_code=499)
