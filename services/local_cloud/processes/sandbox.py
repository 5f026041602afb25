"""The sandbox of a command: what it sees of the machine, as data that the keeper builds it from."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from services.local_cloud.processes.limits import Limits

# What programs need of a system, as far as it is there, and nothing of what is its users'.
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/opt", "/nix", "/sys/devices/system")
_ETC = (
    *("alternatives", "ca-certificates", "ca-certificates.conf", "crypto-policies", "fonts", "gai.conf"),
    *("group", "host.conf", "hosts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "lsb-release"),
    *("mime.types", "nsswitch.conf", "os-release", "passwd", "pip.conf", "pki", "protocols", "resolv.conf"),
    *("services", "ssl", "timezone", "xdg/pip"),
)
# Names of hosts, and web servers such as a package index.
WEB_PORTS = (53, 80, 443)


@dataclass(frozen=True)
class Sandbox:
    """What a command may read, write, connect to and take.

    It may write in its `folder`, which also has its /tmp, and in the folders `writable`, and see nothing of
    `hidden` beside. `ports` are those of TCP.
    """

    folder: str
    hidden: str
    readable: tuple[str, ...]
    writable: tuple[str, ...]
    ports: tuple[int, ...]
    limits: Limits

    def to_json(self) -> str:
        """Return the sandbox as the keeper's argument."""
        return json.dumps(asdict(self))

    @property
    def mounts(self) -> Iterator[tuple[str, str]]:
        """The sources of what the command may write, with the paths where it sees them."""
        yield f"{self.folder}/tmp", "/tmp"  # noqa: S108 - its own
        yield self.folder, self.folder
        yield from ((path, path) for path in self.writable)


def from_json(text: str) -> Sandbox:
    """Return the sandbox that to_json wrote."""
    fields = json.loads(text)
    tuples = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return Sandbox(**{**fields, **tuples, "limits": Limits(**fields["limits"])})


def sandbox(
    folder: Path, state_dir: Path, ports: Sequence[int], limits: Limits, writable: Sequence[Path] = ()
) -> Sandbox:
    """Return the sandbox of a command in a folder of the state directory, with this Python's packages."""
    paths = [*_SYSTEM, *(f"/etc/{name}" for name in _ETC), *_python()]
    around = state_dir.resolve()
    shown = [
        path
        for path in dict.fromkeys(paths)
        if Path(path).exists() and (path in _needed() or not around.is_relative_to(Path(path).resolve()))
    ]
    return Sandbox(str(folder), str(around), tuple(shown), tuple(map(str, writable)), tuple(ports), limits)


def _needed() -> tuple[str, ...]:
    return (sys.prefix, sys.base_prefix, "/usr")


def _python() -> Iterator[str]:
    """Yield the folders of this Python and its packages, of links to it, and of the local cloud's code."""
    yield sys.prefix
    yield sys.base_prefix
    yield from (path for path in sys.path if Path(path).name in {"site-packages", "dist-packages"})
    executable = Path(sys.executable)
    while executable.is_symlink():
        executable = executable.parent / executable.readlink()
        if len(executable.parents) > 2:  # not the root of the system
            yield str(executable.parent.parent)
    yield str(Path(__file__).parents[2])


def describe(mechanisms: Mapping[str, int]) -> str:
    """Return a sentence on what does not shield the machine from uploaded code, "" if everything does."""
    missing = []
    if not mechanisms["namespaces"]:
        missing.append("user namespaces")
    if mechanisms["landlock"] < 1:
        missing.append("Landlock")
    if not missing:
        return ""
    consequence = (
        "uploaded code can read what you can, and end your processes"
        if len(missing) == 2
        else "see docs/isolation.md for what uploaded code can reach"
    )
    return f"This system does not offer {' and '.join(missing)}: {consequence}."


def mechanisms(keeper: Sequence[str]) -> Mapping[str, int]:
    """Return what the system offers, tried out by a keeper: namespaces (0 or 1) and Landlock's version."""
    tried = subprocess.run([*keeper, "--mechanisms"], capture_output=True, check=True)  # noqa: S603 - our own
    result: Mapping[str, int] = json.loads(tried.stdout)
    return result
