"""State on a temporary disk, without a server, under a clock that the test moves."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from services.local_cloud.state.blobs import Blobs
from services.local_cloud.state.database import Database
from services.local_cloud.storage.buckets import Buckets
from services.local_cloud.storage.objects import Objects
from tests.polling import wait_until


@dataclass
class Clock:
    """Stands still until it is moved."""

    moment: datetime = datetime(2026, 11, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, step: timedelta) -> None:
        self.moment += step


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "cloud.sqlite")
    yield database
    database.close()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


@pytest.fixture
def buckets(database: Database, clock: Clock) -> Buckets:
    return Buckets(database, clock)


@pytest.fixture
def objects(database: Database, blobs: Blobs, buckets: Buckets, clock: Clock) -> Objects:
    """An empty bucket named `bucket`."""
    buckets.create("bucket", "project")
    return Objects(database, blobs, clock)


@pytest.fixture
def call(local_cloud: Any) -> Iterator[Callable[..., Any]]:
    """Send a request as it is: `call("GET", "/storage/v1/b", headers={...})`; the token is added."""
    import requests

    with requests.Session() as session:
        session.trust_env = False

        def send(method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> Any:
            every = {"authorization": f"Bearer {local_cloud.token}"} | (headers or {})
            return session.request(method, local_cloud.url + path, headers=every, timeout=30, **more)

        yield send


class Clients:
    """Google's service clients over REST at one address."""

    def __init__(self, address: str, credentials: Any) -> None:
        self._address = address
        self._credentials = credentials
        self._clients: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        """Return a client by its service: datasets, jobs, pipelines, models, endpoints, predictions."""
        from google.cloud import aiplatform_v1

        service = {
            "datasets": "DatasetServiceClient",
            "jobs": "JobServiceClient",
            "pipelines": "PipelineServiceClient",
            "models": "ModelServiceClient",
            "endpoints": "EndpointServiceClient",
            "predictions": "PredictionServiceClient",
        }[name]
        if name not in self._clients:
            self._clients[name] = getattr(aiplatform_v1, service)(
                credentials=self._credentials,
                transport="rest",
                client_options={"api_endpoint": self._address},
            )
        return self._clients[name]


@pytest.fixture(scope="session")
def clients(here: Any, connection: Any) -> Clients:
    address = connection.address or f"{here.location}-aiplatform.googleapis.com"
    return Clients(address, connection.credentials)


@pytest.fixture(scope="session")
def clients_of() -> Callable[[Any], Clients]:
    """Return the clients of another local cloud."""
    return lambda cloud: Clients(cloud.url, cloud.credentials)


@pytest.fixture(scope="session")
def wait_for(patience: float) -> Callable[..., Any]:
    """Return the first true value of a function, asked again and again with a deadline."""

    def wait(ask: Callable[[], Any], seconds: float = patience) -> Any:
        return wait_until(ask, seconds, pause=0.05)

    return wait


@pytest.fixture(scope="session")
def predict(clients: Clients, patience: float) -> Callable[..., Any]:
    """Send plain instances to an endpoint and return the reply."""
    from google.protobuf import json_format
    from google.protobuf.struct_pb2 import Value

    def predict(endpoint: str, instances: list[Any], client: Any = None) -> Any:
        values = [json_format.ParseDict(instance, Value()) for instance in instances]
        return (client or clients).predictions.predict(
            endpoint=endpoint, instances=values, timeout=patience, retry=None
        )

    return predict


@pytest.fixture(scope="session")
def multiplier() -> Callable[[float], bytes]:
    """Return the bytes of a model.joblib that multiplies its one number by a factor."""

    def multiplier(factor: float) -> bytes:
        rows = np.array([[0.0], [1.0], [2.0]])
        content = io.BytesIO()
        joblib.dump(LinearRegression().fit(rows, rows[:, 0] * factor), content)
        return content.getvalue()

    return multiplier
