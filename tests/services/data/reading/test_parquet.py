import datetime
import decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from services.data.profile import profile
from services.data.reading import parquet_sizes
from services.data.reading.parquet import read_parquet
from services.data.tables.spool import Spool
from services.errors import InvalidInput
from services.settings import LIMITS, Limits

LONG = "y" * 10_000
YEAR_0, OLD = -719528, ["0000-01-01", "10000-01-01"]
MIDNIGHT, MOMENTS = datetime.datetime(2024, 1, 2), (pa.string(), pa.timestamp("us"))
# Texts of which one isn't UTF-8, as programs write them that don't check.
LATIN = pa.Array.from_buffers(pa.string(), 2, pa.array([b"Z\xfcrich", "서울".encode()]).buffers())


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
        (pa.array([b"0123456789abcdef", None], pa.uuid()), ["30313233-3435-3637-3839-616263646566", None]),
        (pa.ExtensionArray.from_storage(pa.bool8(), pa.array([1, 0], pa.int8())), ["true", "false"]),
        (pa.ExtensionArray.from_storage(pa.json_(), pa.array(['{"a": 1}'])), ['{"a": 1}']),
        (pa.array([1.5, None], pa.float16()), ["1.5", None]),
        (pa.array(["a", None], pa.string_view()), ["a", None]),
        (pa.array([decimal.Decimal("1.5")], pa.decimal256(60, 2)), ["1.50"]),
        (pa.array([YEAR_0, 2932897, 2**31 - 1], pa.int32()).cast(pa.date32()), [*OLD, "5881580-07-11"]),
        (pa.array([2**53, None], pa.int64()).cast(pa.timestamp("ms")), ["287396-10-12 08:59:00.992", None]),
        (pa.array([0], pa.int64()).cast(pa.timestamp("s", "Mars/Base")), ["1970-01-01 00:00:00Z"]),
        (pa.array([[("a", MIDNIGHT)], [], None], pa.map_(*MOMENTS)), ['[["a", "2024-01-02"]]', "[]", None]),
        (pa.array([[b"\xff"], [None], None]), ['["ff"]', "[null]", None]),
        (
            pa.array([{"d": [2**31 - 1]}, {"d": []}, None], pa.struct({"d": pa.list_(pa.int32())})).cast(
                pa.struct({"d": pa.list_(pa.date32())})
            ),
            ['{"d": ["5881580-07-11"]}', '{"d": []}', None],
        ),
        (pa.StructArray.from_arrays([pa.array([1]), pa.array([2])], ["a", "a"]), ['{"a": 1, "a 2": 2}']),
        (LATIN, ["Zürich", "서울"]),
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


TEXTS = pa.table(
    {
        "n": range(50),
        "s": [f"name {n}" if n % 7 else None for n in range(50)],
        "b": [f"b{n}".encode() for n in range(50)],
        "l": [[f"a{n}"] * (n % 3) for n in range(50)],
        "o": [{"q": f"q{n}"} for n in range(50)],
        "f": [n / 2 for n in range(50)],
    }
)


@pytest.mark.parametrize("encoding", ["DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY", "PLAIN"])
@pytest.mark.parametrize("pages", ["1.0", "2.0"])
def test_the_encodings_of_all_writers_are_read_alike(tmp_path, encoding, pages):
    texts = dict.fromkeys(["s", "b", "l.list.element", "o.q"], encoding)
    pq.write_table(
        TEXTS,
        tmp_path / "source",
        use_dictionary=False,
        column_encoding=texts | {"n": "DELTA_BINARY_PACKED", "f": "BYTE_STREAM_SPLIT"},
        data_page_version=pages,
    )
    pq.write_table(TEXTS, tmp_path / "default")
    tables = (read_parquet(tmp_path / name, Spool(), LIMITS)[0] for name in ("source", "default"))
    pd.testing.assert_frame_equal(*(table.frame() for table in tables))


@pytest.mark.parametrize("path", ["x", "x.list.element"])
def test_a_delta_encoding_that_repeats_a_long_text_is_refused(tmp_path, path):
    column = pa.array([LONG if path == "x" else [LONG]] * 2_000)
    pq.write_table(
        pa.table({"x": column}),
        tmp_path / "source",
        use_dictionary=False,
        column_encoding={path: "DELTA_BYTE_ARRAY"},
    )
    assert (tmp_path / "source").stat().st_size < 100_000
    with pytest.raises(InvalidInput, match=r"parquet_too_large|parquet_delta_lists"):
        read_parquet(tmp_path / "source", Spool(), Limits(unpacked_bytes=10_000_000))


def test_moments_in_96_bits_keep_far_years(tmp_path):
    far = pa.array([253402214400, -62167219200, 0], pa.int64()).cast(pa.timestamp("s"))
    pq.write_table(pa.table({"at": far}), tmp_path / "source", use_deprecated_int96_timestamps=True)
    table, _repairs = read_parquet(tmp_path / "source", Spool(), LIMITS)
    assert table.frame()["at"].tolist() == ["9999-12-31", "0000-01-01", "1970-01-01"]


def test_a_column_that_cannot_be_read_is_named(tmp_path):
    table = pa.table({"a": [1, 2], "b": ["x" * 100, "y"]})
    pq.write_table(table, tmp_path / "source", compression="zstd")
    chunk = pq.ParquetFile(tmp_path / "source").metadata.row_group(0).column(1)
    data = bytearray((tmp_path / "source").read_bytes())
    start = chunk.dictionary_page_offset
    data[start : start + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    (tmp_path / "source").write_bytes(data)
    with pytest.raises(InvalidInput, match="parquet_column_unreadable") as refusal:
        read_parquet(tmp_path / "source", Spool(), LIMITS)
    assert refusal.value.parameters["column"] == "b"


def test_an_encrypted_file_is_refused_as_that(tmp_path):
    (tmp_path / "source").write_bytes(b"PARE" + bytes(50) + b"PARE")
    with pytest.raises(InvalidInput, match="parquet_encrypted"):
        read_parquet(tmp_path / "source", Spool(), LIMITS)


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1" + bytes(50) + b"PAR1", b"PAR1 and text"])
def test_what_is_broken_is_refused(tmp_path, data):
    (tmp_path / "source").write_bytes(data)
    with pytest.raises(InvalidInput, match="parquet_broken"):
        read_parquet(tmp_path / "source", Spool(), LIMITS)


def test_a_table_without_rows_is_refused(read):
    with pytest.raises(InvalidInput, match="no_rows"):
        read({"a": pa.array([], pa.int64())})


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
    monkeypatch.setattr(
        parquet_sizes, "_GROUP_BYTES", 1024**2
    )  # the list takes 1 KB packed and 8 MB in memory
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
