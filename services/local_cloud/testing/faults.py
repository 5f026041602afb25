"""Fault injection for tests of clients of the local cloud, available with --faults only.

    POST /faults {"method": "EndpointService.ListEndpoints", "instructions": ["return-503", "return-503"]}

makes the next two calls of that method answer 503; `leave` leaves a call as it is. With `commit-then-` before
it, an instruction loses the reply to a call that has had its effect, and with `commit-later-` to one that has
it LATER_SECONDS afterwards. After googleapis/storage-testbench's retry tests.
"""

import asyncio
import re
import socket
import struct
from collections import deque
from collections.abc import Sequence
from threading import Lock
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.local_cloud.http.errors import STATUSES, ApiError, error_response, invalid_argument
from services.local_cloud.http.proto_json import read_body, read_document
from services.local_cloud.methods import all_methods, method_of
from services.local_cloud.testing.changed_replies import CHANGES

_PATH = "/faults"
# Of several statuses that share a code, the first is the most general.
_STATUS_OF = {http: status for status, (http, _number) in reversed(STATUSES.items())}
_RETURN = re.compile(r"return-([45]\d\d)\Z")
_STALL = re.compile(r"stall-for-(\d{1,3}(?:\.\d)?)s\Z")
_RESET = "return-reset-connection"
_COMMIT = "commit-then-"
_LATER = "commit-later-"
LATER_SECONDS = 1.0
_UNTOUCHED = "leave"
INSTRUCTIONS = (
    "return-CODE",
    "stall-for-Ns",
    f"{_COMMIT}INSTRUCTION",
    f"{_LATER}INSTRUCTION",
    _RESET,
    _UNTOUCHED,
    *CHANGES,
)


class FaultPlan:
    """Holds the faults to inject: for each method one instruction for each of its next calls."""

    def __init__(self) -> None:
        self._instructions: dict[str, deque[str]] = {}
        self._lock = Lock()

    def add(self, method: str, instructions: Sequence[str]) -> None:
        """Add instructions for a method. Raises a 400 ApiError for an unknown method or instruction."""
        if method not in {known.name for known in all_methods()}:
            raise invalid_argument(f"There is no method {method}.")
        for instruction in instructions:
            if not _is_known(instruction):
                raise invalid_argument(f"{instruction} is none of {', '.join(INSTRUCTIONS)}.")
        with self._lock:
            self._instructions.setdefault(method, deque()).extend(instructions)

    def take(self, verb: str, path: str) -> str | None:
        """Return and remove the instruction for a request, None without one."""
        method = method_of(verb, path)
        with self._lock:
            waiting = self._instructions.get(method.name) if method else None
            if not waiting:
                return None
            instruction = waiting.popleft()
            if not waiting and method:
                del self._instructions[method.name]
            return instruction

    def __bool__(self) -> bool:
        """Return whether any fault is planned."""
        return bool(self._instructions)

    def pending(self) -> dict[str, list[str]]:
        """Return the remaining instructions by method."""
        with self._lock:
            return {method: list(waiting) for method, waiting in self._instructions.items()}

    def clear(self) -> None:
        """Remove all instructions."""
        with self._lock:
            self._instructions.clear()


def routes(plan: FaultPlan) -> list[Route]:
    """Return the control route: POST adds instructions, GET lists the remaining ones, DELETE removes them."""

    async def control(request: Request) -> Response:
        if request.method == "POST":
            document = read_document(await read_body(request, 100_000, "The request is too large."))
            method, instructions = document.get("method"), document.get("instructions")
            if not isinstance(method, str) or not isinstance(instructions, list):
                raise invalid_argument('{"method": NAME, "instructions": [INSTRUCTION, …]} is required.')
            await asyncio.to_thread(plan.add, method, [str(instruction) for instruction in instructions])
        elif request.method == "DELETE":
            plan.clear()
        return JSONResponse(plan.pending())

    return [Route(_PATH, control, methods=["GET", "POST", "DELETE"])]


class FaultMiddleware:
    """Injects the planned faults into requests and passes all others on.

    `send` must be uvicorn's own, because a reset needs its connection.
    """

    def __init__(self, app: ASGIApp, plan: FaultPlan) -> None:
        self._app = app
        self._plan = plan
        self._late: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, break or pass on a request."""
        instruction = None
        if scope["type"] == "http" and self._plan:
            path = scope["raw_path"].decode("ascii")
            instruction = await asyncio.to_thread(self._plan.take, scope["method"], path)
        app = self._app
        if instruction is not None and instruction.startswith(_COMMIT):
            app, instruction = await _committed(app, scope, receive), instruction.removeprefix(_COMMIT)
        if instruction is not None and instruction.startswith(_LATER):
            task = asyncio.create_task(_commit_later(app, dict(scope), await _whole_body(receive)))
            self._late.add(task)
            task.add_done_callback(self._late.discard)
            instruction = instruction.removeprefix(_LATER)
        if instruction in (None, _UNTOUCHED):
            await app(scope, receive, send)
        elif instruction == _RESET:
            _reset(send)
        elif change := CHANGES.get(instruction):
            await app(scope, receive, change(send))
        elif stall := _STALL.match(instruction):
            await asyncio.sleep(float(stall[1]))
            await app(scope, receive, send)
        else:
            code = int(instruction.removeprefix("return-"))
            error = ApiError(_STATUS_OF[code], f"This {code} was asked for.")
            await error_response(error, scope["path"])(scope, receive, send)


def _is_known(instruction: str) -> bool:
    is_late = instruction.startswith(_LATER)
    instruction = instruction.removeprefix(_LATER if is_late else _COMMIT)
    code = _RETURN.match(instruction)
    if code:
        return int(code[1]) in _STATUS_OF
    if is_late:  # whose reply is none of the call's own
        return instruction == _RESET
    return instruction in INSTRUCTIONS[4:] or _STALL.match(instruction) is not None


async def _committed(app: ASGIApp, scope: Scope, receive: Receive) -> ASGIApp:
    """Let a request have its effect, and return an app that sends the reply to it."""
    messages: list[Message] = []

    async def note(message: Message) -> None:
        messages.append(message)

    async def reply(_scope: Scope, _receive: Receive, send: Send) -> None:
        for message in messages:
            await send(message)

    await app(scope, receive, note)
    return reply


async def _whole_body(receive: Receive) -> bytes:
    body, more = bytearray(), True
    while more:
        message = await receive()
        body.extend(message.get("body", b""))
        more = message.get("more_body", False)
    return bytes(body)


async def _commit_later(app: ASGIApp, scope: Scope, body: bytes) -> None:
    """Let a request have its effect after a while; its reply goes nowhere."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if not messages:
            await asyncio.Event().wait()
        return messages.pop()

    async def send(_message: Message) -> None:
        return

    await asyncio.sleep(LATER_SECONDS)
    await app(scope, receive, send)


def _reset(send: Send) -> None:
    # A socket that closes without lingering sends RST, as a machine does that has lost the connection.
    transport: Any = send.__self__.transport  # type: ignore[attr-defined] # uvicorn's request cycle
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
