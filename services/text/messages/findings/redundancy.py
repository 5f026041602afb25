"""Texts of findings about features that say the same as another one."""

from services.text.i18n import N_, _
from services.text.messages.findings.registry import FindingText, finding


@finding(group=N_("{many:,} columns say the same as another column: {columns}."))
def same_information(column: str, other: str, nearly: bool) -> FindingText:
    """A column follows from another one, exactly or `nearly`."""
    if nearly:
        message = _("“{column}” says nearly the same as “{other}”.", column=column, other=other)
    else:
        message = _("“{column}” says the same as “{other}”.", column=column, other=other)
    return FindingText(
        message,
        _(
            "The model learns nothing more from it, and the importance of the two is split between them in "
            "any explanation."
        ),
        _("Leave one of them out, unless new rows may lack the other."),
    )
