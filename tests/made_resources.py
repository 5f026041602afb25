"""What a run of the tests made at Vertex AI, and its end: for a project that somebody pays for."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

# Whoever uses another comes first: an endpoint before its models, work before what it reads.
ORDER = (
    *("trainingPipelines", "batchPredictionJobs", "hyperparameterTuningJobs", "customJobs"),
    *("endpoints", "models", "datasets", "tensorboards", "contexts", "executions", "artifacts"),
)
# These name the bucket that they work in, also where another process made them.
IN_BUCKET = ("trainingPipelines", "batchPredictionJobs", "hyperparameterTuningJobs", "customJobs", "models")
CREATION = re.compile(rf"/v1/projects/[^:?]*/({'|'.join(ORDER)})(:upload|:copy)?(\?|\Z)")
RESOURCE = re.compile(
    rf"projects/[^/]+/locations/[^/]+/(metadataStores/[^/]+/)?({'|'.join(ORDER)})/[^/@]+(?=[/@]|\Z)"
)
ENDED = re.compile("(JOB|PIPELINE)_STATE_(SUCCEEDED|FAILED|CANCELLED|EXPIRED|PARTIALLY_SUCCEEDED)")


class Leftovers:
    """Notes what this process creates, adds what works in the run's bucket, and deletes all of it.

    `session` sends authorised requests to `address`, where `parent` holds everything.
    """

    def __init__(self, session: Any, address: str, parent: str, bucket: str, seconds: float) -> None:
        self._session = session
        self._base = f"{address}/v1/"
        self._parent = parent
        self._bucket = bucket
        self._seconds = seconds
        self.names: set[str] = set()

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note each resource that google's clients create in this process meanwhile."""
        from google.auth.transport.requests import AuthorizedSession

        send = AuthorizedSession.request

        def request(session: Any, method: str, url: str, *arguments: Any, **more: Any) -> Any:
            reply = send(session, method, url, *arguments, **more)
            created = method.upper() == "POST" and reply.ok and CREATION.search(url)
            if created and (found := RESOURCE.match(reply.json().get("name", ""))):
                self.names.add(found.group())
            return reply

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(AuthorizedSession, "request", request)
            yield

    def remove(self) -> list[str]:
        """Delete everything, and return a line for each resource that would not go."""
        for collection in IN_BUCKET:
            self.names |= set(self._in_bucket(collection))
        lines = []
        for name in sorted(self.names, key=lambda name: ORDER.index(name.split("/")[-2])):
            if problem := self._delete(name):
                lines.append(f"{name}: {problem}")
        return lines

    def _in_bucket(self, collection: str) -> Iterator[str]:
        page = ""
        while True:
            reply = self._send("GET", f"{self._parent}/{collection}", params={"pageToken": page}).json()
            for resource in reply.get(collection, []):
                if re.search(rf"gs://{self._bucket}(?![\w.-])", str(resource)):
                    yield resource["name"].partition("@")[0]
            page = reply.get("nextPageToken", "")
            if not page:
                return

    def _delete(self, name: str) -> str:
        """Delete one resource and return why it would not go, or nothing."""
        present = self._send("GET", name)
        if present.status_code == 404:
            return ""
        resource = present.json()
        for deployed in resource.get("deployedModels", []) if "/endpoints/" in name else []:
            # The traffic of what stays need not be told: it all goes at once.
            others = {key: 0 for key in resource.get("trafficSplit", {}) if key != deployed["id"]}
            split = dict.fromkeys(list(others)[:1], 100)
            body = {"deployedModelId": deployed["id"], "trafficSplit": {**others, **split}}
            self._wait(self._send("POST", f"{name}:undeployModel", json=body))
            resource["trafficSplit"] = body["trafficSplit"]
        if "state" in resource and not ENDED.match(resource["state"]):
            self._send("POST", f"{name}:cancel", json={})
            self._until(lambda: ENDED.match(self._send("GET", name).json().get("state", "")))
        reply = self._send("DELETE", name)
        return self._wait(reply) if reply.ok else reply.text

    def _wait(self, reply: Any) -> str:
        """Wait for a reply's operation and return its error, or nothing."""
        if not reply.ok:
            return str(reply.text)
        name = reply.json()["name"]
        ended = self._until(lambda: (now := self._send("GET", name).json()).get("done") and now)
        return str(ended.get("error", "")) if ended else "it takes too long"

    def _until(self, ask: Any) -> Any:
        deadline = time.monotonic() + self._seconds
        while not (value := ask()) and time.monotonic() < deadline:
            time.sleep(0.1 if self._base.startswith("http://") else 5)
        return value

    def _send(self, method: str, path: str, **more: Any) -> Any:
        return self._session.request(method, self._base + path, timeout=60, **more)
