"""Google's clients for a target, over REST, with explicit credentials, timeouts and retries."""

import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from services.errors import NotSignedIn, Unavailable
from services.runtime import deadline
from services.settings import Target

# Importing the SDK takes seconds and must not delay the first page, so google's modules are imported on first
# use; the app imports them ahead of time in the background.

READ_TIMEOUT = 15.0  # seconds
WRITE_TIMEOUT = 60.0
_init_lock = Lock()


@dataclass(frozen=True)
class Connection:
    """The clients of a target at an address; None is Google's address."""

    target: Target
    address: str | None

    @cached_property
    def credentials(self) -> Any:
        """The application default credentials, or the local cloud's token, reloaded once refused."""
        if self.target.kind == "cloud":
            return _application_default_credentials()
        from google.oauth2.credentials import Credentials

        return Credentials(token=None, refresh_handler=_TokenFile(_state_dir(self.target) / "token"))

    @property
    def account(self) -> str:
        """The e-mail address of the credentials' account, empty if they don't name one."""
        credentials = self.credentials
        return str(
            getattr(credentials, "service_account_email", "") or getattr(credentials, "account", "") or ""
        )

    @cached_property
    def datasets(self) -> Any:
        """The DatasetService client."""
        return self._client("DatasetServiceClient")

    @cached_property
    def pipelines(self) -> Any:
        """The PipelineService client."""
        return self._client("PipelineServiceClient")

    @cached_property
    def models(self) -> Any:
        """The ModelService client."""
        return self._client("ModelServiceClient")

    @cached_property
    def endpoints(self) -> Any:
        """The EndpointService client."""
        return self._client("EndpointServiceClient")

    @cached_property
    def predictions(self) -> Any:
        """The PredictionService client."""
        return self._client("PredictionServiceClient")

    @property
    def storage_address(self) -> str:
        """The scheme and host of Cloud Storage."""
        return self.address or "https://storage.googleapis.com"

    @cached_property
    def storage(self) -> Any:
        """The Cloud Storage client."""
        from google.cloud import storage

        # Set for Google too, or else a STORAGE_EMULATOR_HOST in the environment would get the credentials.
        options = {"api_endpoint": self.storage_address}
        return storage.Client(
            project=self.target.project, credentials=self.credentials, client_options=options
        )

    @cached_property
    def http(self) -> Any:
        """A session of authorized requests, for protocols that Google documents as plain HTTP."""
        from google.auth.transport.requests import AuthorizedSession

        return AuthorizedSession(self.credentials)

    @cached_property
    def logging(self) -> Any:
        """The Cloud Logging client, over HTTP on both targets."""
        from google.cloud import logging as cloud_logging

        class Client(cloud_logging.Client):  # type: ignore[misc] # google-cloud-logging has no types
            """Takes entries for this project's; it would ask the metadata server about this machine."""

            def logger(self, name: str, *, labels: Any = None, resource: Any = None) -> Any:
                known = resource or cloud_logging.Resource("global", {"project_id": self.project})
                return super().logger(name, labels=labels, resource=known)

        options = {"api_endpoint": self.address} if self.address else None
        return Client(
            project=self.target.project,
            credentials=self.credentials,
            _use_grpc=False,
            _http=_bounded_session(self.credentials),
            client_options=options,
        )

    @cached_property
    def sdk(self) -> Any:
        """The google.cloud.aiplatform module, initialized for this connection.

        Its settings are global to the process, so a process uses it for one target only.
        """
        from google.cloud import aiplatform

        # These modules log every step, at a level of their own, as if for a notebook.
        for module in ("training_jobs", "utils.source_utils"):
            logging.getLogger(f"google.cloud.aiplatform.{module}").setLevel(logging.ERROR)
        with _init_lock:
            aiplatform.init(
                project=self.target.project,
                location=self.target.location,
                staging_bucket=self.target.uri("").rstrip("/"),
                credentials=self.credentials,
                api_endpoint=self.address,
                api_transport="rest",
            )
        return aiplatform

    def _client(self, name: str) -> Any:
        from google.cloud import aiplatform_v1

        host = self.address or f"{self.target.location}-aiplatform.googleapis.com"
        return getattr(aiplatform_v1, name)(
            credentials=self.credentials, transport="rest", client_options={"api_endpoint": host}
        )


def connect(target: Target) -> Connection:
    """Return the target's connection, which is cached until its address changes.

    Raises Unavailable while the local cloud isn't running.
    """
    address = _address(target)
    _set_emulator_host(address)
    _time_answers()
    return _connection(target, address)


def read_options() -> dict[str, Any]:
    """Return the timeout and the retry of a read, of what remains of the deadline; raises Overdue."""
    return {"timeout": deadline.remaining(READ_TIMEOUT), "retry": read_retry()}


def read_retry() -> Any:
    """Return the retry of a read, as an option of a call or as a decorator of a function.

    It repeats the call after transient errors for READ_TIMEOUT seconds, long enough for the local
    cloud to restart after a crash, or until the deadline.
    """
    from google.api_core import exceptions
    from google.api_core.retry import Retry, if_exception_type
    from requests.exceptions import ConnectionError as RequestsConnectionError

    transient = if_exception_type(
        exceptions.TooManyRequests,
        exceptions.InternalServerError,
        exceptions.BadGateway,
        exceptions.ServiceUnavailable,
        RequestsConnectionError,
    )
    return Retry(predicate=transient, initial=0.2, maximum=2.0, timeout=deadline.remaining(READ_TIMEOUT))


def storage_options(timeout: float) -> dict[str, Any]:
    """Return the timeout in seconds and the retry of a call to Cloud Storage, whose default is 120 s.

    Both end with the deadline; raises Overdue.
    """
    from google.cloud.storage.retry import DEFAULT_RETRY

    timeout = deadline.remaining(timeout)
    retry = DEFAULT_RETRY.with_delay(initial=0.2, maximum=2.0).with_timeout(timeout)
    return {"timeout": timeout, "retry": retry}


def write_options() -> dict[str, Any]:
    """Return the timeout of a write, which isn't retried; raises Overdue after the deadline."""
    return {"timeout": deadline.remaining(WRITE_TIMEOUT), "retry": None}


@cache
def _time_answers() -> None:
    from services.vertex.transport import answer_timeout

    answer_timeout.install()


@lru_cache(maxsize=8)
def _connection(target: Target, address: str | None) -> Connection:
    return Connection(target, address)


def _set_emulator_host(address: str | None) -> None:
    """Set STORAGE_EMULATOR_HOST, the only way to set the address of the SDK's uploads of packages.

    A local address also bypasses proxies.
    """
    if address is None:
        os.environ.pop("STORAGE_EMULATOR_HOST", None)
        return
    os.environ["STORAGE_EMULATOR_HOST"] = address
    host = urlsplit(address).hostname or ""
    for name in ("NO_PROXY", "no_proxy"):
        hosts = [entry for entry in os.environ.get(name, "").split(",") if entry]
        if host not in hosts:
            os.environ[name] = ",".join([*hosts, host])


def _address(target: Target) -> str | None:
    if target.kind == "cloud":
        return None
    try:
        return (_state_dir(target) / "address").read_text().strip()
    except FileNotFoundError:
        raise Unavailable("local_cloud_not_ready") from None


def _state_dir(target: Target) -> Path:
    assert target.state_dir is not None, "a local target has a state directory"  # noqa: S101 - read_target sets it
    return target.state_dir


def _bounded_session(credentials: Any) -> Any:
    """Return a session with a timeout for the logging client, which has no option for it and waits 60 s."""
    from google.auth.transport.requests import AuthorizedSession

    class Bounded(AuthorizedSession):  # type: ignore[misc] # google-auth has no types
        def request(self, method: str, url: str, timeout: float = 60.0, **more: Any) -> Any:
            return super().request(method, url, timeout=min(timeout, READ_TIMEOUT), **more)

    return Bounded(credentials)


def _application_default_credentials() -> Any:
    import google.auth
    from google.auth.exceptions import DefaultCredentialsError

    try:
        credentials, _project = google.auth.default(scopes=["https://www.googleapis.com/auth/cloud-platform"])
    except DefaultCredentialsError:
        raise NotSignedIn("no_credentials") from None
    return credentials


@dataclass(frozen=True)
class _TokenFile:
    """Credentials that read the local cloud's token from its file, initially and after a 401."""

    path: Path

    def __call__(self, _request: Any, scopes: Any = None) -> tuple[str, datetime]:  # noqa: ARG002 - google-auth's signature
        from google.auth.exceptions import RefreshError

        try:
            return self.path.read_text().strip(), _expiry()
        except FileNotFoundError:
            raise RefreshError("the local cloud has no token yet") from None


def _expiry() -> datetime:
    # google-auth requires an expiry, as a naive time in UTC; the token itself lasts until the next start.
    return (datetime.now(UTC) + timedelta(days=1)).replace(tzinfo=None)
