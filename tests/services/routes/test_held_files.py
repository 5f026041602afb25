"""Files in memory are bounded per file, per session and in all, and go with their tab."""

from collections.abc import Callable

import anyio
import httpx
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from services.errors import InvalidInput
from services.routes.held_files import LEFT_SECONDS, PLACE, HeldFileBounds, HeldFiles
from services.settings import LIMITS, Limits
from services.text.i18n import use_language
from services.text.messages.errors import error_text
from tests.clock import Clock

MB = 1024**2
SMALL = Limits(held_file_bytes=4 * MB, held_session_bytes=8 * MB, held_bytes=20 * MB)
Put = Callable[..., httpx.Response]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> MemoryUploadedFileManager:
    """Streamlit's own store."""
    return MemoryUploadedFileManager("/_stcore/upload_file")


@pytest.fixture
def open_sessions() -> set[str]:
    return {"a", "b", "c"}


@pytest.fixture
def files(store: MemoryUploadedFileManager, open_sessions: set[str], clock: Clock) -> HeldFiles:
    return HeldFiles(lambda: store, open_sessions.__contains__, SMALL, clock)


@pytest.fixture
def put(store: MemoryUploadedFileManager, files: HeldFiles) -> Put:
    """Put a file of a session into the store, by way of the bounds, as a browser does."""

    async def take(request: Request) -> Response:
        session, file = request.path_params["session"], request.path_params["file"]
        store.add_file(session, UploadedFileRec(file, file, "text/csv", await request.body()))
        return Response(status_code=204)

    app = Starlette(
        routes=[Route(f"{PLACE}{{session}}/{{file}}", take, methods=["PUT"])],
        middleware=[Middleware(HeldFileBounds, files=files)],
    )

    def put(session: str, file: str, size: int, **headers: str) -> httpx.Response:
        async def request() -> httpx.Response:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                return await client.put(f"{PLACE}{session}/{file}", content=bytes(size), headers=headers)

        return anyio.run(request)

    return put


def test_eight_large_files_of_a_session_are_refused_in_a_sentence(put: Put) -> None:
    for number in range(8):
        reply = put("a", f"{number}", 6 * MB, **{"accept-language": "ko"})
        assert reply.status_code == 413
        with use_language("ko"):
            size, limit = 6 * MB, SMALL.held_file_bytes
            assert reply.text == str(error_text(InvalidInput("upload_too_large", size=size, limit=limit)))


def test_a_session_holds_two_files_and_another_session_its_own(put: Put) -> None:
    assert [put("a", f"{number}", 4 * MB).status_code for number in range(4)] == [204, 204, 413, 413]
    assert put("b", "0", 4 * MB).status_code == 204


def test_all_sessions_together_are_bounded(put: Put) -> None:
    codes = [put(session, f"{n}", 4 * MB).status_code for session in ("a", "b", "c") for n in range(2)]
    assert codes == [204] * 5 + [413]


def test_files_count_while_they_arrive_and_no_longer_once_they_failed(files: HeldFiles) -> None:
    with (
        files.arriving("a", 4 * MB),
        files.arriving("a", 4 * MB),
        pytest.raises(InvalidInput, match="session_files_too_large"),
        files.arriving("a", 4 * MB),
    ):
        pass
    with files.arriving("a", 4 * MB), files.arriving("a", 4 * MB):
        pass


def test_a_file_without_a_length_is_refused(files: HeldFiles) -> None:
    sent = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "PUT", "path": f"{PLACE}a/1", "headers": []}
    anyio.run(HeldFileBounds(lambda *_: pytest.fail("it was passed on"), files), scope, None, send)
    assert sent[0]["status"] == 411


def test_the_files_of_a_closed_tab_are_freed_and_those_of_one_that_comes_back_are_not(
    put: Put,
    files: HeldFiles,
    store: MemoryUploadedFileManager,
    open_sessions: set[str],
    clock: Clock,
) -> None:
    put("a", "1", MB)
    put("b", "1", MB)
    open_sessions -= {"a", "b"}
    files.free()
    clock.now = LEFT_SECONDS - 1
    open_sessions.add("b")
    files.free()
    assert set(store.file_storage) == {"a", "b"}
    clock.now = LEFT_SECONDS
    files.free()
    assert set(store.file_storage) == {"b"}
    open_sessions.remove("b")
    files.free()
    assert set(store.file_storage) == {"b"}


def test_the_bounds_are_those_of_streamlits_route_and_fit_into_each_other() -> None:
    assert st.get_option("server.maxUploadSize") * MB == LIMITS.held_file_bytes
    assert LIMITS.held_file_bytes * 2 == LIMITS.held_session_bytes <= LIMITS.held_bytes
