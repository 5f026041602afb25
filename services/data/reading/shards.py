"""Shards: join several files of one table in the order of their names."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from services.data.reading.parsing.dialect import DialectOptions
from services.data.reading.parsing.rejected_rows import HEADER
from services.data.reading.read import Reading
from services.data.tables.spool import Spool
from services.data.tables.writing import TableWriter
from services.errors import InvalidInput
from services.settings import LIMITS, Limits

Shard = tuple[str, Reading]


def options_like(first: Reading, options: DialectOptions) -> DialectOptions:
    """Return the options for the other shards: the first one's dialect, but an encoding of their own."""
    dialect = first.dialect
    return DialectOptions(
        encoding=options.encoding,
        delimiter=dialect.delimiter,
        quote=dialect.quote,
        escape=dialect.escape,
        header=dialect.header,
        decimal=dialect.numbers.decimal,
        thousands=dialect.numbers.thousands,
        skip=options.skip,
        table=options.table,
    )


def join(shards: Sequence[Shard], limits: Limits = LIMITS) -> Reading:
    """Return the named shards as one table with the repairs of all of them.

    Raises InvalidInput if a shard has other columns than the first, or if there are too many rows.
    """
    _name, first = shards[0]
    if len(shards) == 1:
        return first
    names = _names(shards)
    rows = sum(shard.rows_kept for _name, shard in shards)
    if rows > limits.rows:
        raise InvalidInput("too_many_shard_rows", rows=rows, limit=limits.rows)
    spool = Spool()
    with TableWriter(names, spool) as writer:
        for _name, shard in shards:
            for batch in shard.table.batches():
                writer.batch(_aligned(batch, names))
        table = writer.finish(first.table.numbers)
    return replace(
        first,
        table=table,
        rows_reported=sum(shard.rows_reported for _name, shard in shards),
        repairs=tuple(replace(repair, file=name) for name, shard in shards for repair in shard.repairs),
        rejected_rows=_join_rejected_rows(shards, spool.folder / "rejected_rows.csv"),
    )


def _names(shards: Sequence[Shard]) -> tuple[str, ...]:
    """Return the columns of all shards; only JSON may leave out keys or have them in another order."""
    name, first = shards[0]
    if all(shard.format == "json" for _name, shard in shards):
        return tuple(dict.fromkeys(column for _name, shard in shards for column in shard.table.names))
    for other, shard in shards[1:]:
        _check_columns(name, first, other, shard)
    return first.table.names


def _aligned(batch: pa.RecordBatch, names: Sequence[str]) -> pa.RecordBatch:
    """Return a batch with these columns, of which it may lack some."""
    own = set(batch.schema.names)
    missing = pa.nulls(batch.num_rows, pa.large_string())
    return pa.RecordBatch.from_arrays(
        [batch.column(name) if name in own else missing for name in names], list(names)
    )


def _check_columns(name: str, first: Reading, other: str, shard: Reading) -> None:
    expected, actual = first.table.names, shard.table.names
    if expected == actual:
        return
    missing = [column for column in expected if column not in actual]
    additional = [column for column in actual if column not in expected]
    if missing:
        raise InvalidInput("shard_lacks_column", shard=other, first=name, column=missing[0][:100])
    if additional:
        raise InvalidInput("shard_has_another_column", shard=other, first=name, column=additional[0][:100])
    raise InvalidInput("shard_column_order_differs", shard=other, first=name)


def _join_rejected_rows(shards: Sequence[Shard], path: Path) -> Path | None:
    sources = [(name, shard.rejected_rows) for name, shard in shards if shard.rejected_rows]
    if not sources:
        return None
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(["file", *HEADER])
        for name, source in sources:
            with source.open(encoding="utf-8", newline="") as rows:
                lines = csv.reader(rows)
                next(lines)  # its header
                writer.writerows([name, *line] for line in lines)
    return path
