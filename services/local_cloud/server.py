"""The local cloud as one ASGI application, and the server that runs it."""

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
from services.local_cloud.http.access import AccessMiddleware
from services.local_cloud.http.auth import LOOPBACK_NAMES, AuthMiddleware
from services.local_cloud.http.batch import PATH, Batches
from services.local_cloud.http.compression import GzipRequests
from services.local_cloud.http.errors import (
    ApiError,
    error_response,
    handle_api_error,
    handle_disk_error,
    handle_unexpected_error,
    not_found,
    unavailable,
    unimplemented,
)
from services.local_cloud.http.protocol import Protocol
from services.local_cloud.logging import routes as logging
from services.local_cloud.methods import described
from services.local_cloud.storage import routes as storage
from services.local_cloud.storage.call import RawPaths
from services.local_cloud.testing import faults
from services.local_cloud.testing.faults import FaultPlan
from services.local_cloud.testing.recording import RecordingMiddleware
from services.local_cloud.vertex import routes as vertex
from services.local_cloud.vertex.supervisor import Supervisor

# Seconds that open requests have to finish once the local cloud is stopping.
GRACE = 3
_LIFECYCLE_SECONDS = 3600
_GOOGLE_PATHS = (
    *("/v1/", "/v1beta1/", "/v2/", "/ui/"),
    *("/storage/", "/upload/", "/download/", "/batch/", "/bigquery/"),
)


def build(
    cloud: Cloud, host: str = "127.0.0.1", record: Path | None = None, plan: FaultPlan | None = None
) -> ASGIApp:
    """Return the application: authentication, then every service; its lifespan runs the supervisor.

    If given, the file `record` gets every call and reply, and `plan` injects faults.
    """
    supervisor = Supervisor(cloud)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await supervisor.start()
        lifecycles = asyncio.create_task(_apply_lifecycles(cloud))
        try:
            yield
        finally:
            lifecycles.cancel()
            await supervisor.stop()

    app = Starlette(
        routes=[*(() if plan is None else faults.routes(plan)), *all_routes(cloud, supervisor)],
        exception_handlers={
            ApiError: handle_api_error,
            ClientDisconnect: _disconnected,
            OSError: handle_disk_error,
            sqlite3.OperationalError: handle_disk_error,
            Exception: handle_unexpected_error,
        },
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.router.default = _Unserved()  # of a path with a line break, which matches no route
    served = AccessMiddleware(GzipRequests(RawPaths(app)))
    answering: ASGIApp = _Interruptible(served if record is None else RecordingMiddleware(served, record))
    if plan is not None:
        answering = faults.FaultMiddleware(answering, plan)
    app.router.routes.insert(0, Route(PATH, Batches(answering).answer, methods=["POST"]))
    return AuthMiddleware(answering, cloud.tokens, (*LOOPBACK_NAMES, host))


def all_routes(cloud: Cloud, supervisor: Supervisor) -> list[BaseRoute]:
    """Return every route in the order of matching; the last one matches any path."""
    return [
        *storage.routes(cloud.storage),
        *vertex.routes(cloud, supervisor, described),
        *logging.routes(supervisor.log_entries),
        Route("/{path:path}", _Unserved()),
    ]


class Server(uvicorn.Server):
    """A uvicorn server that calls `on_ready` once it listens."""

    def __init__(self, app: ASGIApp, on_ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="uvloop",
                http=Protocol,
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
        """Start listening, then call `on_ready`."""
        await super().startup(sockets)
        if not self.should_exit:
            self._on_ready()

    def serve_until_stopped(self, sockets: Sequence[socket.socket]) -> None:
        """Serve on bound sockets until a signal or `should_exit` ends it."""
        uvloop.run(self.serve(sockets=list(sockets)))


async def _apply_lifecycles(cloud: Cloud) -> None:
    """Apply the lifecycle rules of all buckets now and every hour."""
    while True:
        try:
            await asyncio.to_thread(cloud.storage.lifecycle.apply)
        except (OSError, sqlite3.Error) as error:
            sys.stderr.write(f"The lifecycle rules of the buckets were not applied: {error}\n")
        await asyncio.sleep(_LIFECYCLE_SECONDS)


class _Interruptible:
    """Answers 503 to a request that the stop of the local cloud interrupts."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_on(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except asyncio.CancelledError:
            if scope["type"] != "http":
                raise
            if not started:
                await error_response(unavailable("The local cloud is stopping."), scope["path"])(
                    scope, receive, send
                )


class _Unserved:
    """Answers paths without a route: 501 for those of Google's APIs, 404 for others."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, path = scope["method"], scope["path"]
        if path.startswith(_GOOGLE_PATHS):
            error = unimplemented(await asyncio.to_thread(described, method, path))
        else:
            error = not_found(f"There is nothing at {path}.")
        await error_response(error, path)(scope, receive, send)


async def _disconnected(request: Request, _exception: Exception) -> Response:
    sys.stderr.write(f"{request.method} {request.scope['path']}: the caller disconnected.\n")
    return Response(status_code=499)
