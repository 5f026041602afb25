"""The serving process of a model, which is started again after a crash."""

import asyncio
import hashlib
import shutil
import socket
import sys
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.local_cloud.context import Cloud
from services.local_cloud.http.access import below
from services.local_cloud.http.errors import failed_precondition
from services.local_cloud.http.redaction import new_token
from services.local_cloud.logging.entries import LogEntries, LogSource
from services.local_cloud.processes.child import Child, start_child
from services.local_cloud.processes.environment import scrubbed_environment
from services.local_cloud.processes.limits import limits
from services.local_cloud.processes.sandbox import sandbox
from services.local_cloud.serving.contract import TOKEN_HEADER
from services.local_cloud.vertex.endpoints.channel import Answer, Channel
from services.local_cloud.vertex.kernel.names import last_part, project_of
from services.local_cloud.vertex.kernel.states import SERVER

# Seconds that a model may take to load, and a process to end.
LOADING = 300.0
GRACE = 5.0
_BACKOFF = (0.5, 30.0)
# After so many seconds without a crash, the wait after the next crash is short again.
_STABLE_SECONDS = 60.0
# The topmost package, which is another one in the wheel.
_CODE = Path(__file__).parents[__name__.count(".") - 1]
_SEVERITIES = {"stdout": "INFO", "stderr": "ERROR"}


@dataclass(frozen=True)
class ServedModel:
    """The model of a serving process, deployed on an endpoint or used by a batch prediction job.

    Its id is unique on its endpoint only.
    """

    endpoint: str
    deployed_id: str
    folder: str
    variables: Mapping[str, str]
    predict_route: str
    health_route: str
    # The source of its log entries; the endpoint by default.
    source: LogSource | None = None
    # What its log says at each start.
    warning: str | None = None


class ServingProcess:
    """Keeps one process running: after `start`, it starts again by itself after a crash.

    Use it on the thread of the event loop.
    """

    def __init__(self, cloud: Cloud, log_entries: LogEntries, deployment: ServedModel) -> None:
        self.deployment = deployment
        self.state = "starting"
        self._cloud = cloud
        self._log_entries = log_entries
        self._secret = new_token()
        self._token = ""
        self._port = 0
        self._channel = Channel(self._port)
        self._child: Child | None = None
        self._life: asyncio.Task[None] | None = None
        self._last_lines: deque[str] = deque(maxlen=20)

    async def ask(self, body: bytes, content_type: str = "application/json") -> Answer:
        """Post a body to the predict route. Raises OSError if the process ends before it answers."""
        headers = {TOKEN_HEADER: self._secret, "content-type": content_type}
        return await self._channel.ask("POST", self.deployment.predict_route, headers, body)

    async def start(self) -> None:
        """Start the process and wait until it is ready. Raises an ApiError with its last lines."""
        await self._launch()
        if not await self._becomes_healthy():
            self._enter("broken")
            limit = limits().met(0, self._last_lines)
            raise failed_precondition(f"Model server exited unexpectedly. {limit}{self._tail()}")
        self._enter("ready")
        self._life = asyncio.get_running_loop().create_task(self._keep_up())

    def resume(self) -> None:
        """Start the process in the background and retry until it is ready: the model has served before."""
        self._life = asyncio.get_running_loop().create_task(self._revive(_BACKOFF[0]))

    async def stop(self) -> None:
        """Stop the process for good."""
        if self._life is not None:
            self._life.cancel()
            await asyncio.gather(self._life, return_exceptions=True)
        if self._child is not None:
            await self._child.stop(GRACE)
        self._channel.close()
        self._enter("stopped")
        await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    @property
    def _folder(self) -> Path:
        place = hashlib.sha256(self.deployment.endpoint.encode()).hexdigest()[:16]
        return self._cloud.state_dir / "serving" / f"{place}-{self.deployment.deployed_id}"

    async def _keep_up(self) -> None:
        delay = _BACKOFF[0]
        while True:
            started = time.monotonic()
            assert self._child is not None  # noqa: S101 - set by the launch that came before
            status = await self._child.wait()
            self._enter("backoff")
            if time.monotonic() - started > _STABLE_SECONDS:
                delay = _BACKOFF[0]
            await self._log("stderr", [f"The serving process ended with status {status}; starting it again."])
            await asyncio.sleep(delay)
            delay = min(delay * 2, _BACKOFF[1])
            self._enter("starting")
            await self._relaunch(delay)

    async def _revive(self, delay: float) -> None:
        await self._relaunch(delay)
        await self._keep_up()

    async def _relaunch(self, delay: float) -> None:
        while True:
            await self._launch()
            if await self._becomes_healthy():
                self._enter("ready")
                return
            self._enter("backoff")
            await asyncio.sleep(delay)
            delay = min(delay * 2, _BACKOFF[1])
            self._enter("starting")

    async def _launch(self) -> None:
        if self.deployment.warning is not None:
            await asyncio.to_thread(
                self._log_entries.append, self._source(), "WARNING", [self.deployment.warning]
            )
        artifact = below(self.deployment.folder, "storage.objects.get", "storage.objects.list")
        owner = f"deployed model {self.deployment.deployed_id} of {self.deployment.endpoint}"
        self._token = self._cloud.tokens.issue(owner, artifact)
        # The socket listens before the process starts, so that the first request waits for the model
        # to load instead of polling, and no other program can take the port. Naming the protocol
        # turns off Nagle's delay, as in the local cloud's own socket.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listener.bind(("127.0.0.1", 0))
            listener.listen(512)
            self._port = listener.getsockname()[1]
            self._channel.close()
            self._channel = Channel(self._port)
            self._child = await start_child(
                (sys.executable, "-m", "services.local_cloud.serving"),
                await asyncio.to_thread(self._environment, listener.fileno()),
                self._folder,
                self._log,
                (listener.fileno(),),
                sandbox(self._folder, self._cloud.state_dir, (self._cloud.port,), limits()),
            )
        finally:
            listener.close()

    async def _becomes_healthy(self) -> bool:
        """Wait until the health route answers. Return False if the process ended or took too long."""
        assert self._child is not None  # noqa: S101 - launched before
        asking = asyncio.ensure_future(self._ask_health())
        ending = asyncio.ensure_future(self._child.wait())
        try:
            done, _pending = await asyncio.wait(
                {asking, ending}, timeout=LOADING, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            asking.cancel()
            self._cloud.tokens.revoke(self._token)
        healthy = asking in done and ending not in done and asking.result()
        if not healthy:
            await self._child.stop(0)
        return healthy

    async def _ask_health(self) -> bool:
        try:
            while True:
                answer = await self._channel.ask(
                    "GET", self.deployment.health_route, {TOKEN_HEADER: self._secret}
                )
                if answer.status == 200:
                    return True
                await asyncio.sleep(0.1)
        except OSError:
            return False  # the process ended before it answered

    def _environment(self, descriptor: int) -> Mapping[str, str]:
        deployment = self.deployment
        # It sees the code of the local cloud and nothing that lies beside it, and none of what an earlier
        # process of the model, which is code too, may have left in its place.
        shutil.rmtree(self._folder, ignore_errors=True)
        code = self._folder / "code"
        code.mkdir(parents=True)
        (code / _CODE.name).symlink_to(_CODE)
        return {
            **scrubbed_environment(self._folder, self._cloud.address, self._token),
            **deployment.variables,
            "PYTHONPATH": str(code),
            "AIP_HTTP_PORT": str(self._port),
            "AIP_HEALTH_ROUTE": deployment.health_route,
            "AIP_PREDICT_ROUTE": deployment.predict_route,
            "AIP_STORAGE_URI": deployment.folder,
            "AIP_ENDPOINT_ID": last_part(deployment.endpoint),
            "AIP_DEPLOYED_MODEL_ID": deployment.deployed_id,
            "LOCAL_CLOUD_SOCKET": str(descriptor),
            "LOCAL_CLOUD_TOKEN": self._secret,
        }

    async def _log(self, stream: str, lines: list[str]) -> None:
        self._last_lines.extend(lines)
        await asyncio.to_thread(self._log_entries.append, self._source(), _SEVERITIES[stream], lines)

    def _source(self) -> LogSource:
        if self.deployment.source is not None:
            return self.deployment.source
        project = project_of(self.deployment.endpoint)
        labels = {
            "resource_container": project,
            "location": self.deployment.endpoint.split("/")[3],
            "endpoint_id": last_part(self.deployment.endpoint),
        }
        return LogSource(
            project,
            "aiplatform.googleapis.com/prediction_container",
            "aiplatform.googleapis.com/Endpoint",
            labels,
            {"deployed_model_id": self.deployment.deployed_id},
        )

    def _tail(self) -> str:
        lines = "\n".join(self._last_lines).strip()
        return f"Its last lines were:\n{lines}" if lines else "It wrote nothing."

    def _enter(self, state: str) -> None:
        self.state = SERVER.advance(self.state, state)
