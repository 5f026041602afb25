"""The process that reads a sheet into a CSV, within limits of its own.

Two cells in far corners take a terabyte in calamine, and a failed allocation ends its process. So it runs in
one that may fail, with bounds on memory, processor time and the size of its file. It reads its request from
the standard input and writes its answer to the standard output, both JSON.
"""

import csv
import json
import resource
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import python_calamine as calamine

from services.data.reading.workbooks.cells import Cell, resolutions, texts
from services.data.reading.workbooks.parts import empty_sheets, error_cells

MEMORY_BYTES = 2 * 1024**3

Merged = dict[int, list[tuple[int, int]]]  # by column the first and the last row


def main() -> None:
    """Answer one request."""
    request = json.load(sys.stdin)
    limit(request["bytes"], request["seconds"])
    json.dump(_answer(Path(request["source"]), Path(request["target"]), request["sheet"]), sys.stdout)


def limit(file_bytes: int, seconds: int) -> None:
    """Limit the memory and the processor time of this process, and the size of the file that it writes."""
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: file_bytes,
    }
    for kind, value in limits.items():
        with suppress(ValueError, OSError):  # a lower limit is in force
            resource.setrlimit(kind, (value, value))


def _answer(source: Path, target: Path, wanted: str | None) -> dict[str, Any]:
    try:
        with source.open("rb") as file:
            workbook = calamine.CalamineWorkbook.from_filelike(file)
            return _read(workbook, source, target, wanted)
    except calamine.PasswordError:
        return {"error": "encrypted"}
    except (MemoryError, OSError):
        return {"error": "too large"}
    except (calamine.CalamineError, ValueError):
        return {"error": "broken"}


def _read(
    workbook: calamine.CalamineWorkbook, source: Path, target: Path, wanted: str | None
) -> dict[str, Any]:
    """Write the wanted sheet, else the first one with a table."""
    empty = empty_sheets(source)
    names = [name for name in _sheet_names(workbook) if name == wanted or name not in empty]
    sheet = _sheet(workbook, [wanted] if wanted is not None else names) if wanted in (None, *names) else None
    if sheet is None:
        return {"sheets": names, "sheet": None}
    merged = _merged(sheet)
    _write(sheet, merged, target)
    errors = error_cells(source, sheet.name)
    return {"sheets": names, "sheet": sheet.name, "merged": sum(map(len, merged.values())), "errors": errors}


def _sheet(workbook: calamine.CalamineWorkbook, names: list[str]) -> calamine.CalamineSheet | None:
    """Return the first sheet with rows and columns, unlike a read-me, else the first with a cell."""
    first = None
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.width > 1 and sheet.height > 1:
            return sheet
        first = first or (sheet if sheet.height else None)
    return first


def _sheet_names(workbook: calamine.CalamineWorkbook) -> list[str]:
    """Return the names of the worksheets, hidden ones last."""
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    visible = [sheet.name for sheet in sheets if sheet.visible == calamine.SheetVisibleEnum.Visible]
    return visible + [sheet.name for sheet in sheets if sheet.name not in visible]


def _merged(sheet: calamine.CalamineSheet) -> Merged:
    """Return the cells of a column that are merged over several rows."""
    left = sheet.start[1] if sheet.start else 0
    merged: Merged = {}
    for (first, column), (last, _column) in sheet.merged_cell_ranges or ():
        if last > first and 0 <= column - left < sheet.width:
            merged.setdefault(column - left, []).append((first, last))
    return merged


def _write(sheet: calamine.CalamineSheet, merged: Merged, target: Path) -> None:
    forms = resolutions(_rows(sheet, merged), sheet.width)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        for row in _rows(sheet, merged):
            cells = texts(row, forms)
            # An empty row is a blank line, as between a title and a table.
            writer.writerow(cells if any(cells) else ())


def _rows(sheet: calamine.CalamineSheet, merged: Merged) -> Iterator[Sequence[Cell]]:
    """Yield the rows; a cell that is merged over several rows has its value in each."""
    starts = {(first, column): last for column, ranges in merged.items() for first, last in ranges}
    open_cells: dict[int, tuple[int, Cell]] = {}
    for number, row in enumerate(sheet.iter_rows()):
        for column, (last, value) in list(open_cells.items()):
            row[column] = value
            if last == number:
                del open_cells[column]
        if starts:
            for column in merged:
                last = starts.get((number, column), 0)
                if last:
                    open_cells[column] = last, row[column]
        yield row


if __name__ == "__main__":
    main()
