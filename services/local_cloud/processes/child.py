"""A child process of the local cloud, started by a keeper, whose output is read line by line."""

import asyncio
import contextlib
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from services.local_cloud.processes.sandbox import Sandbox

_BOOTSTRAP = """
import sys
sys.path.append(sys.argv[1])
from services.local_cloud.processes.keeper import main
sys.exit(main(sys.argv[2:]))
"""
# Where the topmost package lies: the repository, or the packages that the wheel is installed among.
_ROOT = Path(__file__).parents[__name__.count(".")]
# Without the packages and settings of the user's, which the command may not share.
KEEPER = (sys.executable, "-I", "-S", "-c", _BOOTSTRAP, str(_ROOT))
_PIECE = 64 * 1024
# Cloud Logging's largest entry has 256 KB; a longer line becomes several entries.
MAX_LINE = 200_000

Listener = Callable[[str, list[str]], Awaitable[None]]


class Child:
    """A command with its descendants, none of which outlives the local cloud or the command.

    Start and stop it on the thread of the event loop.
    """

    def __init__(self, process: Process, reading: "asyncio.Future[tuple[None, None]]") -> None:
        self._process = process
        self._reading = reading

    @property
    def is_running(self) -> bool:
        """Whether the command still runs."""
        return self._process.returncode is None

    async def wait(self) -> int:
        """Return the exit status once the command has ended and its last line has been delivered.

        The status is 128 + N if signal N ended the command.
        """
        status = await self._process.wait()
        await asyncio.shield(self._reading)
        return status

    async def stop(self, grace: float) -> int:
        """Send SIGTERM to the command; kill it and all its descendants after `grace` seconds."""
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), grace)
        self.kill()
        return await self.wait()

    def kill(self) -> None:
        """Kill the command and all its descendants."""
        if self._process.stdin is not None:
            self._process.stdin.close()


async def start_child(
    command: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    listener: Listener,
    descriptors: Sequence[int] = (),
    sandbox: Sandbox | None = None,
) -> Child:
    """Start a command in a folder, with this environment only, in a sandbox if there is one.

    `listener` is awaited with the stream ("stdout" or "stderr") and the lines read at once.
    The command inherits the open files `descriptors` under the same numbers.
    """
    process = await asyncio.create_subprocess_exec(
        *(*KEEPER, "" if sandbox is None else sandbox.to_json(), *command),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        env=dict(environment),
        cwd=folder,
        pass_fds=descriptors,
        start_new_session=True,
    )
    assert process.stdout is not None  # noqa: S101 - asked for above
    assert process.stderr is not None  # noqa: S101 - asked for above
    reading = asyncio.gather(
        _deliver("stdout", process.stdout, listener), _deliver("stderr", process.stderr, listener)
    )
    return Child(process, reading)


async def _deliver(stream: str, reader: asyncio.StreamReader, listener: Listener) -> None:
    rest = b""
    while piece := await reader.read(_PIECE):
        *lines, rest = (rest + piece).split(b"\n")
        if len(rest) > MAX_LINE:
            lines.append(rest)
            rest = b""
        if lines:
            await listener(stream, [part for line in lines for part in _parts(line)])
    if rest:
        await listener(stream, _parts(rest))


def _parts(line: bytes) -> list[str]:
    text = line.removesuffix(b"\r").decode("utf-8", "replace")
    if len(text) <= MAX_LINE:
        return [text]
    return [text[start : start + MAX_LINE] for start in range(0, len(text), MAX_LINE)]
