"""Objects become one table: shards in the order of their names, packed or not."""

import gzip
from typing import Any

import pytest

from services.data.reading.parsing.dialect import DETECT_ALL, DialectOptions
from services.errors import InvalidInput, NotFound, NotPermitted
from services.ingest import load, sources
from services.settings import Limits, Target
from services.vertex import objects
from tests.workbooks import excel, rows


def put(target: Target, folder: str, **files: bytes) -> str:
    for name, content in files.items():
        objects.write(target, target.uri(f"tests/arrival/{folder}/{name}.csv"), content, "text/csv")
    return target.uri(f"tests/arrival/{folder}/*.csv")


def test_shards_are_one_table_in_the_order_of_their_names(here: Target) -> None:
    packed = gzip.compress(b"a,b\r\n3,4\r\n5,6,7\r\n")
    source = sources.find(here, put(here, "shards", p2=packed, p1=b"a,b\r\n1,2\r\n"))
    read = load.read_source(here, source)
    assert read.table.path.read_bytes() == b"a,b\r\n1,2\r\n3,4\r\n"
    assert (read.rows_in, read.rows_kept, read.rows_reported) == (3, 2, 1)
    assert read.rejected_rows is not None
    assert "p2.csv" in read.rejected_rows.read_text()


def test_a_table_of_a_file_that_holds_several_is_chosen(here: Target) -> None:
    book = excel({"A": rows("a|b", "1|2"), "B": rows("c|d", "3|4")})
    source = sources.find(here, put(here, "sheets", book=book))
    assert load.read_source(here, source).table.names == ("a", "b")
    assert load.read_source(here, source, DialectOptions(table="B")).table.names == ("c", "d")


def test_a_shard_with_another_header_is_named(here: Target) -> None:
    source = sources.find(here, put(here, "headers", p1=b"a,b\r\n1,2\r\n", p2=b"a,c\r\n1,2\r\n"))
    with pytest.raises(InvalidInput, match="shard_lacks_column") as caught:
        load.read_source(here, source)
    assert caught.value.parameters == {"shard": "p2.csv", "first": "p1.csv", "column": "b"}


def test_a_shard_that_cannot_be_read_is_named(here: Target) -> None:
    source = sources.find(here, put(here, "broken", p1=b"a,b\r\n1,2\r\n", p2=b"a,b\r\n"))
    with pytest.raises(InvalidInput, match="shard_unreadable") as caught:
        load.read_source(here, source)
    assert caught.value.parameters["shard"] == "p2.csv"
    assert caught.value.parameters["cause"].code == "no_rows"  # type: ignore[attr-defined]


def test_the_limits_are_those_of_all_shards(here: Target) -> None:
    address = put(here, "caps", p1=b"a,b\r\n1,2\r\n3,4\r\n", p2=b"a,b\r\n1,2\r\n")
    with pytest.raises(InvalidInput, match=r"too_many_shard_rows.*rows=3.*limit=2"):
        load.read_source(here, sources.find(here, address), DETECT_ALL, Limits(rows=2))
    with pytest.raises(InvalidInput, match="source_too_large"):
        sources.find(here, address, Limits(upload_bytes=20))


def test_what_changed_since_it_was_seen_is_not_read(here: Target) -> None:
    source = sources.find(here, put(here, "changed", p1=b"a,b\r\n1,2\r\n"))
    put(here, "changed", p1=b"a,b\r\n3,4\r\n")
    with pytest.raises(NotFound):
        load.read_source(here, source)


def test_a_permission_lost_while_a_file_comes_says_which_role_is_missing(here: Target, faults: Any) -> None:
    source = sources.find(here, put(here, "lost", p1=b"a,b\r\n" + b"1,2\r\n" * (objects.CHUNK_BYTES // 4)))
    faults.plan("storage.objects.get", "stall-for-0s", "return-403")  # the first piece comes
    with pytest.raises(NotPermitted) as caught:
        load.read_source(here, source)
    assert caught.value.code == "source_not_permitted"
    assert caught.value.parameters["bucket"] == here.bucket
