"""Texts of findings about personally identifiable information."""

from services.data.profile import Personal
from services.text.i18n import N_, _
from services.text.messages.columns import personal_data_name
from services.text.messages.findings.registry import FindingText, finding


@finding(group=N_("Possible personal data (PII) in {many:,} columns: {columns}."))
def personal_data(column: str, personal: tuple[Personal, ...], is_feature: bool) -> FindingText:
    """A column seems to identify persons."""
    return FindingText(
        _(
            "Possible personal data (PII) in “{column}”: {personal}.",
            column=column,
            personal=", ".join(personal_data_name(kind) for kind in personal),
        ),
        _("Everyone with access to this project can read it, and a model may memorize it."),
        _(
            "Leave it out. If it shouldn't be stored at all, remove it from the file and upload the file "
            "again."
        )
        if is_feature
        else _("If it shouldn't be stored at all, remove it from the file and upload the file again."),
    )
