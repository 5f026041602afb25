"""Parquet: every type becomes text without loss; what is cut, forged or too large is refused."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .case import Case, either, grid, kept, lines, refused
from .packings import zipped


def stored(table: pa.Table, **options: Any) -> bytes:
    """Return a table as Parquet."""
    target = io.BytesIO()
    pq.write_table(table, target, **options)
    return target.getvalue()


def _column(
    name: str, values: list[Any], kind: pa.DataType | None, texts: list[str] | None, **more: Any
) -> Case:
    """One column of a type beside numbers."""
    table = pa.table({"x": pa.array(values, kind), "n": pa.array(range(len(values)), pa.int64())})
    rows = None if texts is None else [[text, str(n)] for n, text in enumerate(texts)]
    if rows is None:
        return Case(
            f"{name}.parquet", stored(table), names=["x", "n"], rows_in=len(values), reported=0, **more
        )
    return kept(f"{name}.parquet", stored(table), "x|n", rows, header=True, **more)


_SIMPLE = pa.table({"a": [1, 2], "b": ["x", "y"]})
_BYTES = stored(_SIMPLE)
_LONG = pa.table({"a": pa.array(range(100_000)), "b": pa.array([f"t{n % 9}" for n in range(100_000)])})
_MOMENTS = [dt.datetime(2026, 1, 5, 12, 30, 15), dt.datetime(2026, 12, 31)]

CASES = [
    kept("table.parquet", _BYTES, "a|b", grid("1|x/2|y"), header=True, kinds=["number", "category"]),
    kept("parquet_called.csv", _BYTES, "a|b", grid("1|x/2|y")),
    _column("int8", [-128, 127], pa.int8(), ["-128", "127"]),
    _column("int64", [-(2**63), 2**63 - 1], pa.int64(), [str(-(2**63)), str(2**63 - 1)]),
    _column("uint64", [0, 2**64 - 1], pa.uint64(), ["0", str(2**64 - 1)]),
    _column("past_2_53", [2**53 + 1, 2**53 + 3], pa.int64(), ["9007199254740993", "9007199254740995"]),
    _column("int_missing", [1, None, 3], pa.int64(), ["1", "", "3"]),
    _column("float64", [0.1, 1e300, 2.5], pa.float64(), None),
    _column("float32", [0.1, 16777216.0], pa.float32(), None),
    _column("float_special", [float("inf"), float("-inf"), None], pa.float64(), None),
    _column(
        "decimals",
        [Decimal("1.10"), Decimal("-123456789012345678.99")],
        pa.decimal128(38, 2),
        ["1.10", "-123456789012345678.99"],
    ),
    _column("booleans", [True, False, None], pa.bool_(), ["true", "false", ""]),
    _column("dates", [dt.date(2026, 1, 5), dt.date(1900, 1, 1)], pa.date32(), ["2026-01-05", "1900-01-01"]),
    _column("stamps_s", _MOMENTS, pa.timestamp("s"), None),
    _column("stamps_ns", _MOMENTS, pa.timestamp("ns"), None),
    _column("stamps_zone", _MOMENTS, pa.timestamp("us", tz="Asia/Seoul"), None),
    _column("times", [dt.time(12, 30), None], pa.time64("us"), None),
    _column("durations", [dt.timedelta(seconds=5), None], pa.duration("us"), None),
    _column(
        "strings",
        ["x, y", 'a "b"', "two\nlines", "", None],
        pa.string(),
        ["x, y", 'a "b"', "two\nlines", "", ""],
    ),
    _column("large_strings", ["서울", "부산"], pa.large_string(), ["서울", "부산"]),
    _column("dictionary", ["a", "b", "a"], pa.dictionary(pa.int32(), pa.string()), ["a", "b", "a"]),
    _column("text_na", ["NA", "null", "007"], pa.string(), ["NA", "null", "007"]),
    _column("controls", ["x\0y", "\x1b[31m", "\ufeff"], pa.string(), None),
    either("binary.parquet", stored(pa.table({"x": pa.array([b"\xff\x00", b"ab"])}))),
    either("lists.parquet", stored(pa.table({"x": [[1, 2], [3]], "n": [1, 2]}))),
    either("structs.parquet", stored(pa.table({"x": [{"a": 1}, {"a": 2}], "n": [1, 2]}))),
    either(
        "maps.parquet", stored(pa.table({"x": pa.array([[("a", 1)], []], pa.map_(pa.string(), pa.int64()))}))
    ),
    Case("nulls.parquet", stored(pa.table({"x": pa.nulls(3), "n": [1, 2, 3]})), names=["x", "n"], rows_in=3),
    kept(
        "parquet_names.parquet",
        stored(pa.table([[1], [2], [3]], names=["a", "a", ""])),
        "a|a 2|column 3",
        grid("1|2|3"),
    ),
    kept(
        "parquet_hostile_names.parquet",
        stored(pa.table([[1], [2]], names=["../x", "=cmd()"])),
        "../x|=cmd()",
        grid("1|2"),
    ),
    kept("parquet_long.parquet", stored(_LONG), "a|b", [[str(n), f"t{n % 9}"] for n in range(100_000)]),
    kept(
        "parquet_groups.parquet",
        stored(_LONG.slice(0, 5000), row_group_size=7),
        "a|b",
        [[str(n), f"t{n % 9}"] for n in range(5000)],
    ),
    *[
        kept(f"parquet_{codec}.parquet", stored(_SIMPLE, compression=codec), "a|b", grid("1|x/2|y"))
        for codec in ("none", "snappy", "gzip", "zstd", "lz4", "brotli")
    ],
    refused("parquet_no_rows.parquet", stored(_SIMPLE.slice(0, 0)), "no rows|empty"),
    refused("parquet_no_columns.parquet", stored(pa.table({})), "no columns|no rows|empty|column"),
    refused(
        "parquet_columns.parquet",
        lambda: stored(pa.table([[1]] * 10_001, names=[f"c{n}" for n in range(10_001)])),
        "columns",
    ),
    refused("parquet_cut.parquet", _BYTES[:-20], "Parquet|damaged"),
    refused("parquet_magic.parquet", b"PAR1", "Parquet|damaged"),
    refused("parquet_two_magics.parquet", b"PAR1" + bytes(20) + b"PAR1", "Parquet|damaged"),
    refused("parquet_footer_lies.parquet", _BYTES[:-8] + b"\xff\xff\xff\x7f" + b"PAR1", "Parquet|damaged"),
    refused("parquet_encrypted.parquet", _BYTES[:-4] + b"PARE", "Parquet|damaged|encrypted"),
    refused(
        "parquet_flipped.parquet",
        bytes(b ^ (0x55 if 30 < i < 60 else 0) for i, b in enumerate(_BYTES)),
        "Parquet|damaged",
    ),
    refused("parquet_text_between.parquet", b"PAR1" + lines("a,b", "1,2"), "Parquet|damaged"),
    refused(
        "parquet_bomb.parquet",
        lambda: stored(
            pa.table(
                {
                    "x": pa.DictionaryArray.from_arrays(
                        pa.array([0] * 3_000_000, pa.int32()), pa.array(["y" * 10_000])
                    )
                }
            )
        ),
        "large|most|GB|MB|unpack|limit|smaller",
    ),
    either("parquet_in.zip", zipped(("table.parquet", _BYTES))),
]
