"""Reports each look-up and each connection of a process that leaves this machine.

Python imports it at its start where PYTHONPATH names this folder; the report is a line in the process's log.
"""

import ipaddress
import sys
import traceback

PHRASE = "It left the machine: "
LOOK_UPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
# Names by which the system asks nobody, and the addresses to which a server listens everywhere.
LOCAL = {None, "", "localhost", "0.0.0.0", "::"}  # noqa: S104 - compared, not bound


def is_local(host: object) -> bool:
    """Return whether a host is this machine, by its name or a loopback address."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL:
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def departure(event: str, arguments: tuple[object, ...]) -> str | None:
    """Return what an audit event says of a look-up or connection that leaves the machine."""
    host: object = None
    if event in LOOK_UPS:
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    if is_local(host):
        return None
    return f"{PHRASE}{event} {host}\n{''.join(traceback.format_stack(limit=25)[:-2])}"


def report(event: str, arguments: tuple[object, ...]) -> None:
    """Write a departure to the process's log."""
    if event.startswith("socket.") and (text := departure(event, arguments)):
        sys.stderr.write(text)


if __name__ == "sitecustomize":
    sys.addaudithook(report)
