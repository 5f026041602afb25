"""The process between the local cloud and a child: it runs one command and ends with it, or kills it.

`python keeper.py COMMAND…` runs the command in its own process group. The local cloud holds the other
end of standard input: when that closes, even by kill -9, the keeper kills the command and all
processes it started. It passes SIGTERM on to them, and kills those that outlive the command.
It imports only the standard library, so that it starts fast.
"""

import os
import signal
import sys
import threading


def main(command: list[str]) -> int:
    """Run the command and return its exit status, 128 + N if signal N ended it."""
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
    # Parent and child both do it, so that the group exists for a signal whichever is first.
    try:
        os.setpgid(process, process)
    except PermissionError:
        return  # the child has done so and runs its command


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
        return  # macOS raises it for a group of zombies only


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
