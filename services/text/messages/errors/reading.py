"""Texts of errors in reading a file."""

from services.text.i18n import _, _n
from services.text.messages.errors.registry import ErrorText, error
from services.text.messages.formats import format_hint, format_name

_MB = 1024**2


def _upload_fewer_rows() -> str:
    return _("Upload fewer rows.")


@error
def file_empty() -> ErrorText:
    return ErrorText(_("The file is empty."), _("Choose a CSV file with a header and some rows."))


@error
def file_too_large(size: int, limit: int) -> ErrorText:
    message = _(
        "The file is {size:,.0f} MB; the limit is {limit:,.0f} MB.", size=size / _MB, limit=limit / _MB
    )
    return ErrorText(message, _upload_fewer_rows())


@error
def no_rows() -> ErrorText:
    return ErrorText(_("The file has no rows."), _("Choose a file with at least one row below the header."))


@error
def mostly_ragged_rows() -> ErrorText:
    return ErrorText(
        _("Most rows don't have as many cells as the header, so the file is no table."),
        _("Check that the first line is the header and that all cells have the same delimiter."),
    )


@error
def no_column_names() -> ErrorText:
    return ErrorText(
        _("The file doesn't look like a CSV table: its first line is a sentence, not column names."),
        _("Save the table as CSV with commas, semicolons, tabs or vertical bars between the cells."),
    )


@error
def too_many_rows(limit: int) -> ErrorText:
    return ErrorText(
        _("The table has too many rows; the limit is {limit:,}.", limit=limit), _upload_fewer_rows()
    )


@error
def too_many_columns(columns: int, limit: int) -> ErrorText:
    message = _n(
        "The table has {columns:,} column; the limit is {limit:,}.",
        "The table has {columns:,} columns; the limit is {limit:,}.",
        columns,
        columns=columns,
        limit=limit,
    )
    return ErrorText(message, _drop_columns())


@error
def first_line_too_wide(columns: int, limit: int) -> ErrorText:
    message = _n(
        "The first line has more than {columns:,} cell; the limit is {limit:,} columns.",
        "The first line has more than {columns:,} cells; the limit is {limit:,} columns.",
        columns,
        columns=columns,
        limit=limit,
    )
    return ErrorText(message, _drop_columns())


def _drop_columns() -> str:
    return _("Remove columns that the model doesn't need.")


@error
def first_line_too_long() -> ErrorText:
    return ErrorText(
        _("The first line is too long for a header."), _("Start the file with one line of column names.")
    )


@error
def cell_too_long(length: int, limit: int) -> ErrorText:
    message = _n(
        "A cell has {length:,} character; the limit is {limit:,}.",
        "A cell has {length:,} characters; the limit is {limit:,}.",
        length,
        length=length,
        limit=limit,
    )
    return ErrorText(message, _shorten())


@error
def row_too_large(limit: int) -> ErrorText:
    message = _("A row is larger than the limit of {limit:,.1f} MB.", limit=limit / _MB)
    return ErrorText(message, _shorten())


def _shorten() -> str:
    return _("Shorten the cell, or look for a quote that is never closed.")


@error
def invalid_delimiter(delimiter: str) -> ErrorText:
    return ErrorText(
        _("“{delimiter}” can't be the delimiter.", delimiter=delimiter),
        _("Enter one or a few characters, but no double quote and no line break."),
    )


@error
def invalid_quote(character: str) -> ErrorText:
    return ErrorText(
        _("“{character}” can't be the quote or the escape.", character=character),
        _("Enter one ASCII character that isn't the delimiter, or choose none."),
    )


@error
def quote_is_escape(character: str) -> ErrorText:
    return ErrorText(
        _("“{character}” can't be both the quote and the escape.", character=character),
        _("Choose no escape: a doubled quote inside a cell already stands for one quote."),
    )


@error
def invalid_skip(count: int, limit: int) -> ErrorText:
    return ErrorText(
        _("The number of lines to skip can't be {count:,}.", count=count),
        _("Skip between 0 and {limit:,} lines, or delete the lines from the file.", limit=limit),
    )


@error
def nothing_below_skipped_lines(count: int) -> ErrorText:
    message = _n(
        "There is no table below the first line.",
        "There is no table below the first {count:,} lines.",
        count,
        count=count,
    )
    return ErrorText(message, _("Skip fewer lines."))


@error
def invalid_decimal(character: str) -> ErrorText:
    return ErrorText(
        _("“{character}” can't be the decimal separator.", character=character),
        _("Choose a point or a comma."),
    )


@error
def invalid_thousands(character: str) -> ErrorText:
    return ErrorText(
        _("“{character}” can't be the thousands separator.", character=character),
        _("Choose none, a comma, a point, a space or an apostrophe, but not the decimal separator."),
    )


@error
def decimal_is_thousands() -> ErrorText:
    return ErrorText(
        _("The decimal and the thousands separator are the same character."),
        _("Choose another character for one of them."),
    )


@error
def unknown_encoding(encoding: str) -> ErrorText:
    return ErrorText(
        _("There is no text encoding “{encoding}”.", encoding=encoding),
        _("Choose an encoding such as utf-8, utf-16, cp949, cp932, gb18030, big5, cp1252 or koi8_r."),
    )


@error
def another_format(format: str) -> ErrorText:
    return ErrorText(
        _("The file is {format}, not a CSV file.", format=format_name(format)), format_hint(format)
    )


@error
def named_file_of_another_format(name: str, format: str) -> ErrorText:
    message = _("“{name}” is {format}, not a CSV file.", name=name, format=format_name(format))
    return ErrorText(message, format_hint(format))


@error
def binary_data() -> ErrorText:
    return ErrorText(
        _("The file holds binary data, not text."), _("Export the table as CSV and upload that file.")
    )


@error
def zip_encrypted() -> ErrorText:
    return ErrorText(
        _("The ZIP archive is protected by a password."), _("Extract it and upload the file inside it.")
    )


@error
def zip_empty() -> ErrorText:
    return ErrorText(_("The ZIP archive is empty."), _("Upload a ZIP archive that holds one table."))


@error
def zip_of_several_files(count: int, names: str) -> ErrorText:
    message = _(
        "The ZIP archive must hold one file, but holds {count:,} ({names}).", count=count, names=names
    )
    return ErrorText(message, _("Upload the file that holds the table."))


@error
def archive_broken(packing: str) -> ErrorText:
    if packing == "zip":
        message = _("The ZIP archive is broken or incomplete.")
    else:
        message = _("The gzip archive is broken or incomplete.")
    return ErrorText(message, _("Create it again, or upload the file inside it."))


@error
def archive_too_large(limit: int) -> ErrorText:
    message = _("The archive's content is larger than the limit of {limit:,.0f} MB.", limit=limit / _MB)
    return ErrorText(message, _upload_fewer_rows())


@error
def compression_ratio_too_high(limit: int) -> ErrorText:
    return ErrorText(
        _(
            "The archive's content is more than {limit:,} times larger than the archive, as in no table.",
            limit=limit,
        ),
        _("Extract it and check the file inside it."),
    )


@error
def parquet_broken() -> ErrorText:
    return ErrorText(
        _("The Parquet file is broken or of an unsupported kind."),
        _("Write it again, or save the table as CSV."),
    )


@error
def parquet_too_large(size: int, limit: int) -> ErrorText:
    return ErrorText(
        _("The Parquet file is too large: it holds more than {size:,.0f} MB.", size=size / _MB),
        _("Upload fewer rows, in row groups of at most {limit:,.0f} MB.", limit=limit / _MB),
    )


@error
def too_many_shard_rows(rows: int, limit: int) -> ErrorText:
    message = _n(
        "The files together have {rows:,} row; the limit is {limit:,}.",
        "The files together have {rows:,} rows; the limit is {limit:,}.",
        rows,
        rows=rows,
        limit=limit,
    )
    return ErrorText(message, _("Read fewer files."))


@error
def shard_lacks_column(shard: str, first: str, column: str) -> ErrorText:
    message = _(
        "“{shard}” has no column “{column}”, which “{first}” has.", shard=shard, first=first, column=column
    )
    return ErrorText(message, _same_header())


@error
def shard_has_another_column(shard: str, first: str, column: str) -> ErrorText:
    message = _(
        "“{shard}” has a column “{column}”, which “{first}” doesn't have.",
        shard=shard,
        first=first,
        column=column,
    )
    return ErrorText(message, _same_header())


@error
def shard_column_order_differs(shard: str, first: str) -> ErrorText:
    message = _(
        "The columns of “{shard}” are in another order than those of “{first}”.", shard=shard, first=first
    )
    return ErrorText(message, _same_header())


def _same_header() -> str:
    return _("Give all files the same header, or read only the files that have it.")


@error
def unknown_sample(key: str, keys: str) -> ErrorText:
    return ErrorText(_("There is no sample “{key}”.", key=key), _("The samples are {keys}.", keys=keys))
