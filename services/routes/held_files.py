"""The small files that Streamlit holds in memory for its uploader: their bounds, and their end with the tab.

Streamlit's own route takes any number of files of a session, and keeps them for a while after the session.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

import anyio
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from services.errors import InvalidInput
from services.routes.languages import accepted_language
from services.settings import LIMITS, Limits
from services.text.i18n import use_language
from services.text.messages.errors import error_text

PLACE = "/_stcore/upload_file/"  # followed by the session and the file
LEFT_SECONDS = 120.0  # after which a session without a tab doesn't come back
_FORM_BYTES = 1024**2  # of a request besides its file


class _File(Protocol):
    @property
    def data(self) -> bytes:
        """The content."""


class Store(Protocol):
    """Streamlit's manager of uploaded files."""

    @property
    def file_storage(self) -> Mapping[str, Mapping[str, _File]]:
        """The files of sessions by their ids."""

    def remove_session_files(self, session_id: str) -> None:
        """Forget the files of a session."""


class HeldFiles:
    """The files in Streamlit's store, and those that are on their way there.

    `store` returns the store once there is one, `is_open` whether a session has a tab, `clock` seconds.
    """

    def __init__(
        self,
        store: Callable[[], Store],
        is_open: Callable[[str], bool],
        limits: Limits = LIMITS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._is_open, self._limits, self._clock = store, is_open, limits, clock
        self._arriving: Counter[str] = Counter()
        self._left: dict[str, float] = {}

    @contextmanager
    def arriving(self, session: str, size: int) -> Iterator[None]:
        """Reserve the bytes of a file while it arrives. Raises InvalidInput where it exceeds a bound."""
        limits = self._limits
        if size > limits.held_file_bytes + _FORM_BYTES:
            raise InvalidInput("upload_too_large", size=size, limit=limits.held_file_bytes)
        if self._bytes(session) + size > limits.held_session_bytes + _FORM_BYTES:
            raise InvalidInput("session_files_too_large", limit=limits.held_session_bytes)
        if sum(map(self._bytes, {*self._store().file_storage, *self._arriving})) + size > limits.held_bytes:
            raise InvalidInput("held_files_too_large")
        self._arriving[session] += size
        try:
            yield
        finally:
            self._arriving[session] -= size
            self._arriving += Counter()  # without sessions that send nothing

    def free(self) -> None:
        """Forget the files of sessions whose tab has been closed for LEFT_SECONDS; call it now and then."""
        now = self._clock()
        sessions = [session for session in list(self._store().file_storage) if not self._is_open(session)]
        self._left = {session: self._left.get(session, now) for session in sessions}
        for session, since in self._left.items():
            if now - since >= LEFT_SECONDS:
                self._store().remove_session_files(session)

    def _bytes(self, session: str) -> int:
        held = dict(self._store().file_storage.get(session, {}))
        return self._arriving[session] + sum(len(file.data) for file in held.values())


class HeldFileBounds:
    """The middleware that refuses files beyond the bounds before they are received."""

    def __init__(self, app: ASGIApp, files: HeldFiles) -> None:
        self._app, self._files = app, files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["method"] != "PUT" or PLACE not in scope["path"]:
            return await self._app(scope, receive, send)
        session = scope["path"].partition(PLACE)[2].partition("/")[0]
        length = Headers(scope=scope).get("content-length", "")
        if not length.isascii() or not length.isdecimal():  # so a server can't tell when it ends
            return await PlainTextResponse("Content-Length is required.", 411)(scope, receive, send)
        try:
            with self._files.arriving(session, int(length)):
                return await self._app(scope, receive, send)
        except InvalidInput as error:
            text = await anyio.to_thread.run_sync(_sentence, error, accepted_language(Request(scope)))
            return await PlainTextResponse(text, 413)(scope, receive, send)


def _sentence(error: InvalidInput, language: str) -> str:
    with use_language(language):
        return str(error_text(error))
