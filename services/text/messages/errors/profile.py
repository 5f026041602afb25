"""Texts of errors in a table's statistics."""

from collections.abc import Sequence

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error

_NAMED = 20


@error
def column_not_in_profile(column: str, columns: Sequence[str]) -> ErrorText:
    """The table has no column of this name."""
    return ErrorText(
        _("The table has no column “{column}”.", column=column),
        _("Choose one of its columns: {names}.", names=", ".join(columns[:_NAMED])),
    )


@error
def profile_of_another_version(version: object) -> ErrorText:
    """The statistics were stored by a version of the app that counts otherwise."""
    return ErrorText(
        _("Another version of the app stored these statistics (version {version}).", version=version),
        _("Open the dataset on the Data page, which computes them again from its table."),
    )


@error
def profile_unreadable() -> ErrorText:
    """The stored statistics are no JSON, or lack something."""
    return ErrorText(
        _("The stored statistics are damaged or incomplete."),
        _("Open the dataset on the Data page, which computes them again from its table."),
    )
