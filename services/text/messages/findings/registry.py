"""The registry of finding texts: a function named like the kind takes the column and the parameters."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from services.data.findings.finding import Finding
from services.text.i18n import _


@dataclass(frozen=True)
class FindingText:
    """What a reader learns of a finding: what, why it matters, what to do, and what can be confirmed.

    `statement` is empty unless the finding is a question.
    """

    message: str
    reason: str
    advice: str
    statement: str = ""


Text = Callable[..., FindingText]

TEXTS: dict[str, Text] = {}
GROUP_MESSAGES: dict[str, str] = {}


def finding(group: str = "") -> Callable[[Text], Text]:
    """Register a function as the text of the kind that it is named after.

    `group` is the message of many columns with this finding, with the placeholders `many` and `columns`.
    """

    def register(text: Text) -> Text:
        if text.__name__ in TEXTS:
            raise ValueError(f"the kind {text.__name__} has two texts")
        TEXTS[text.__name__] = text
        if group:
            GROUP_MESSAGES[text.__name__] = group
        return text

    return register


def finding_text(finding: Finding, /) -> FindingText:
    """Return the text of a finding in the reader's language."""
    column = {"column": finding.columns[0]} if finding.columns else {}
    text = TEXTS.get(finding.kind, TEXTS["other_repair"])(**column, **finding.parameters)
    return _of_group(finding, text) if finding.is_group else text


def _of_group(finding: Finding, text: FindingText) -> FindingText:
    columns = finding.columns
    return replace(
        text,
        message=_(GROUP_MESSAGES[finding.kind], many=len(columns), columns=_names(columns)),
        statement=text.statement
        and _("All {many:,} columns are known at prediction time.", many=len(columns)),
    )


def _names(columns: tuple[str, ...]) -> str:
    first, second, third, *others = columns
    return _(
        "“{first}”, “{second}”, “{third}” and {count:,} more",
        first=first,
        second=second,
        third=third,
        count=len(others),
    )
