"""The result files of a batch prediction job."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self

from services.local_cloud.storage.objects import Objects

MAX_LINES = 50_000
_PIECE = 1024 * 1024


class ResultFile:
    """Collects lines of JSON on disk and writes them to the bucket as STEM-00000-of-0000N.

    Like Vertex AI, it writes one empty file if there are no lines.
    """

    def __init__(self, folder: Path, stem: str) -> None:
        self.count = 0
        self._folder = folder
        self._stem = stem
        self._files: list[IO[bytes]] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def add(self, document: Mapping[str, Any]) -> None:
        """Add a line."""
        if self.count == len(self._files) * MAX_LINES:
            self._begin_file()
        self._files[-1].write(json.dumps(document, ensure_ascii=False).encode() + b"\n")
        self.count += 1

    def write(self, objects: Objects, bucket: str, prefix: str) -> None:
        """Write the files under a prefix of the bucket."""
        if not self._files:
            self._begin_file()
        for number, file in enumerate(self._files):
            name = f"{prefix}{self._stem}-{number:05}-of-{len(self._files):05}"
            file.seek(0)
            objects.write(bucket, name, _pieces(file), "text/plain")

    def _begin_file(self) -> None:
        path = self._folder / f"{self._stem}-{len(self._files)}"
        self._files.append(self._stack.enter_context(path.open("w+b")))


def output_folder(model_display_name: str, created: datetime) -> str:
    """Return prediction-<model-display-name>-<job-create-time>, without slashes in the name."""
    name = re.sub(r"[/\x00-\x1f\x7f]", "_", model_display_name)
    return f"prediction-{name}-{created.strftime('%Y-%m-%dT%H:%M:%S')}.{created.microsecond // 1000:03}Z"


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece
