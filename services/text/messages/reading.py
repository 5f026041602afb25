"""Words for how a file was read: its repairs and the parts of its dialect."""

from typing import Literal, assert_never

from services.data.reading.parsing.repairs import Repair
from services.text.i18n import N_, _, _n

_DELIMITERS = {
    ",": N_("comma"),
    ";": N_("semicolon"),
    "\t": N_("tab"),
    "|": N_("vertical bar"),
    " ": N_("space"),
    "  ": N_("two or more spaces"),
    "": N_("none (one column)"),
}
# Scripts and regions by the encodings that have their letters; the code page itself stands behind them.
_SCRIPTS = {
    N_("Western European"): "cp1252 iso8859_1 iso8859_15 cp850 cp858 cp437 cp860 cp861 cp863 cp865 mac_roman "
    "mac_iceland",
    N_("Central European"): "cp1250 iso8859_2 cp852 mac_latin2",
    N_("Cyrillic"): "cp1251 koi8_r koi8_u iso8859_5 cp866 cp855 cp1125 mac_cyrillic kz1048",
    N_("Greek"): "cp1253 iso8859_7 cp737 cp869 mac_greek",
    N_("Turkish"): "cp1254 iso8859_9 cp857 mac_turkish",
    N_("Hebrew"): "cp1255 iso8859_8 cp862",
    N_("Arabic"): "cp1256 iso8859_6 cp720 cp864",
    N_("Baltic"): "cp1257 iso8859_13 iso8859_4 cp775",
    N_("Vietnamese"): "cp1258",
    N_("Thai"): "cp874 tis_620",
    N_("Korean"): "cp949 johab iso2022_kr",
    N_("Japanese"): "euc_jis_2004 iso2022_jp_ext",
}
_ENCODINGS = {
    "utf-8": N_("UTF-8"),
    "utf-16": N_("UTF-16"),
    "cp932": N_("Japanese (Shift-JIS)"),
    "euc_jp": N_("Japanese (EUC-JP)"),
    "gb18030": N_("Chinese (GB18030)"),
    "big5": N_("Chinese (Big5)"),
    "big5hkscs": N_("Chinese (Big5)"),
}
_CHARACTERS = {
    "": N_("none"),
    ".": N_("point"),
    ",": N_("comma"),
    " ": N_("space"),
    "\u00a0": N_("no-break space"),
    "\u202f": N_("narrow no-break space"),
    "\u2009": N_("thin space"),
    "'": N_("apostrophe"),
    "\\": N_("backslash"),
}


def repair_text(repair: Repair) -> str:
    """Return what was repaired and how often, with the file's name where a table has several."""
    sentence = _repair_sentence(repair)
    return _("{file}: {repair}", file=repair.file, repair=sentence) if repair.file else sentence


def _repair_sentence(repair: Repair) -> str:
    count = repair.count
    match repair.kind:
        case "no_header" | "blank_header" | "duplicate_header":
            return _header_sentence(repair.kind, count)
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
                encoding=repair.encoding,
            )
        case "doubtful_encoding":
            return _(
                "The encoding isn't certain: the file was read as {encoding}, but may be {rival}. Check that "
                "“{example}” is spelt right.",
                encoding=encoding_text(repair.encoding or ""),
                rival=encoding_text(repair.rival or ""),
                example=repair.example,
            )
        case "preamble" | "ragged_row" | "trailing_delimiter" | "stray_quote":
            return _row_sentence(repair.kind, count, repair.width)
        case "broken_record":
            return _n(
                "{count:,} record is no JSON object and was rejected: number {line:,}.",
                "{count:,} records are no JSON objects and were rejected; the first is number {line:,}.",
                count,
                count=count,
                line=repair.line or 1,
            )
        case "merged_cells" | "error_cells" | "other_tables":
            return _workbook_sentence(repair.kind, count, repair.names)
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


def _row_sentence(
    kind: Literal["preamble", "ragged_row", "trailing_delimiter", "stray_quote"],
    count: int,
    width: int | None,
) -> str:
    match kind:
        case "preamble":
            return _n(
                "{count:,} line above the table was skipped.",
                "{count:,} lines above the table were skipped.",
                count,
                count=count,
            )
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
        case "trailing_delimiter":
            return _n(
                "{count:,} row has empty cells after the last column; they were dropped.",
                "{count:,} rows have empty cells after the last column; they were dropped.",
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


def delimiter_text(delimiter: str) -> str:
    """Return the name of a delimiter, or the delimiter in quotes, invisible characters as escapes."""
    if delimiter in _DELIMITERS:
        return _(_DELIMITERS[delimiter])
    visible = "".join(
        character if character.isprintable() else ascii(character)[1:-1] for character in delimiter
    )
    return f"“{visible}”"


def encoding_text(encoding: str) -> str:
    """Return the name of an encoding with the script that it is for, or the name that Python gives it."""
    if encoding in _ENCODINGS:
        return _(_ENCODINGS[encoding])
    script = next((script for script, codes in _SCRIPTS.items() if encoding in codes.split()), None)
    return f"{_(script)} ({_code_page(encoding)})" if script else encoding


def _code_page(encoding: str) -> str:
    """Return the usual name of a code page: CP1252, ISO 8859-15, KOI8-R, Mac Greek."""
    if encoding.startswith("iso8859"):
        return encoding.replace("iso8859_", "ISO 8859-")
    if encoding.startswith("mac_"):
        return encoding.replace("mac_", "Mac ").title()
    return encoding.upper().replace("_", "-")


def character_text(character: str) -> str:
    """Return the name of a quote, an escape, a decimal or a thousands separator, or the character itself."""
    return _(_CHARACTERS[character]) if character in _CHARACTERS else character
