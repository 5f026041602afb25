"""Measure the local cloud except predictions: start, memory, jobs, objects and long lists."""

import hashlib
import os
import shutil
import statistics
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from google.cloud import aiplatform_v1, storage

from bench.servers import BUCKET, LOCATION, PROJECT, Cloud, local_cloud
from services.local_cloud.state.database import Database
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.resources import Resources

PARENT = f"projects/{PROJECT}/locations/{LOCATION}"
SIZE = 256 * 1024 * 1024
JOBS = 10_000
_IMAGE = "us-docker.pkg.dev/vertex-ai/training/sklearn-cpu.1-6:latest"
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Transfer:
    """Megabytes a second of a copy on the disk, an upload, a download and MD5, and memory taken in MB."""

    copied: float
    uploaded: float
    downloaded: float
    hashed: float
    grown: float


def start_seconds(state_dir: Path) -> float:
    """Return the seconds from launching the process to its ready line."""
    began = time.perf_counter()
    with local_cloud(state_dir):
        return time.perf_counter() - began


def memory(process: int, kind: str = "VmRSS") -> float:
    """Return a process's memory in MB: VmRSS is the present one, VmHWM its peak."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1]) / 1000
    raise RuntimeError(f"There is no {kind}.")


def transfer(cloud: Cloud, folder: Path) -> Transfer:
    """Transfer 256 MB of random bytes over plain HTTP in interleaved rounds, and return the best of them.

    Google's client would spend most of the time on checksums.
    """
    source, target = folder / "noise", folder / "back"
    source.write_bytes(os.urandom(SIZE))
    rest = memory(cloud.process)
    Path(f"/proc/{cloud.process}/clear_refs").write_text("5")  # reset the peak
    actions = (
        lambda: _copy(source, target),
        lambda: _upload(cloud, source),
        lambda: _download(cloud),
        lambda: hashlib.md5(source.read_bytes(), usedforsecurity=False),
    )
    rounds = [[seconds(action) for action in actions] for _number in range(3)]
    copied, uploaded, downloaded, hashed = (SIZE / 1e6 / min(taken) for taken in zip(*rounds, strict=True))
    return Transfer(copied, uploaded, downloaded, hashed, memory(cloud.process, "VmHWM") - rest)


def job_seconds(cloud: Cloud, times: int = 5) -> float:
    """Return the median seconds from creating a custom job to the first line of its code."""
    bucket = cloud.storage().bucket(BUCKET)
    bucket.blob("work.tar.gz").upload_from_string(_package())
    jobs = aiplatform_v1.JobServiceClient(
        credentials=cloud.credentials, transport="rest", client_options={"api_endpoint": cloud.url}
    )
    return statistics.median(_job_seconds(jobs, bucket) for _number in range(times))


@contextmanager
def with_jobs(state_dir: Path) -> Iterator[Cloud]:
    """Run a local cloud with 10,000 ended custom jobs."""
    state_dir.mkdir()
    with local_cloud(state_dir):
        pass  # create the tables
    database = Database(state_dir / "cloud.sqlite")
    resources = Resources(database, _Ticks())
    with database.transaction():
        for number in range(JOBS):
            job = messages.CustomJob(name=f"{PARENT}/customJobs/{number}", display_name=f"job {number}")
            messages.set_enum(job, "state", "JOB_STATE_SUCCEEDED")
            job.job_spec.worker_pool_specs.add().machine_spec.machine_type = "n1-standard-4"
            resources.add(job.name, job)
    database.close()
    with local_cloud(state_dir) as cloud:
        yield cloud


def page_times(cloud: Cloud, size: int) -> list[float]:
    """Return the seconds per page of the list of jobs, through Google's client."""
    jobs = aiplatform_v1.JobServiceClient(
        credentials=cloud.credentials, transport="rest", client_options={"api_endpoint": cloud.url}
    )
    token, count = "", 0
    taken: list[float] = []
    while token or not taken:
        request = {"parent": PARENT, "page_size": size, "page_token": token}
        began = time.perf_counter()
        page = next(jobs.list_custom_jobs(request).pages)
        taken.append(time.perf_counter() - began)
        token = page.next_page_token
        count += len(page.custom_jobs)
    if count != JOBS:
        raise RuntimeError(f"The list has {count} jobs.")
    return taken


def seconds(action: Callable[[], object]) -> float:
    """Return how many seconds an action took."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _copy(source: Path, target: Path) -> None:
    """Copy a file and sync it to the disk, as the local cloud does before it acknowledges."""
    with source.open("rb") as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing, _PIECE)
        writing.flush()
        os.fsync(writing.fileno())


def _upload(cloud: Cloud, source: Path) -> None:
    path = f"/upload/storage/v1/b/{BUCKET}/o?uploadType=media&name=noise"
    connection = HTTPConnection(urlsplit(cloud.url).netloc, blocksize=_PIECE)
    with source.open("rb") as file:
        connection.request("POST", path, file, {**cloud.headers, "Content-Length": str(SIZE)})
        _check(connection.getresponse().read(), b'"name"')
    connection.close()


def _download(cloud: Cloud) -> None:
    connection = HTTPConnection(urlsplit(cloud.url).netloc)
    connection.request("GET", f"/storage/v1/b/{BUCKET}/o/noise?alt=media", headers=cloud.headers)
    reply, buffer, count = connection.getresponse(), bytearray(_PIECE), 0
    while size := reply.readinto(buffer):
        count += size
    connection.close()
    if count != SIZE:
        raise RuntimeError(f"{count} bytes came back.")


def _check(reply: bytes, expected: bytes) -> None:
    if expected not in reply:
        raise RuntimeError(reply.decode("utf-8", "replace"))


def _job_seconds(jobs: aiplatform_v1.JobServiceClient, bucket: storage.Bucket) -> float:
    pool = {
        "machine_spec": {"machine_type": "n1-standard-4"},
        "replica_count": 1,
        "python_package_spec": {
            "executor_image_uri": _IMAGE,
            "package_uris": [f"gs://{BUCKET}/work.tar.gz"],
            "python_module": "work.task",
        },
    }
    spec = {
        "worker_pool_specs": [pool],
        "base_output_directory": {"output_uri_prefix": f"gs://{BUCKET}/out"},
    }
    began = time.time()
    job = jobs.create_custom_job(parent=PARENT, custom_job={"display_name": "a job", "job_spec": spec})
    deadline = time.monotonic() + 60
    while (state := jobs.get_custom_job(name=job.name).state.name) != "JOB_STATE_SUCCEEDED":
        if state == "JOB_STATE_FAILED" or time.monotonic() > deadline:
            raise RuntimeError(f"The job is {state}.")
        time.sleep(0.2)
    first_line = float(bucket.blob("out/model/began").download_as_bytes())
    return first_line - began


def _package() -> bytes:
    """Return a source distribution whose code prints its start time."""
    code = (
        "import time\nbegan = time.time()\nimport os\nfrom urllib.parse import quote, urlsplit\n"
        "from urllib.request import Request, urlopen\nimport base64\n"
        "parts = urlsplit(os.environ['STORAGE_EMULATOR_HOST'])\n"
        "bucket, _, folder = os.environ['AIP_MODEL_DIR'][5:].partition('/')\n"
        "key = base64.b64encode(f'{parts.username}:{parts.password}'.encode()).decode()\n"
        "urlopen(Request(f'http://{parts.hostname}:{parts.port}/upload/storage/v1/b/{bucket}/o'\n"
        "    f'?uploadType=media&name=' + quote(folder + 'began', safe=''), str(began).encode(),\n"
        "    {'authorization': 'Basic ' + key}))\n"
    )
    content = BytesIO()
    files = {
        "PKG-INFO": "Metadata-Version: 2.1\nName: work\nVersion: 1\n",
        "work/__init__.py": "",
        "work/task.py": code,
    }
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(f"work-1/{name}")
            entry.size = len(text)
            archive.addfile(entry, BytesIO(text.encode()))
    return content.getvalue()


class _Ticks:
    """A clock that advances by a second per call, so that jobs have different ages."""

    def __init__(self) -> None:
        self._moment = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._moment += timedelta(seconds=1)
        return self._moment
