"""The sweeper goes on after an error, and ends when it is cancelled."""

import anyio
import pytest

from services.runtime.sweeper import sweep


def test_what_fails_is_logged_and_tried_again_and_the_rest_is_swept(caplog: pytest.LogCaptureFixture) -> None:
    swept: list[str] = []

    async def run() -> None:
        enough = anyio.Event()

        def fail() -> None:
            swept.append("failed")
            raise OSError("no disk")

        def free() -> None:
            swept.append("freed")
            if len(swept) == 4:
                anyio.from_thread.run_sync(enough.set)

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(lambda: sweep(fail, free, seconds=0.001))
            with anyio.fail_after(10):
                await enough.wait()
            tasks.cancel_scope.cancel()

    anyio.run(run)
    assert swept[:4] == ["failed", "freed"] * 2
    assert "no disk" in caplog.text
