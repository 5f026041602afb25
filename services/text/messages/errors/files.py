"""Texts of errors in the formats of files: archives, and formats that hold no table."""

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error
from services.text.messages.formats import archive_name, format_hint, format_name

_MB = 1024**2


@error
def another_format(format: str) -> ErrorText:
    return ErrorText(_("The file is {format}, not a table.", format=format_name(format)), format_hint(format))


@error
def named_file_of_another_format(name: str, format: str) -> ErrorText:
    message = _("“{name}” is {format}, not a table.", name=name, format=format_name(format))
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
def zip_overlapping() -> ErrorText:
    return ErrorText(
        _("Files in the ZIP archive overlap: it is damaged or made to do harm."),
        _("Create it again, or upload the file inside it."),
    )


@error
def no_such_table(table: str, names: str) -> ErrorText:
    return ErrorText(
        _("The file holds no table “{table}”.", table=table),
        _("Choose one of its tables: {names}.", names=names),
    )


@error
def archive_broken(packing: str) -> ErrorText:
    return ErrorText(
        _("The {archive} archive is broken or incomplete.", archive=archive_name(packing)),
        _("Create it again, or upload the file inside it."),
    )


@error
def archive_needs_memory(packing: str) -> ErrorText:
    return ErrorText(
        _("The {archive} archive needs too much memory to extract.", archive=archive_name(packing)),
        _("Create it again with a smaller window or dictionary, or upload the file inside it."),
    )


@error
def archive_too_large(limit: int) -> ErrorText:
    message = _("The archive's content is larger than the limit of {limit:,.0f} MB.", limit=limit / _MB)
    return ErrorText(
        message, _("Upload a sample of its rows, such as every tenth one, or split it and upload one part.")
    )


@error
def compression_ratio_too_high(limit: int) -> ErrorText:
    return ErrorText(
        _("The archive expands more than {ratio:,} times, so it probably isn't a table.", ratio=limit),
        _("Extract it and check the file inside it."),
    )
