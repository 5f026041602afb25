"""Texts of errors in the files that the command line reads and writes."""

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error


@error
def inspected_file_missing() -> ErrorText:
    """There is no file at the path."""
    return ErrorText(
        _("There is no such file."),
        _("Check the spelling and the case of its path, which starts in the present folder."),
    )


@error
def inspected_file_is_folder() -> ErrorText:
    """The path is that of a folder."""
    return ErrorText(_("This is a folder."), _("Name the files in it."))


@error
def inspected_file_is_device() -> ErrorText:
    """The path is that of a pipe, a socket or a device, which might never end."""
    return ErrorText(_("This is a pipe or a device, not a file."), _("Write the table to a file first."))


@error
def inspected_file_forbidden() -> ErrorText:
    """The file's permissions forbid reading it."""
    return ErrorText(
        _("You don't have permission to read this file."), _("Change its permissions, or copy it.")
    )


@error
def inspected_file_unreadable(detail: str) -> ErrorText:
    """The operating system can't read the file, for a reason of its own."""
    return ErrorText(
        _("The file can't be read: {detail}.", detail=detail),
        _("Copy it to a disk of this machine and read the copy."),
    )


@error
def inspection_failed(exception: str, detail: str) -> ErrorText:
    """The program itself failed while it read the file."""
    return ErrorText(
        _(
            "The file can't be read because of a bug in this program ({exception}: {detail}).",
            exception=exception,
            detail=detail,
        ),
        _("Report the bug with the file, or save the table in another format."),
    )


@error
def unwritable_export(path: str, detail: str) -> ErrorText:
    return ErrorText(
        _("“{path}” can't be written: {detail}.", path=path, detail=detail),
        _("Choose another folder for --export."),
    )
