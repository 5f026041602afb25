"""Texts of findings about values with several spellings."""

from services.text.i18n import N_, _
from services.text.messages.findings.registry import FindingText, finding


@finding(group=N_("{many:,} columns have values in several spellings: {columns}."))
def spelling_variants(
    column: str, value: str, other: str, look_alike: bool, is_target: bool, merged: bool
) -> FindingText:
    """Values differ in case, blanks, points or Unicode form alone."""
    if look_alike:
        message = _(
            "“{column}” has values that look the same, such as “{value}”, but aren't the same text.",
            column=column,
            value=value,
        )
    else:
        message = _(
            "“{column}” has values in several spellings, such as “{value}” and “{other}”.",
            column=column,
            value=value,
            other=other,
        )
    return FindingText(message, _reason(is_target), _advice(merged))


def _reason(is_target: bool) -> str:
    if is_target:
        return _("Each spelling is a class of its own, so the model must guess how a class was typed.")
    return _("Each spelling is a category of its own, so the model learns less from each of them.")


def _advice(merged: bool) -> str:
    if merged:
        return _("The recipe merges them, in new rows too.")
    return _("Merge them, unless the spelling carries a meaning.")
