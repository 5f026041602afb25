"""Texts of errors in settings, the app's own processes and routes."""

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error


@error
def unexpected() -> ErrorText:
    """Work in the background failed for a reason that the app doesn't know."""
    return ErrorText(
        _("The app has a bug and stopped in the middle of this."),
        _("See what was done before you do it again. The app's log says where it stopped."),
    )
