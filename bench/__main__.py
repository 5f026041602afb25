"""Measures the local cloud on this machine, in one run: `make bench`.

Start-up is the time from launching the process to its ready line. A prediction is timed at the caller,
by plain HTTP calls and by the SDK's Endpoint.predict, with the same pipeline behind all of them and the
callers in threads of one process.
"""

import logging
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from operator import itemgetter, methodcaller
from pathlib import Path

import joblib
import numpy as np
import requests
from google.cloud import aiplatform, storage
from google.oauth2.credentials import Credentials
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

STARTS = 5
CALLS = {1: 300, 16: 1600}
INSTANCE = {"text": "the parcel arrived late and the box was broken"}
IMAGE = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest"
PROJECT, LOCATION, BUCKET = "launchpad-local", "us-central1", "bench"


def main() -> None:
    """Print the measurements as a Markdown table."""
    logging.disable(logging.INFO)  # the SDK tells of each step
    with tempfile.TemporaryDirectory() as folder:
        seconds = [start_seconds(Path(folder) / f"start-{n}") for n in range(STARTS)]
        say(f"Start-up to ready, {STARTS} times: median {statistics.median(seconds):.2f} s, ")
        say(f"slowest {max(seconds):.2f} s\n\n")
        model = Path(folder) / "model.joblib"
        joblib.dump(pipeline(), model)
        say("| one-row predict | callers | p50 ms | p99 ms | requests/s |\n|---|---|---|---|---|\n")
        with bare(model) as url:
            measure("bare Starlette app", post(url, {}))
        with local_cloud(Path(folder) / "state") as (url, token), deployed(url, token, model) as endpoint:
            address = f"{url}/v1/{endpoint.resource_name}:predict"
            measure("local cloud", post(address, {"Authorization": f"Bearer {token}"}))
            measure("local cloud through the SDK", lambda: endpoint.predict([INSTANCE]))


def pipeline() -> object:
    """Return a fitted text classifier that takes dicts, made of scikit-learn and numpy alone."""
    texts = ["arrived on time, all well", "late and broken", "great service", "the box was damaged"] * 50
    labels = ["good", "bad", "good", "bad"] * 50
    steps = make_pipeline(
        FunctionTransformer(methodcaller("tolist")),
        FunctionTransformer(partial(map, itemgetter("text"))),
        CountVectorizer(ngram_range=(1, 2)),
        LogisticRegression(),
    )
    return steps.fit(np.asarray([{"text": text} for text in texts]), labels)


def measure(what: str, call: Callable[[], object]) -> None:
    """Print a row for each number of callers."""
    call()
    for callers, calls in CALLS.items():
        with ThreadPoolExecutor(callers) as pool:
            began = time.perf_counter()
            taken = list(pool.map(lambda _number: timed(call), range(calls)))
            rate = calls / (time.perf_counter() - began)
        p50, p99 = np.percentile(np.asarray(taken) * 1000, [50, 99])
        say(f"| {what} | {callers} | {p50:.1f} | {p99:.1f} | {rate:.0f} |\n")


def timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def start_seconds(state_dir: Path) -> float:
    began = time.perf_counter()
    with local_cloud(state_dir):
        return time.perf_counter() - began


@contextmanager
def local_cloud(state_dir: Path) -> Iterator[tuple[str, str]]:
    """Run a local cloud and give its address and token."""
    command = [sys.executable, "-m", "services.local_cloud", "--port", "0", "--state-dir", str(state_dir)]
    with subprocess.Popen(  # noqa: S603 - our own module
        [*command, "--until-stdin-closes"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            if ready := re.search(r"ready on (\S+)", line):
                yield ready[1], (state_dir / "token").read_text().strip()
                break
        process.communicate(timeout=30)


@contextmanager
def bare(model: Path) -> Iterator[str]:
    """Run the bare app and give its predict address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bench.bare", str(model), str(port)]
    with subprocess.Popen(command) as process:  # noqa: S603 - our own module
        deadline = time.monotonic() + 30
        while socket.socket().connect_ex(("127.0.0.1", port)) and time.monotonic() < deadline:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/predict"
        process.terminate()


def post(url: str, headers: dict[str, str]) -> Callable[[], object]:
    """Return a call that posts the instance over connections that are kept."""
    session = requests.Session()
    session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=max(CALLS)))

    def call() -> object:
        reply = session.post(url, json={"instances": [INSTANCE]}, headers=headers, timeout=60)
        reply.raise_for_status()
        return reply.json()["predictions"]

    return call


@contextmanager
def deployed(url: str, token: str, model: Path) -> Iterator[aiplatform.Endpoint]:
    """Deploy the pipeline through the SDK and give its endpoint."""
    credentials = Credentials(token=token)
    aiplatform.init(
        project=PROJECT,
        location=LOCATION,
        api_endpoint=url,
        api_transport="rest",
        credentials=credentials,
    )
    client = storage.Client(PROJECT, credentials, client_options={"api_endpoint": url})
    client.create_bucket(BUCKET).blob("model/model.joblib").upload_from_filename(model)
    uploaded = aiplatform.Model.upload(
        display_name="bench",
        artifact_uri=f"gs://{BUCKET}/model",
        serving_container_image_uri=IMAGE,
    )
    yield uploaded.deploy(machine_type="n1-standard-2", traffic_split={"0": 100})


def say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
