"""Findings about columns that seem to tell who a person is; their cells are never shown."""

from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding, Severity
from services.data.findings.subject import Case
from services.data.profile import ColumnProfile, Personal
from services.text.i18n import _

_SHARE = 0.01
_MANY = 10
_GRAVE: tuple[Personal, ...] = ("resident number", "card number")


def search(case: Case) -> Iterator[Finding]:
    """Yield each column with mails, phone numbers, resident numbers or card numbers."""
    for column in case.profile.columns:
        grave = any(what in _GRAVE for what, _count in column.personal)
        found = sum(count for _what, count in column.personal)
        used = case.roles.get(column.name, "ignore") != "ignore" or column.name == case.recipe.target
        many = found >= min(_MANY, max(1.0, _SHARE * case.present(column)))
        # A few numbers like those of phones are chance; a mail address or a resident number never is.
        if found and (grave or many or any(what == "mail" for what, _count in column.personal)):
            severity: Severity = "warning" if grave or (many and used) else "note"
            yield _personal(case, column, used, severity)


def _personal(case: Case, column: ColumnProfile, used: bool, severity: Severity) -> Finding:
    names: dict[str, str] = {
        "mail": _("mail addresses"),
        "phone": _("phone numbers"),
        "resident number": _("resident numbers"),
        "card number": _("card numbers"),
    }
    present = case.present(column)
    what = ", ".join(names[kind] for kind, _count in column.personal)
    learned = used and column.name != case.recipe.target
    return Finding(
        "personal_data",
        severity,
        column.name,
        _("“{column}” seems to hold {what}.", column=column.name, what=what),
        _(
            "Whoever can open this project can read them, and a model may repeat what it learned from them. "
            "They also tell nothing of a person whom the model hasn't seen."
        ),
        _(
            "Leave the column out; if it shouldn't be kept at all, remove it from the file and upload it "
            "again."
        )
        if learned
        else _("If it shouldn't be kept at all, remove it from the file and upload it again."),
        Evidence(
            tuple(
                Fact(_("Cells with {what}", what=names[kind]), count, "cells", present)
                for kind, count in column.personal
            )
        ),
        fix.leave_out(column.name) if learned else None,
    )
