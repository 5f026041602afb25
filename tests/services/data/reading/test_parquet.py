import datetime
import decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from services.data.profile import profile
from services.data.reading import parquet
from services.data.reading.parquet import read_parquet
from services.data.tables.spool import Spool
from services.errors import InvalidInput
from services.settings import LIMITS, Limits


@pytest.fixture
def read(tmp_path):
    """Return a function that writes columns as Parquet and returns the table read from them."""

    def run(columns, limits=LIMITS):
        pq.write_table(pa.table(columns), tmp_path / "source")
        return read_parquet(tmp_path / "source", Spool(), limits)[0]

    return run


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        (pa.array([1, None, 2**62]), ["1", None, "4611686018427387904"]),
        (pa.array([1.5, 0.1, None]), ["1.5", "0.1", None]),
        (pa.array([0.1], pa.float32()), ["0.1"]),
        (pa.array([decimal.Decimal("1.50")]), ["1.50"]),
        (pa.array(["007", "NA", "x, y"]), ["007", "NA", "x, y"]),
        (pa.array([True, False, None]), ["true", "false", None]),
        (pa.array([datetime.date(2024, 1, 2)]), ["2024-01-02"]),
        (pa.array([datetime.datetime(2024, 1, 2), None]), ["2024-01-02", None]),
        (pa.array([datetime.datetime(2024, 1, 2, 3, 4, 5)]), ["2024-01-02 03:04:05"]),
        (pa.array(["a", "b", "a"]).dictionary_encode(), ["a", "b", "a"]),
        (pa.array([b"abc", b"\xff"]), ["abc", "ff"]),
        (pa.array([[1, 2], None]), ["[1, 2]", None]),
        (pa.array([{"a": 1}]), ['{"a": 1}']),
    ],
    ids=lambda value: str(value.type) if isinstance(value, pa.Array) else "",
)
def test_typed_cells_become_the_texts_of_a_csv(read, column, cells):
    frame = read({"x": column}).frame()["x"].astype(object)
    assert [None if cell != cell else cell for cell in frame] == cells


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (datetime.datetime(2024, 1, 2), "2024-01-01"),
        (datetime.datetime(2024, 1, 2, 3), "2024-01-01 00:00:00"),
        (datetime.datetime(2024, 1, 2, 3, 4, 5, 6000), "2024-01-01 00:00:00.000"),
        (datetime.datetime(2024, 1, 2, 3, 4, 5, 6), "2024-01-01 00:00:00.000000"),
    ],
)
def test_all_timestamps_of_a_column_are_written_in_one_form(read, last, first):
    days = [datetime.datetime(2024, 1, 1)] * 30_000  # more than a batch
    table = read({"at": pa.array([*days, last]), "n": list(range(30_001))})
    at = profile(table).column("at")
    assert (at.kind, at.distinct) == ("date", 2)
    assert table.frame()["at"].iloc[0] == first


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "Asia/Seoul"])
def test_timestamps_of_each_unit_keep_all_that_they_tell(read, unit, zone):
    kind = pa.timestamp(unit, zone)
    finest = [-1, 0, None, 1_700_000_000_123_456_789 if unit == "ns" else 1_700_000_000]
    cells = read({"at": pa.array(finest, pa.int64()).cast(kind)}).frame()["at"]
    again = pd.to_datetime(cells, utc=True, format="mixed").astype(f"datetime64[{unit}, UTC]")
    assert again.dropna().astype("int64").tolist() == [moment for moment in finest if moment is not None]


def test_the_rows_of_many_batches_are_all_there(read):
    assert read({"x": list(range(50_000))}).frame()["x"].tolist() == [str(n) for n in range(50_000)]


@pytest.mark.parametrize(
    ("limits", "code", "parameters"),
    [
        (Limits(rows=2), "too_many_rows", {"limit": 2}),
        (Limits(columns=1), "too_many_columns", {"columns": 2, "limit": 1}),
        (Limits(unpacked_bytes=10), "parquet_too_large", {"limit": 1024**3}),
        (Limits(cell_characters=2), "cell_too_long", {"length": 3, "limit": 2}),
    ],
)
def test_what_exceeds_a_limit_is_refused(read, limits, code, parameters):
    with pytest.raises(InvalidInput) as refusal:
        read({"a": ["123"] * 3, "b": [1, 2, 3]}, limits)
    assert refusal.value.code == code
    assert refusal.value.parameters.items() >= parameters.items()


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1" + bytes(50) + b"PAR1", b"PAR1 and text"])
def test_what_is_broken_is_refused(tmp_path, data):
    (tmp_path / "source").write_bytes(data)
    with pytest.raises(InvalidInput, match="parquet_broken"):
        read_parquet(tmp_path / "source", Spool(), LIMITS)


def test_a_table_without_rows_is_refused(read):
    with pytest.raises(InvalidInput, match="no_rows"):
        read({"a": pa.array([], pa.int64())})


LONG = "y" * 10_000


def repeated(times):
    """Return a text of which a dictionary holds one for many cells."""
    return pa.DictionaryArray.from_arrays(pa.array([0] * times, pa.int32()), pa.array([LONG]))


@pytest.mark.parametrize(
    "column",
    [
        repeated(1_000_000),
        pa.ListArray.from_arrays(pa.array(range(0, 1_000_001, 50), pa.int32()), repeated(1_000_000)),
        pa.StructArray.from_arrays([repeated(1_000_000)], ["x"]),
    ],
    ids=["texts", "lists", "structs"],
)
def test_gigabytes_in_a_dictionary_are_refused_before_they_are_written(tmp_path, column):
    source, spool = tmp_path / "source", Spool()
    pq.write_table(pa.table({"x": column}), source, store_schema=False)
    assert source.stat().st_size < 1024**2
    with pytest.raises(InvalidInput, match="parquet_too_large"):
        read_parquet(source, spool, LIMITS)
    written = sum(file.stat().st_size for file in spool.folder.iterdir())
    assert written < 1024**2


def test_a_long_list_of_equal_values_is_refused_from_the_footer(read, monkeypatch):
    monkeypatch.setattr(parquet, "_GROUP_BYTES", 1024**2)  # the list takes 1 KB packed and 8 MB in memory
    with pytest.raises(InvalidInput, match="parquet_too_large"):
        read({"x": [[7] * 1_000_000]})


def test_long_texts_of_which_each_is_within_the_limit_are_read(read):
    column = repeated(7_000)  # 70 MB: more than is written at once
    frame = read({"x": column, "n": list(range(7_000))}).frame()
    assert len(frame) == 7_000
    assert set(frame["x"]) == {LONG}


def test_a_row_of_several_long_cells_is_refused(read):
    with pytest.raises(InvalidInput, match="row_too_large"):
        read({name: ["x" * 900_000] for name in "abcde"})
