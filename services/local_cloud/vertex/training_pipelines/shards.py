"""Split the rows of a managed dataset into training, validation and test files for a pipeline."""

import csv
import io
import itertools
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.storage.objects import Objects
from services.local_cloud.vertex.datasets.service import sources
from services.local_cloud.vertex.kernel.gcs_paths import parse_folder
from services.local_cloud.vertex.kernel.names import location_of
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.training_pipelines.lifecycle import pipeline_of
from services.local_cloud.vertex.training_pipelines.splits import PARTS, assigner

_PIECE = 1024 * 1024
# Text cells may be longer than Python's default limit of 128 KiB.
csv.field_size_limit(16 * 1024 * 1024)


class PipelineData:
    """Prepares the data of training pipelines for their custom jobs."""

    def __init__(self, resources: Resources, objects: Objects) -> None:
        self._resources = resources
        self._objects = objects

    def prepare(self, job: Any, folder: Path) -> dict[str, str]:
        """Write the data of a job's pipeline to the bucket and return its variables; {} without any."""
        pipeline = pipeline_of(self._resources, job)
        if pipeline is None or not pipeline.HasField("input_data_config"):
            return {}
        location = location_of(pipeline.name)
        dataset = self._resources.get(f"{location}/datasets/{pipeline.input_data_config.dataset_id}")
        write_shards(self._objects, pipeline, dataset, folder)
        return data_variables(pipeline)


def data_folder(pipeline: Any) -> str:
    """Return the gs:// folder that a pipeline's data is written to."""
    config = pipeline.input_data_config
    base = config.gcs_destination.output_uri_prefix.rstrip("/")
    moment = pipeline.create_time.ToDatetime().strftime("%Y-%m-%dT%H-%M-%S-%f")
    return f"{base}/dataset-{config.dataset_id}-tables-{moment}Z"


def data_variables(pipeline: Any) -> dict[str, str]:
    """Return the environment variables with the paths of the files."""
    folder = data_folder(pipeline)
    return {
        "AIP_DATA_FORMAT": "csv",
        **{f"AIP_{part.upper()}_DATA_URI": f"{folder}/{part}-*.csv" for part in PARTS},
    }


def write_shards(objects: Objects, pipeline: Any, dataset: Any, scratch: Path) -> None:
    """Write a dataset's rows to the files of a pipeline's split, each with the header, in constant memory.

    Raises an ApiError if a file of the dataset is no UTF-8 CSV or its columns differ from the others'.
    """
    bucket, prefix = parse_folder(data_folder(pipeline), "gcs_destination")
    with ExitStack() as files:
        parts: list[IO[str]] = [
            files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="", dir=scratch))
            for _part in PARTS
        ]
        writers = [csv.writer(part, lineterminator="\n") for part in parts]
        rows = _rows(objects, dataset)
        header = next(rows, [])
        assign = assigner(pipeline, header, lambda: itertools.islice(_rows(objects, dataset), 1, None))
        for writer in writers:
            writer.writerow(header)
        for row in rows:
            part = assign(row)
            if part is not None:
                writers[part].writerow(row)
        for name, file in zip(PARTS, parts, strict=True):
            file.seek(0)
            objects.write(bucket, f"{prefix}{name}-00000-of-00001.csv", _pieces(file), "text/csv")


def _rows(objects: Objects, dataset: Any) -> Iterator[list[str]]:
    header: list[str] | None = None
    for bucket, name in sources(objects, dataset):
        with objects.open(bucket, name) as binary, io.TextIOWrapper(binary, "utf-8-sig", newline="") as text:
            rows = csv.reader(text)
            try:
                own_header = next(rows, [])
                if header is None:
                    header = own_header
                    yield header
                elif own_header != header:
                    raise invalid_argument(f"The columns of gs://{bucket}/{name} differ from the others'.")
                yield from (row for row in rows if row)
            except (csv.Error, UnicodeDecodeError) as error:
                raise invalid_argument(f"gs://{bucket}/{name} is not a CSV in UTF-8: {error}") from error


def _pieces(file: IO[str]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece.encode("utf-8")
