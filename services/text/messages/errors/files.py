"""Texts of errors in the formats of files: archives, Parquet, and formats that hold no table."""

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error
from services.text.messages.formats import format_hint, format_name

_MB = 1024**2


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
    return ErrorText(message, _("Upload fewer rows."))


@error
def compression_ratio_too_high(limit: int) -> ErrorText:
    return ErrorText(
        _("The archive expands more than {ratio:,} times, so it probably isn't a table.", ratio=limit),
        _("Extract it and check the file inside it."),
    )


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
        _("Upload fewer rows, in row groups of at most {limit:,.0f} MB.", limit=limit / _MB),
    )
