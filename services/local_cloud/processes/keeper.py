"""Runs one command and ends with it, or ends it: the process between the local cloud and a child.

`python keeper.py COMMAND…` gives the command a process group of its own. The local cloud holds the other
end of standard input: when that closes, even by kill -9, the command and all that it started are
killed. SIGTERM is handed on to them. What the command leaves running when it ends is killed too.
It stands alone, so that starting it costs no import of ours.
"""

import os
import signal
import sys
import threading


def main(command: list[str]) -> int:
    """Run the command and return its exit status, 128 + N where signal N ended it."""
    child = os.fork()
    if child == 0:
        _become(command)
    _own_group(child)
    signal.signal(signal.SIGTERM, lambda _number, _frame: _kill(child, signal.SIGTERM))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(child,), daemon=True).start()
    _pid, status = os.waitpid(child, 0)
    _kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def _become(command: list[str]) -> None:
    try:
        _own_group(0)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.execv(command[0], command)  # noqa: S606 - the command is the local cloud's own, and no shell reads it
    except OSError as error:
        os.write(2, f"{command[0]} can't be run: {error}\n".encode())
        os._exit(127)


def _own_group(process: int) -> None:
    # Both sides do it, so that a signal for the group finds it whoever comes first.
    try:
        os.setpgid(process, process)
    except PermissionError:
        return  # it has done so itself and runs its command already


def _watch(child: int) -> None:
    while os.read(0, 1):
        pass
    _kill(child, signal.SIGKILL)
    os._exit(137)


def _kill(child: int, number: int) -> None:
    try:
        os.killpg(child, number)
    except ProcessLookupError:
        return
    except PermissionError:
        return  # macOS says so of a group that holds only zombies


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
