"""Landlock, by which an unprivileged Linux process gives up access to files, ports and other processes.

The numbers are those of linux/landlock.h; each later version of its interface (ABI) knows more rights.
"""

import ctypes
import os
import stat
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # system calls, the same on all architectures
_VERSION = 1
_PATH_BENEATH, _NET_PORT = 1, 2
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _IOCTL_DEVICE = 1 << 14, 1 << 15
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEVICE
_CONNECT_TCP = 1 << 1
_ABSTRACT_SOCKETS, _SIGNALS = 1 << 0, 1 << 1
# The number of rights to files by ABI.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_NEWEST_RIGHTS = 16
PORTS_SINCE, SIGNALS_SINCE = 4, 6


class _Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "ports", "scoped")]


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("rights", ctypes.c_uint64), ("parent", ctypes.c_int32)]


class _PortRule(ctypes.Structure):
    _fields_ = [("rights", ctypes.c_uint64), ("port", ctypes.c_uint64)]


def abi() -> int:
    """Return the version of Landlock's interface, 0 where there is none."""
    if os.uname().sysname != "Linux":
        return 0
    return max(0, _call(_CREATE_RULESET, None, 0, _VERSION))


def restrict(readable: Iterable[str], writable: Iterable[str], ports: Iterable[int]) -> None:
    """Leave this process and its descendants the files below some paths and TCP connections to some ports.

    They no longer see the memory or environment of other processes. Does nothing without Landlock. The
    process must have given up gaining privileges. Raises OSError.
    """
    version = abi()
    if not version:
        return
    files = (1 << _RIGHTS.get(version, _NEWEST_RIGHTS)) - 1
    attributes = _Ruleset(
        files,
        _CONNECT_TCP if version >= PORTS_SINCE else 0,
        _ABSTRACT_SOCKETS | _SIGNALS if version >= SIGNALS_SINCE else 0,
    )
    ruleset = _checked(_CREATE_RULESET, ctypes.byref(attributes), ctypes.sizeof(attributes), 0)
    try:
        for paths, rights in ((readable, _READ), (writable, files)):
            for path in paths:
                _allow_path(ruleset, path, rights & files)
        if version >= PORTS_SINCE:
            for port in ports:
                rule = _PortRule(_CONNECT_TCP, port)
                _checked(_ADD_RULE, ruleset, _NET_PORT, ctypes.byref(rule), 0)
        _checked(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow_path(ruleset: int, path: str, rights: int) -> None:
    if not Path(path).exists():
        return
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        rule = _PathRule(rights if is_folder else rights & _OF_FILES, descriptor)
        _checked(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(descriptor)


def _checked(*arguments: object) -> int:
    result = _call(*arguments)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"Landlock: {os.strerror(error)}")
    return result


def _call(*arguments: object) -> int:
    return int(ctypes.CDLL(None, use_errno=True).syscall(*arguments))
