"""`python -m services.local_cloud` serves a local cloud.

`... env` tells other programs how to use a running one, `... rpcs` lists the methods that it serves.
"""

import argparse
import ipaddress
import os
import shlex
import signal
import socket
import sys
from pathlib import Path
from threading import Thread

from services.local_cloud.lazy_packages import import_lazily
from services.local_cloud.state.state_dir import NotRunning, StateDirInUse, StateDirLock, find_running

PROJECT = "launchpad-local"
LOCATION = "us-central1"
BUCKET = "launchpad-local"
_STATE_DIR = Path(".launchpad")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "env":
            sys.stdout.write(environment(*find_running(options.state_dir.resolve())))
            return 0
        if options.command == "rpcs":
            from services.local_cloud.methods import table

            sys.stdout.write(table())
            return 0
        return serve(options)
    except NotRunning as error:
        command = f"python -m services.local_cloud --state-dir {options.state_dir}"
        return _complain(f"{error} Start one: {command}")
    except StateDirInUse as error:
        return _complain(f"{error} Stop that process, or start with another --state-dir.")


def serve(options: argparse.Namespace) -> int:
    """Serve until a signal or the end of standard input and return the exit code.

    Raises StateDirInUse if another local cloud holds the state directory.
    """
    host, port, state_dir = options.host, options.port, options.state_dir.resolve()
    os.umask(0o077)  # only the owner reads what is written here
    lock = StateDirLock(state_dir)
    if not _is_loopback(host):
        _complain(
            f"Warning: {host} can be reached from other machines, and whoever has the token runs code "
            "on this one."
        )
    try:
        listener = _listen(host, port)
    except OSError as error:
        lock.release()
        return _complain(f"Cannot listen on {host}:{port}: {error.strerror}. Choose another --port.")
    # The heavy imports come here, so that a second start is refused at once.
    for package in ("google.cloud.aiplatform_v1", "google.cloud.logging_v2"):
        import_lazily(package)
    from services.local_cloud.context import open_cloud
    from services.local_cloud.http.auth import Tokens
    from services.local_cloud.http.redaction import RedactedStream
    from services.local_cloud.server import Server, build
    from services.local_cloud.state.database import WrongVersion
    from services.local_cloud.testing.faults import FaultPlan

    sys.stderr = RedactedStream(sys.stderr)
    address = f"http://{_bracketed(host)}:{listener.getsockname()[1]}"
    tokens = Tokens()
    try:
        cloud = open_cloud(state_dir, address, tokens, stand_in_images=options.stand_in_images)
    except WrongVersion as error:
        lock.release()
        return _complain(str(error))
    cloud.buckets.ensure(BUCKET, PROJECT, LOCATION)

    def announce() -> None:
        lock.publish(address, tokens.owner)
        sys.stdout.write(f"local cloud ready on {address}\n")
        sys.stdout.flush()
        Thread(target=_warn_of_missing_sandbox, daemon=True).start()

    plan = FaultPlan() if options.faults else None
    server = Server(build(cloud, _bracketed(host), options.record, plan), announce)
    if options.until_stdin_closes:
        Thread(target=_stop_at_end_of_input, args=(server, lock), daemon=True).start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _exit)
    try:
        server.serve_until_stopped([listener])
    finally:
        cloud.database.close()
        lock.release()
    return 0


def variables(address: str, token: str) -> dict[str, str]:
    """Return the environment variables by which a program finds the local cloud."""
    scheme, rest = address.split("://")
    return {
        # The storage client takes its credentials from this address.
        "STORAGE_EMULATOR_HOST": f"{scheme}://launchpad:{token}@{rest}",
        # gcsfs would first ask for the kind of each bucket by gRPC, for a minute.
        "GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT": "false",
        "GOOGLE_CLOUD_PROJECT": PROJECT,
        "GOOGLE_CLOUD_LOCATION": LOCATION,
        "LAUNCHPAD_BUCKET": BUCKET,
        "LAUNCHPAD_ADDRESS": address,
        "LAUNCHPAD_TOKEN": token,
    }


def environment(address: str, token: str) -> str:
    """Return the exports and the Python lines by which any program uses the local cloud."""
    lines = [f"export {name}={shlex.quote(value)}" for name, value in variables(address, token).items()]
    return "\n".join([*lines, "", *_python(address, token)]) + "\n"


def _python(address: str, token: str) -> list[str]:
    """Return the Python lines, as comments of the shell."""
    code = f"""In Python:
from google.cloud import aiplatform
from google.oauth2.credentials import Credentials
credentials = Credentials(token="{token}")
# Without a staging_bucket the SDK makes one of its own for the code and models that it uploads.
aiplatform.init(project="{PROJECT}", location="{LOCATION}", staging_bucket="gs://{BUCKET}",
                api_endpoint="{address}", api_transport="rest",
                credentials=credentials)

# Endpoint.raw_predict and predict(use_raw_predict=True) always call Google; this doesn't:
from google.api.httpbody_pb2 import HttpBody
from google.cloud.aiplatform.gapic import PredictionServiceClient
client = PredictionServiceClient(credentials=credentials, transport="rest",
                                 client_options={{"api_endpoint": "{address}"}})
# client.raw_predict(endpoint=endpoint.resource_name, http_body=HttpBody(data=b'{{"instances": []}}'))

# gcsfs, and pandas by it, find the address and its credentials in STORAGE_EMULATOR_HOST:
# table.to_csv("gs://{BUCKET}/table.csv", storage_options={{"token": "anon"}})"""
    return [f"# {line}".rstrip() for line in code.splitlines()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m services.local_cloud", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8085, help="0 for a free one (default: %(default)s)")
    parser.add_argument("--state-dir", type=Path, default=_STATE_DIR, help="default: %(default)s")
    parser.add_argument(
        "--until-stdin-closes",
        action="store_true",
        help="stop when standard input ends and no program uses it",
    )
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="append each call and its reply to a file"
    )
    parser.add_argument(
        "--stand-in-images",
        action="store_true",
        help="run Google's scikit-learn images of other versions by the installed one, with a warning",
    )
    parser.add_argument("--faults", action="store_true", help="let tests break calls: POST /faults")
    parser.set_defaults(command="serve")
    commands = parser.add_subparsers(metavar="[env | rpcs]")
    env = commands.add_parser("env", help="print what other programs need to use a running local cloud")
    env.add_argument("--state-dir", type=Path, default=_STATE_DIR)
    env.set_defaults(command="env")
    rpcs = commands.add_parser("rpcs", help="print Google's methods and which of them are served")
    rpcs.set_defaults(command="rpcs")
    return parser


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns off Nagle's delay, 40 ms a reply, only for a socket that names its protocol.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _stop_at_end_of_input(server: object, lock: StateDirLock) -> None:
    # A thread inside sys.stdin would hold its lock when the interpreter ends, os.read holds none.
    while os.read(0, 4096):
        pass
    if lock.is_used():
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for output in (1, 2):  # the program that reads them is about to end
            os.dup2(nowhere, output)
        lock.wait_until_unused()
    server.should_exit = True  # type: ignore[attr-defined] # uvicorn.Server, imported only to serve


def _warn_of_missing_sandbox() -> None:
    from services.local_cloud.processes.child import KEEPER
    from services.local_cloud.processes.sandbox import describe, mechanisms

    warning = describe(mechanisms(KEEPER))
    if warning:
        _complain(f"Warning: {warning}")


def _exit(_number: int, _frame: object) -> None:
    # uvicorn raises the signal that stopped it again after its clean end.
    sys.exit(0)


def _complain(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
