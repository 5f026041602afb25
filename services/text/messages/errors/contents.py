"""Texts of errors in the content of files: Parquet, workbooks and JSON."""

from services.text.i18n import _, _n
from services.text.messages.errors.registry import ErrorText, error

_MB = 1024**2


@error
def parquet_broken() -> ErrorText:
    return ErrorText(
        _("The Parquet file is broken or uses an unsupported feature."),
        _("Write it again, or save the table as CSV."),
    )


@error
def parquet_encrypted() -> ErrorText:
    return ErrorText(_("The Parquet file is encrypted."), _("Write it without encryption."))


@error
def parquet_column_unreadable(column: str, detail: str) -> ErrorText:
    message = _(
        "The column “{column}” of the Parquet file is broken or uses a feature that can't be read "
        "({detail}).",
        column=column,
        detail=detail,
    )
    return ErrorText(
        message, _("Leave the column out, write the file with default settings, or save the table as CSV.")
    )


@error
def parquet_delta_lists(column: str) -> ErrorText:
    message = _(
        "The column “{column}” of the Parquet file holds long lists of texts in a delta encoding, which "
        "can't be read safely.",
        column=column,
    )
    return ErrorText(message, _("Write the column in the plain or in a dictionary encoding."))


@error
def parquet_too_large(size: int, limit: int) -> ErrorText:
    return ErrorText(
        _("The Parquet file is too large: it holds more than {size:,.0f} MB.", size=size / _MB),
        _("Write a sample of its rows, in row groups of at most {limit:,.0f} MB.", limit=limit / _MB),
    )


@error
def workbook_broken() -> ErrorText:
    return ErrorText(
        _("The Excel or OpenDocument workbook is broken or incomplete."),
        _("Open it, save it as .xlsx again, or export the sheet as CSV."),
    )


@error
def workbook_empty() -> ErrorText:
    return ErrorText(
        _("The workbook's sheet is empty."), _("Choose another sheet, or another file that holds a table.")
    )


@error
def workbook_encrypted() -> ErrorText:
    return ErrorText(
        _("The Excel or OpenDocument workbook is protected by a password."),
        _("Remove the password, or export the sheet as CSV, and upload that file."),
    )


@error
def workbook_too_large() -> ErrorText:
    return ErrorText(
        _("The sheet of the workbook takes too much memory to read."),
        _("Export the sheet as CSV and upload that file; also look for a stray cell far from the table."),
    )


@error
def json_broken(line: int) -> ErrorText:
    return ErrorText(
        _("The JSON is broken in line {line:,}.", line=line),
        _("Write the file again, with a JSON object in each line (JSON lines) or an array of objects."),
    )


@error
def json_document_too_large(limit: int) -> ErrorText:
    return ErrorText(
        _("The JSON document is larger than {limit:,.0f} MB.", limit=limit / _MB),
        _("Write it as JSON lines, with an object in each line, or as an array of objects."),
    )


@error
def json_too_sparse(columns: int) -> ErrorText:
    return ErrorText(
        _n(
            "The JSON objects have {columns:,} key in all, which most of them lack.",
            "The JSON objects have {columns:,} keys in all, of which each has few.",
            columns,
            columns=columns,
        ),
        _("Write the keys that differ from object to object as values of one key."),
    )


@error
def json_without_table() -> ErrorText:
    return ErrorText(
        _("The JSON holds no table."),
        _("Upload JSON lines, an array of objects, or an object with a list of objects or of columns."),
    )
