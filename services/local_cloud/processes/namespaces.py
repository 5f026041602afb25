"""Linux namespaces for a process: its own file system, process ids and user, without any privilege.

The numbers are those of linux/sched.h and linux/mount.h.
"""

import contextlib
import ctypes
import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

_NEW_USER, _NEW_MOUNTS, _NEW_PIDS = 0x10000000, 0x00020000, 0x20000000
_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_EXECUTION = 1, 2, 4, 8
_REMOUNT, _BIND, _RECURSIVE, _PRIVATE = 32, 4096, 16384, 1 << 18
_DETACH = 2
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}  # system calls
_MOUNT_SETATTR = 442
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_PR_CAPBSET_DROP = 24
_CAPABILITIES = 64
DEVICES = ("null", "zero", "full", "random", "urandom")
_LINKS = {"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2"}


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("added", "removed", "propagation", "user")]


def enter() -> None:
    """Give this process, which has one thread, a user and mounts of its own, and its children process ids.

    Raises OSError where the system forbids it.
    """
    user, group = os.getuid(), os.getgid()
    machine = platform.machine()
    if os.uname().sysname != "Linux" or machine not in _PIVOT_ROOT:
        raise OSError("There are no namespaces here, or their system calls are not known.")
    _checked("unshare", _NEW_USER | _NEW_MOUNTS | _NEW_PIDS)
    with contextlib.suppress(FileNotFoundError):
        Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    _mount(None, Path("/"), None, _RECURSIVE | _PRIVATE)


def change_root(
    readable: Iterable[str], hidden: str, writable: Sequence[tuple[str, str]], shared_memory: int
) -> None:
    """Show this process, the first of its namespace, nothing but some paths.

    `hidden` is empty though it may lie below a readable path; `writable` are pairs of a source and the
    path where it appears; /dev/shm holds so many bytes. The working directory becomes /. Raises OSError.
    """
    root = Path(writable[0][0]) / ".root"
    root.mkdir(exist_ok=True)
    _mount("tmpfs", root, "tmpfs", _NO_SUID | _NO_DEVICES, "mode=755,size=1m")
    for path in readable:
        _bind(Path(path), _below(root, path), read_only=True)
    if _below(root, hidden).is_dir():
        _mount("tmpfs", _below(root, hidden), "tmpfs", _NO_SUID | _NO_DEVICES, "mode=755,size=1m")
    for source, path in writable:
        _bind(Path(source), _below(root, path))
    _make_processes(root / "proc")
    _make_devices(root / "dev", shared_memory)
    _mount(None, root, None, _BIND | _REMOUNT | _READ_ONLY | _NO_SUID | _NO_DEVICES)
    os.chdir(root)
    _checked("syscall", _PIVOT_ROOT[platform.machine()], b".", b".")
    _checked("umount2", b".", _DETACH)
    os.chdir("/")


def drop_capabilities() -> None:
    """Give up, with the next exec, the capabilities of root and of the user of a namespace."""
    library = ctypes.CDLL(None)
    for capability in range(_CAPABILITIES if hasattr(library, "prctl") else 0):
        library.prctl(_PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0)


def _make_processes(folder: Path) -> None:
    folder.mkdir()
    try:
        _mount("proc", folder, "proc", _READ_ONLY | _NO_SUID | _NO_DEVICES | _NO_EXECUTION)
    except PermissionError:  # a container shows a part of its own only
        _bind(Path("/proc"), folder, read_only=True)


def _make_devices(folder: Path, shared_memory: int) -> None:
    shared = folder / "shm"
    shared.mkdir(parents=True)
    for name in DEVICES:
        _bind(Path("/dev", name), folder / name)
    for name, target in _LINKS.items():
        (folder / name).symlink_to(target)
    _mount("tmpfs", shared, "tmpfs", _NO_SUID | _NO_DEVICES, f"mode=1777,size={shared_memory}")


def _below(root: Path, path: str) -> Path:
    return root / path.lstrip("/")


def _bind(source: Path, target: Path, *, read_only: bool = False) -> None:
    if source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    elif source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    else:
        return
    _mount(source, target, None, _BIND | (_RECURSIVE if read_only else 0))
    if read_only:
        attributes = _MountAttributes(_READ_ONLY | _NO_SUID, 0, 0, 0)
        size, path = ctypes.sizeof(attributes), os.fsencode(target)
        _checked("syscall", _MOUNT_SETATTR, _AT_FDCWD, path, _AT_RECURSIVE, ctypes.byref(attributes), size)


def _mount(source: Path | str | None, target: Path, kind: str | None, flags: int, options: str = "") -> None:
    texts = [text and os.fsencode(text) for text in (source, target, kind)]
    _checked("mount", *texts, ctypes.c_ulong(flags), os.fsencode(options) or None, what=f" {target}")


def _checked(function: str, *arguments: object, what: str = "") -> None:
    if getattr(ctypes.CDLL(None, use_errno=True), function)(*arguments) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{function}{what}: {os.strerror(error)}")
