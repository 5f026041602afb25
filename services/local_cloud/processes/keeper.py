"""The process between the local cloud and a child: it runs one command and ends with it, or kills it.

`keeper SANDBOX COMMAND…` runs the command in its own process group in a sandbox, which is JSON, or "" for
none. The local cloud holds the other end of standard input: when that closes, even by kill -9, the keeper
kills the command and all its descendants, daemons as well. It passes SIGTERM on to the group, and kills
what outlives the command. `keeper --mechanisms` prints which mechanisms the system offers.

    keeper ── launcher ── init ── command     where namespaces are: with init, all processes in it end
    keeper ── command                      elsewhere

It imports only the standard library, so that it starts fast.
"""

import json
import os
import signal
import sys
import threading
from typing import NoReturn

from services.local_cloud.processes import descendants, landlock, namespaces
from services.local_cloud.processes.sandbox import Sandbox, from_json


def main(arguments: list[str]) -> int:
    """Run the command and return its exit status, 128 + N if signal N ended it."""
    if arguments == ["--mechanisms"]:
        sys.stdout.write(json.dumps({"namespaces": _has_namespaces(), "landlock": landlock.abi()}))
        return 0
    sandbox, command = from_json(arguments[0]) if arguments[0] else None, arguments[1:]
    descendants.adopt_orphans()
    keeper = os.getpid()
    child = (sandbox and _start_in_namespaces(command, sandbox, keeper)) or _start(command, sandbox, keeper)
    _own_group(child)
    signal.signal(signal.SIGTERM, lambda _number, _frame: _signal_group(child, signal.SIGTERM))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(child,), daemon=True).start()
    code = _wait(child)
    _end(child)
    return code


def _start(command: list[str], sandbox: Sandbox | None, keeper: int) -> int:
    """Return the process id of the command."""
    child = os.fork()
    if child == 0:
        _own_group(0)
        descendants.end_with_parent(keeper)
        _become(command, sandbox, in_namespaces=False)
    return child


def _start_in_namespaces(command: list[str], sandbox: Sandbox, keeper: int) -> int | None:
    """Return the process id of a launcher; None where the system forbids what it does."""
    news, report = os.pipe()
    child = os.fork()
    if child == 0:
        _own_group(0)
        os.close(news)
        try:
            _launcher(command, sandbox, keeper, report)
        except OSError:
            os._exit(1)
    os.close(report)
    with os.fdopen(news, "rb") as opened:
        if opened.read(1):
            return child
    os.waitpid(child, 0)
    return None


def _launcher(command: list[str], sandbox: Sandbox, keeper: int, report: int) -> NoReturn:
    """Run init, to which the new process ids belong, and end as it does."""
    namespaces.enter()
    descendants.end_with_parent(keeper)
    init = os.fork()
    if init == 0:
        _init(command, sandbox, report)
    os.close(report)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it is the command's, in the same group
    os._exit(_wait(init))


def _init(command: list[str], sandbox: Sandbox, report: int) -> NoReturn:
    """Run the command with a file system of its own, reap orphans, and end everything with it."""
    descendants.end_with_parent(0)  # a process of another namespace has no id here
    namespaces.change_root(sandbox.readable, sandbox.hidden, list(sandbox.mounts), sandbox.limits.memory)
    os.write(report, b"!")
    os.close(report)
    child = os.fork()
    if child == 0:
        _become(command, sandbox, in_namespaces=True)
    os._exit(_wait(child))


def _become(command: list[str], sandbox: Sandbox | None, *, in_namespaces: bool) -> NoReturn:
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        descendants.gain_no_privileges()
        if sandbox is not None:
            os.chdir(sandbox.folder)
            sandbox.limits.apply(own_user=in_namespaces)
            _restrict(sandbox, in_namespaces=in_namespaces)
        os.execv(command[0], command)  # noqa: S606 - the command is the local cloud's own, and no shell reads it
    except OSError as error:
        os.write(2, f"{command[0]} can't be run: {error}\n".encode())
        os._exit(127)


def _restrict(sandbox: Sandbox, *, in_namespaces: bool) -> None:
    writable = [sandbox.folder, *sandbox.writable, *(f"/dev/{name}" for name in ("shm", *namespaces.DEVICES))]
    namespaces.drop_capabilities()
    if in_namespaces:
        writable.append("/tmp")  # noqa: S108 - its own
    landlock.restrict([*sandbox.readable, "/proc"], writable, sandbox.ports)


def _has_namespaces() -> int:
    child = os.fork()
    if child == 0:
        try:
            namespaces.enter()
        except OSError:
            os._exit(1)
        os._exit(0)
    return int(_wait(child) == 0)


def _own_group(process: int) -> None:
    # Parent and child both do it, so that the group exists for a signal whichever is first.
    try:
        os.setpgid(process, process)
    except PermissionError:
        return  # the child has done so and runs its command


def _wait(child: int) -> int:
    """Return the exit status of a child, and reap the orphans that end before it."""
    while True:
        process, status = os.wait()
        if process == child:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


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
