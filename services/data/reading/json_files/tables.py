"""Write the records of a JSON file as a table of texts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from services.data.reading.files.archives import RATIO_FROM
from services.data.reading.files.choice import Choice, choose
from services.data.reading.json_files.cells import Record, column_name, flatten, text
from services.data.reading.json_files.documents import Elements, find_tables
from services.data.reading.json_files.elements import Rows
from services.data.reading.parsing.limits import check_batch, check_cells, check_rows
from services.data.reading.parsing.rejected_rows import RejectedRows
from services.data.reading.parsing.repairs import Repair
from services.data.reading.sniffing.decoded_text import DecodedText
from services.data.reading.sniffing.header import check_width, unique_names
from services.data.tables.spool import Spool
from services.data.tables.table import Table
from services.data.tables.writing import TableWriter
from services.errors import InvalidInput
from services.settings import Limits

_FIRST = 1_000  # records, whose keys are the first columns
_CHUNK_CHARACTERS = 4 * 1024**2
_FEW_BROKEN = 10  # with up to this many, any record that is whole makes a table

Flatten = Callable[[Record], Record]


@dataclass(frozen=True)
class JsonTable:
    """The table in a JSON file, its repairs and rejected elements, and the choice among several."""

    table: Table
    repairs: tuple[Repair, ...]
    rejected: int
    rejected_rows: Path
    choice: Choice | None = None


def read_json(
    source: DecodedText, sample: str, wanted: str | None, spool: Spool, limits: Limits
) -> JsonTable:
    """Return the wanted table of a JSON file, else its first.

    Raises InvalidInput for JSON that is broken, holds no table or exceeds the limits.
    """
    tables = find_tables(source.path, source.start, sample, limits)
    first = next(iter(tables))
    choice = choose(list(tables), wanted, first) if len(tables) > 1 else None
    name = choice.chosen if choice else first
    most_bytes = min(limits.unpacked_bytes, max(source.path.stat().st_size * limits.ratio, RATIO_FROM))
    try:
        table = _Writing(tables[name], flatten, spool, limits, most_bytes).table()
    except InvalidInput as error:
        if error.code != "too_many_columns":
            raise
        # Keys that are values, such as dates, make too many columns; so nested objects stay texts.
        nested = find_tables(source.path, source.start, sample, limits, at_once=False)[name]
        table = _Writing(nested, lambda record: record, spool, limits, most_bytes).table()
    return replace(table, choice=choice)


@dataclass
class _Writing:
    """Writes records under the keys of the first ones, and again if later ones have further keys."""

    elements: Elements
    flatten: Flatten
    spool: Spool
    limits: Limits
    most_bytes: int
    _keys: dict[str, None] = field(default_factory=dict)
    _first_broken: int = 0
    _removed: int = 0

    def table(self) -> JsonTable:
        for number, element in enumerate(self.elements(), start=1):
            if isinstance(element, Rows):
                self._note(dict.fromkeys(element.keys))
                break
            self._note(self.flatten(element.value or {}))
            if number == _FIRST:
                break
        while (table := self._write()) is None:
            pass  # all keys are known now
        return table

    def _write(self) -> JsonTable | None:
        """Return the table, or None if records have further keys."""
        keys = list(self._keys)
        if not keys:
            raise InvalidInput("json_without_table")
        names, repairs = unique_names([column_name(key) for key in keys])
        self._first_broken = self._removed = 0
        path = self.spool.folder / "rejected_rows.csv"
        with TableWriter(names, self.spool) as writer, RejectedRows(path) as rejected:
            for chunk in self._chunks(keys, rejected):
                if isinstance(chunk, pa.RecordBatch):
                    writer.batch(chunk)
                else:
                    writer.records(chunk)
                check_rows(writer.rows, self.limits)
                if writer.size > self.most_bytes:
                    raise InvalidInput("json_too_sparse", columns=len(keys))
            if len(self._keys) > len(keys):
                return None
            self._check_broken(writer.rows, rejected.count)
            table = writer.finish()
        counted = (
            Repair("broken_record", rejected.count, line=self._first_broken),
            Repair("nul", self._removed),
        )
        repairs += tuple(repair for repair in counted if repair.count)
        return JsonTable(table, repairs, rejected.count, path)

    def _chunks(self, keys: list[str], rejected: RejectedRows) -> Iterator[list[list[str]] | pa.RecordBatch]:
        """Yield the rows of the records in parts of limited size, none once there are further keys."""
        chunk: list[list[str]] = []
        size = 0
        for record in self._records(rejected):
            if len(self._keys) > len(keys):
                continue
            if isinstance(record, Rows):
                yield from (chunk, self._batch(record, keys))
                chunk, size = [], 0
                continue
            cells = self._cells(record, keys)
            chunk.append(cells)
            size += sum(map(len, cells)) + len(cells)
            if size > _CHUNK_CHARACTERS:
                yield chunk
                chunk, size = [], 0
        yield chunk

    def _batch(self, rows: Rows, keys: list[str]) -> pa.RecordBatch:
        """Return rows as large strings, null where a value is missing."""
        cells = dict(zip(rows.keys, rows.cells, strict=True))
        nothing = pa.nulls(len(rows.cells), pa.large_string())
        columns = [cells[key].to_arrow().cast(pa.large_string()) if key in cells else nothing for key in keys]
        batch = pa.RecordBatch.from_arrays(columns, [str(place) for place in range(len(keys))])
        check_batch(batch, self.limits)
        return batch

    def _records(self, rejected: RejectedRows) -> Iterator[Record | Rows]:
        """Yield the flat records, or many at once, and note their keys; reject what is no object."""
        for element in self.elements():
            if isinstance(element, Rows):
                self._note(dict.fromkeys(element.keys))
                yield element
            elif element.value is None:
                rejected.add_broken(element.number, element.text)
                self._first_broken = self._first_broken or element.number
            else:
                record = self.flatten(element.value)
                self._note(record)
                yield record

    def _note(self, record: Record) -> None:
        if not record.keys() <= self._keys.keys():
            self._keys.update(dict.fromkeys(record))
            check_width(len(self._keys), self.limits)

    def _cells(self, record: Record, keys: list[str]) -> list[str]:
        values = map(record.get, keys)
        cells = [value if type(value) is str else text(value) for value in values]
        whole = "".join(cells)
        if "\0" in whole:
            self._removed += whole.count("\0")
            cells = [cell.replace("\0", "") for cell in cells]
        if not whole.isascii():  # JSON can escape half a surrogate pair, which is no character
            cells = [cell.encode(errors="replace").decode() for cell in cells]
        check_cells(cells, self.limits)
        return cells

    def _check_broken(self, rows: int, broken: int) -> None:
        if rows == 0 or (broken > rows and broken > _FEW_BROKEN):
            raise InvalidInput("json_broken", line=self._first_broken or 1)
