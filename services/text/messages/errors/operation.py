"""Texts of errors in settings, the app's own processes and routes."""

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error


@error
def unexpected() -> ErrorText:
    """Work in the background failed for a reason that the app doesn't know."""
    return ErrorText(
        _("Something unexpected went wrong."),
        _("Nothing was lost. Try again; the app's log has the details."),
    )
