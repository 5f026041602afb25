"""Texts of errors in exporting tables."""

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error


@error
def unwritable_export(path: str, detail: str) -> ErrorText:
    return ErrorText(
        _("“{path}” can't be written: {detail}.", path=path, detail=detail),
        _("Choose another folder for --export."),
    )
