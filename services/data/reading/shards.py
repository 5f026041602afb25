"""Shards: several files of one table become one, in the order in which they are given."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from services.data.reading.dialect import Given
from services.data.reading.read import Reading
from services.data.tables.spool import Spool
from services.data.tables.writing import TableWriter
from services.errors import InvalidInput
from services.settings import LIMITS, Limits
from services.text.i18n import _

Shard = tuple[str, Reading]


def like(first: Reading, given: Given) -> Given:
    """Return how the other shards are read: as the first one was, in an encoding of their own."""
    dialect = first.dialect
    return Given(
        encoding=given.encoding,
        delimiter=dialect.delimiter,
        quote=dialect.quote,
        escape=dialect.escape,
        header=dialect.header,
        decimal=dialect.numbers.decimal,
        thousands=dialect.numbers.thousands,
        skip=given.skip,
    )


def joined(shards: Sequence[Shard], limits: Limits = LIMITS) -> Reading:
    """Return the shards, each under its name, as one table with all their repairs.

    Raises InvalidInput for a shard with other columns than the first, and for more rows than are taken.
    """
    name, first = shards[0]
    if len(shards) == 1:
        return first
    for other, shard in shards[1:]:
        _refuse_other_columns(name, first, other, shard)
    rows = sum(shard.rows_kept for _name, shard in shards)
    if rows > limits.rows:
        raise InvalidInput(
            _("The shards have {many:,} rows; at most {most:,} are taken.", many=rows, most=limits.rows),
            _("Name fewer shards."),
        )
    spool = Spool()
    with TableWriter(first.table.names, spool) as writer:
        for _name, shard in shards:
            for batch in shard.table.batches():
                writer.batch(batch)
        table = writer.finish(first.table.numbers)
    return replace(
        first,
        table=table,
        rows_reported=sum(shard.rows_reported for _name, shard in shards),
        repairs=tuple(
            replace(repair, message=f"{name}: {repair.message}")
            for name, shard in shards
            for repair in shard.repairs
        ),
        set_aside=_set_aside(shards, spool.folder / "set_aside.csv"),
    )


def _refuse_other_columns(name: str, first: Reading, other: str, shard: Reading) -> None:
    wanted, found = first.table.names, shard.table.names
    if wanted == found:
        return
    missing = [each for each in wanted if each not in found]
    more = [each for each in found if each not in wanted]
    if missing:
        difference = _("it lacks “{column}”", column=missing[0][:100])
    elif more:
        difference = _("it also has “{column}”", column=more[0][:100])
    else:
        difference = _("their order differs")
    raise InvalidInput(
        _(
            "“{other}” has other columns than “{name}”: {difference}.",
            other=other,
            name=name,
            difference=difference,
        ),
        _("Give each shard the same header, or name only those that have it."),
    )


def _set_aside(shards: Sequence[Shard], path: Path) -> Path | None:
    reported = [(name, shard.set_aside) for name, shard in shards if shard.set_aside]
    if not reported:
        return None
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        for place, (name, source) in enumerate(reported):
            with source.open(encoding="utf-8", newline="") as rows:
                lines = csv.reader(rows)
                header = next(lines)
                if place == 0:
                    writer.writerow([_("file"), *header])
                writer.writerows([name, *line] for line in lines)
    return path
