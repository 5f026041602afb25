"""Texts of errors in reading the table of a file."""

from services.text.i18n import _, _n
from services.text.messages.errors.registry import ErrorText, error

_MB = 1024**2


def _upload_fewer_rows() -> str:
    return _("Upload a sample of its rows, such as every tenth one, or split it and upload one part.")


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
        _("Most rows don't have as many cells as the header, so the file isn't a table."),
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
    return ErrorText(message, _drop_columns(limit))


@error
def first_line_too_wide(columns: int, limit: int) -> ErrorText:
    message = _n(
        "The first line has more than {columns:,} cell; the limit is {limit:,} columns.",
        "The first line has more than {columns:,} cells; the limit is {limit:,} columns.",
        columns,
        columns=columns,
        limit=limit,
    )
    return ErrorText(message, _drop_columns(limit))


def _drop_columns(limit: int) -> str:
    return _(
        "Remove columns before you upload it, such as ids and columns without values, until at most "
        "{limit:,} are left.",
        limit=limit,
    )


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
def too_many_shard_rows(rows: int, limit: int) -> ErrorText:
    message = _n(
        "The files together have {rows:,} row; the limit is {limit:,}.",
        "The files together have {rows:,} rows; the limit is {limit:,}.",
        rows,
        rows=rows,
        limit=limit,
    )
    return ErrorText(message, _("Read some of the files by a narrower wildcard, such as part-0*.csv."))


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
