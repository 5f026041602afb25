"""Parquet files under `/gcs`: pandas has pyarrow open them in C, where no path of a bucket leads anywhere."""

from pathlib import Path
from typing import Any

from .places import place_of


def write_in_python(pyarrow: Any) -> None:
    """Have the class by which pandas opens a file for writing open those of buckets in Python."""
    real = pyarrow.OSFile

    def opened(path: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if place_of(path) is None:
            return real(path, mode, *arguments, **options)
        return pyarrow.PythonFile(Path(path).open(mode.rstrip("b") + "b"))

    pyarrow.OSFile = opened


def read_in_python(parquet: Any) -> None:
    """Have the function by which pandas reads a file open those of buckets in Python."""
    real = parquet.read_table

    def read_table(source: Any, **options: Any) -> Any:
        if place_of(source) is None:
            return real(source, **options)
        with Path(source).open("rb") as file:
            return real(file, **options)

    parquet.read_table = read_table
