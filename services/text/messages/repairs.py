"""Words for what was repaired or left out while reading a file."""

from typing import Literal, assert_never

from services.data.reading.parsing.repairs import Repair
from services.text.i18n import _, _n
from services.text.messages.reading import encoding_text


def repair_text(repair: Repair) -> str:
    """Return what was repaired and how often, with the file's name where a table has several."""
    sentence = _repair_sentence(repair)
    return _("{file}: {repair}", file=repair.file, repair=sentence) if repair.file else sentence


def _repair_sentence(repair: Repair) -> str:
    match repair.kind:
        case "no_header" | "blank_header" | "duplicate_header":
            return _header_sentence(repair.kind, repair.count)
        case "preamble" | "second_header" | "repeated_header" | "blank_row" | "footnote":
            return _omission_sentence(repair.kind, repair.count)
        case "ragged_row" | "short_row" | "trailing_delimiter":
            return _width_sentence(repair.kind, repair.count, repair.width)
        case "carriage_return" | "stray_quote" | "nul" | "unreadable":
            return _character_sentence(repair.kind, repair.count, repair.encoding)
        case "doubtful_encoding":
            return _(
                "The encoding isn't certain: the file was read as {encoding}, but may be {rival}. Check that "
                "“{example}” is spelt right.",
                encoding=encoding_text(repair.encoding or ""),
                rival=encoding_text(repair.rival or ""),
                example=repair.example,
            )
        case "broken_record":
            return _n(
                "{count:,} record is no JSON object and was rejected: number {line:,}.",
                "{count:,} records are no JSON objects and were rejected; the first is number {line:,}.",
                repair.count,
                count=repair.count,
                line=repair.line or 1,
            )
        case "merged_cells" | "error_cells" | "other_tables":
            return _workbook_sentence(repair.kind, repair.count, repair.names)
        case _:
            assert_never(repair.kind)


def _header_sentence(kind: Literal["no_header", "blank_header", "duplicate_header"], count: int) -> str:
    match kind:
        case "no_header":
            return _("There is no header: the first line holds values, so the columns are numbered.")
        case "blank_header":
            return _n(
                "{count:,} column without a name was numbered.",
                "{count:,} columns without a name were numbered.",
                count,
                count=count,
            )
        case "duplicate_header":
            return _n(
                "{count:,} duplicate column name was numbered.",
                "{count:,} duplicate column names were numbered.",
                count,
                count=count,
            )
        case _:
            assert_never(kind)


def _omission_sentence(
    kind: Literal["preamble", "second_header", "repeated_header", "blank_row", "footnote"], count: int
) -> str:
    match kind:
        case "preamble":
            return _n(
                "{count:,} line above the table was skipped.",
                "{count:,} lines above the table were skipped.",
                count,
                count=count,
            )
        case "second_header":
            return _n(
                "{count:,} row below the header was rejected because it holds names, units or notes.",
                "{count:,} rows below the header were rejected because they hold names, units or notes.",
                count,
                count=count,
            )
        case "repeated_header":
            return _n(
                "{count:,} row was rejected because it repeats the header.",
                "{count:,} rows were rejected because they repeat the header.",
                count,
                count=count,
            )
        case "blank_row":
            return _n(
                "{count:,} row without any value was left out.",
                "{count:,} rows without any value were left out.",
                count,
                count=count,
            )
        case "footnote":
            return _n(
                "{count:,} row at the end was rejected because it is a note below the table.",
                "{count:,} rows at the end were rejected because they are notes below the table.",
                count,
                count=count,
            )
        case _:
            assert_never(kind)


def _width_sentence(
    kind: Literal["ragged_row", "short_row", "trailing_delimiter"], count: int, width: int | None
) -> str:
    match kind:
        case "ragged_row" if width is None:
            return _n(
                "{count:,} row was rejected because it has more or fewer cells than the header.",
                "{count:,} rows were rejected because they have more or fewer cells than the header.",
                count,
                count=count,
            )
        case "ragged_row":
            return _n(
                "{count:,} row was rejected because its number of cells isn't {width:,}.",
                "{count:,} rows were rejected because their number of cells isn't {width:,}.",
                count,
                count=count,
                width=width,
            )
        case "short_row":
            return _n(
                "{count:,} row has fewer cells than the header; its last cells were left empty.",
                "{count:,} rows have fewer cells than the header; their last cells were left empty.",
                count,
                count=count,
            )
        case "trailing_delimiter":
            return _n(
                "{count:,} row has empty cells after the last column; they were dropped.",
                "{count:,} rows have empty cells after the last column; they were dropped.",
                count,
                count=count,
            )
        case _:
            assert_never(kind)


def _character_sentence(
    kind: Literal["carriage_return", "stray_quote", "nul", "unreadable"], count: int, encoding: str | None
) -> str:
    match kind:
        case "carriage_return":
            return _n(
                "{count:,} row has a carriage return, which was read as part of a cell.",
                "{count:,} rows have a carriage return, which was read as part of a cell.",
                count,
                count=count,
            )
        case "stray_quote":
            return _n(
                "{count:,} misplaced quote was read as an ordinary character.",
                "{count:,} misplaced quotes were read as ordinary characters.",
                count,
                count=count,
            )
        case "nul":
            return _n(
                "{count:,} NUL character was removed.",
                "{count:,} NUL characters were removed.",
                count,
                count=count,
            )
        case "unreadable":
            return _n(
                "{count:,} character is invalid in {encoding} and was replaced.",
                "{count:,} characters are invalid in {encoding} and were replaced.",
                count,
                count=count,
                encoding=encoding,
            )
        case _:
            assert_never(kind)


def _workbook_sentence(
    kind: Literal["merged_cells", "error_cells", "other_tables"], count: int, names: tuple[str, ...]
) -> str:
    match kind:
        case "merged_cells":
            return _n(
                "{count:,} cell is merged over several rows; each of them got its value.",
                "{count:,} cells are merged over several rows; each of them got its value.",
                count,
                count=count,
            )
        case "error_cells":
            return _n(
                "{count:,} cell holds an error, such as #N/A, and was read as missing.",
                "{count:,} cells hold an error, such as #N/A, and were read as missing.",
                count,
                count=count,
            )
        case "other_tables":
            return _n(
                "Only “{table}” was read: the file holds {count:,} more table ({others}).",
                "Only “{table}” was read: the file holds {count:,} more tables ({others}).",
                count,
                count=count,
                table=names[0] if names else "",
                others=", ".join(names[1:]) + ("…" if count >= len(names) else ""),
            )
        case _:
            assert_never(kind)
