"""Google's own SDK and clients, led to the run's local cloud, and small things to send through them."""

import io
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import joblib
import pytest

TRAINING_IMAGE = "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest"
SERVING_IMAGE = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest"
_numbers = itertools.count(1)
ENDED = {"JOB_STATE_SUCCEEDED", "JOB_STATE_FAILED", "JOB_STATE_CANCELLED"}


@pytest.fixture(scope="session")
def sdk(connection: Any) -> Iterator[Any]:
    """The google.cloud.aiplatform module, initialised with public settings, which looks at a job often."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (connection.sdk.jobs, connection.sdk.training_jobs):
            patch.setattr(module, "_JOB_WAIT_TIME", 0.2)
        yield connection.sdk


@pytest.fixture(scope="session")
def parent(here: Any) -> str:
    return str(here.parent)


@pytest.fixture(scope="session")
def store(here: Any, connection: Any) -> Callable[..., str]:
    """Write an object under a fresh folder of the bucket and return the folder's gs:// address."""
    bucket = connection.storage.bucket(here.bucket)

    def store(**files: bytes) -> str:
        folder = f"test/{next(_numbers)}"
        for name, content in files.items():
            bucket.blob(f"{folder}/{name.replace('__', '.')}").upload_from_string(content)
        return str(here.uri(folder))

    return store


@pytest.fixture(scope="session")
def artifact(store: Callable[..., str], multiplier: Callable[[float], bytes]) -> Callable[[float], str]:
    """Store a model that multiplies by a factor and return its folder."""

    def artifact(factor: float) -> str:
        return store(model__joblib=multiplier(factor))

    return artifact


class _Evaluated:
    """Unpickles as what its code makes, in a process that knows nothing of this module."""

    def __init__(self, code: str) -> None:
        self._code = code

    def __reduce__(self) -> Any:
        return eval, (self._code,)


@pytest.fixture(scope="session")
def evaluated() -> Callable[[str], bytes]:
    """Return the bytes of a model.joblib that is whatever the given code makes where it is loaded."""

    def evaluated(code: str) -> bytes:
        content = io.BytesIO()
        joblib.dump(_Evaluated(code), content)
        return content.getvalue()

    return evaluated


@pytest.fixture(scope="session")
def upload(clients: Any, parent: str, patience: float) -> Callable[..., Any]:
    """Upload a model by its artifact's folder and return it."""

    def upload(folder: str, image: str = SERVING_IMAGE, **request: Any) -> Any:
        container = {"image_uri": image, **request.pop("container", {})}
        model = {"display_name": "a model", "artifact_uri": folder, "container_spec": container}
        model |= request.pop("model", {})
        reply = clients.models.upload_model({"parent": parent, "model": model, **request}).result(
            timeout=patience
        )
        version = clients.models.get_model({"name": f"{reply.model}@{reply.model_version_id}"})
        version.name = reply.model  # the tests add the versions that they mean
        return version

    return upload


@pytest.fixture
def endpoint(clients: Any, parent: str, patience: float) -> Any:
    """A fresh endpoint; what is deployed on it is taken off at the end."""
    request = {"parent": parent, "endpoint": {"display_name": "an endpoint"}}
    endpoint = clients.endpoints.create_endpoint(request).result(timeout=patience)
    yield endpoint
    left = clients.endpoints.get_endpoint({"name": endpoint.name}).deployed_models
    for number, deployed in enumerate(left, 1):
        split = {each.id: 100 for each in left[number : number + 1]}
        request = {"endpoint": endpoint.name, "deployed_model_id": deployed.id, "traffic_split": split}
        clients.endpoints.undeploy_model(request).result(timeout=patience)


@pytest.fixture(scope="session")
def deploy(clients: Any) -> Callable[..., Any]:
    """Begin to deploy a model on an endpoint and return the operation."""

    def deploy(endpoint: Any, model: Any, split: Any = None, **changes: Any) -> Any:
        deployed = {
            "model": model if isinstance(model, str) else f"{model.name}@{model.version_id}",
            "dedicated_resources": {
                "machine_spec": {"machine_type": "n1-standard-2"},
                "min_replica_count": 1,
            },
            **changes,
        }
        request = {"endpoint": endpoint.name, "deployed_model": deployed, "traffic_split": split or {}}
        return clients.endpoints.deploy_model(request)

    return deploy


@pytest.fixture(scope="session")
def package(store: Callable[..., str]) -> Callable[..., str]:
    """Store a source distribution of the given files and return its address."""
    import tarfile

    def package(**files: str) -> str:
        content = io.BytesIO()
        with tarfile.open(fileobj=content, mode="w:gz") as archive:
            for name, text in files.items():
                entry = tarfile.TarInfo(f"work-1/{name}")
                entry.size = len(text.encode())
                archive.addfile(entry, io.BytesIO(text.encode()))
        return f"{store(work__tar__gz=content.getvalue())}/work.tar.gz"

    return package


@pytest.fixture(scope="session")
def replica() -> Callable[..., dict[str, Any]]:
    """Return the worker pool that runs the given code, which pip need not install."""

    def replica(code: str, **changes: Any) -> dict[str, Any]:
        container = {"image_uri": TRAINING_IMAGE, "command": ["python", "-c", code], **changes}
        machine = {"machine_type": "n1-standard-4"}
        return {"machine_spec": machine, "replica_count": 1, "container_spec": container}

    return replica


@pytest.fixture(scope="session")
def submit(clients: Any, parent: str, replica: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
    """Create a custom job that runs the given code, or the module work.task of packages; return it."""

    def submit(code: str = "", *packages: str, client: Any = None, **changes: Any) -> Any:
        spec = changes.pop("spec", {})
        pool = replica(code, **({} if packages else spec))
        if packages:
            del pool["container_spec"]
            package = {"executor_image_uri": TRAINING_IMAGE, "package_uris": packages}
            pool["python_package_spec"] = package | {"python_module": "work.task"} | spec
        job = {"display_name": "a job", "job_spec": {"worker_pool_specs": [pool], **changes.pop("job", {})}}
        return (client or clients).jobs.create_custom_job({"parent": parent, "custom_job": job | changes})

    return submit


@pytest.fixture(scope="session")
def ended(clients: Any, wait_for: Callable[..., Any]) -> Callable[[Any], Any]:
    """Return a job once it has ended."""

    def ended(job: Any) -> Any:
        def ask() -> Any:
            present = clients.jobs.get_custom_job({"name": job.name})
            return present if present.state.name in ENDED else None

        return wait_for(ask)

    return ended


@pytest.fixture(scope="session")
def log_lines(local_cloud: Any) -> Callable[..., list[str]]:
    """Return a job's log lines, oldest first."""
    from google.cloud import logging

    client = logging.Client(
        project="launchpad-local",
        credentials=local_cloud.credentials,
        _use_grpc=False,
        client_options={"api_endpoint": local_cloud.url},
    )

    def log_lines(job: Any, extra: str = "") -> list[str]:
        wanted = f'resource.type="ml_job" AND resource.labels.job_id="{job.name.rsplit("/", 1)[-1]}"{extra}'
        return [entry.payload["message"] for entry in client.list_entries(filter_=wanted)]

    return log_lines
