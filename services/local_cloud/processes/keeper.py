"""The process between the local cloud and a child: it runs one command and ends with it, or kills it.

The command runs in its own process group. The local cloud holds the other end of standard input: when
that closes, even by kill -9, the keeper kills the command and all its descendants, daemons as well. It
passes SIGTERM on to the group, and kills what outlives the command.
It imports only the standard library, so that it starts fast.
"""

import os
import signal
import threading

from services.local_cloud.processes import descendants


def main(command: list[str]) -> int:
    """Run the command and return its exit status, 128 + N if signal N ended it."""
    descendants.adopt_orphans()
    keeper = os.getpid()
    child = os.fork()
    if child == 0:
        _become(command, keeper)
    _own_group(child)
    signal.signal(signal.SIGTERM, lambda _number, _frame: _signal_group(child, signal.SIGTERM))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(child,), daemon=True).start()
    code = _wait(child)
    _end(child)
    return code if code >= 0 else 128 - code


def _become(command: list[str], keeper: int) -> None:
    try:
        _own_group(0)
        descendants.end_with_parent(keeper)
        descendants.gain_no_privileges()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.execv(command[0], command)  # noqa: S606 - the command is the local cloud's own, and no shell reads it
    except OSError as error:
        os.write(2, f"{command[0]} can't be run: {error}\n".encode())
        os._exit(127)


def _own_group(process: int) -> None:
    # Parent and child both do it, so that the group exists for a signal whichever is first.
    try:
        os.setpgid(process, process)
    except PermissionError:
        return  # the child has done so and runs its command


def _wait(child: int) -> int:
    """Return how the child ended, and reap the orphans that end before it."""
    while True:
        process, status = os.wait()
        if process == child:
            return os.waitstatus_to_exitcode(status)


def _watch(child: int) -> None:
    while os.read(0, 1):
        pass
    _end(child)
    os._exit(128 + signal.SIGKILL)


def _end(child: int) -> None:
    _signal_group(child, signal.SIGKILL)  # all there is where no orphan is adopted
    descendants.kill_all()


def _signal_group(child: int, number: int) -> None:
    try:
        os.killpg(child, number)
    except ProcessLookupError:
        return
    except PermissionError:
        return  # macOS raises it for a group of zombies only
