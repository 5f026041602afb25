"""Findings about personally identifiable information (PII); its cells are never shown."""

from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, FactName, Finding
from services.data.findings.subject import Subject
from services.data.profile import ColumnProfile, Personal

_SHARE = 0.01
_MANY = 10
_SENSITIVE: tuple[Personal, ...] = (
    *("resident number", "social security number", "card number", "bank account"),
)
_FACTS: dict[Personal, FactName] = {
    "mail": "email_addresses",
    "phone": "phone_numbers",
    "resident number": "resident_numbers",
    "social security number": "social_security_numbers",
    "card number": "card_numbers",
    "bank account": "bank_accounts",
    "name": "names_of_persons",
    "address": "addresses",
}


def search(subject: Subject) -> Iterator[Finding]:
    """Yield the columns with email addresses, phone, resident or card numbers."""
    for column in subject.profile.columns:
        sensitive = any(kind in _SENSITIVE for kind, _count in column.personal)
        cells = sum(count for _kind, count in column.personal)
        many = cells >= min(_MANY, max(1.0, _SHARE * subject.present(column)))
        # A few numbers look like phone or card numbers by chance; email addresses and resident numbers don't.
        if cells and (sensitive or many or any(kind == "mail" for kind, _count in column.personal)):
            yield _personal_data(subject, column, sensitive, many)


def _personal_data(subject: Subject, column: ColumnProfile, sensitive: bool, many: bool) -> Finding:
    is_target = subject.is_target(column)
    is_feature = not is_target and subject.roles.get(column.name, "ignore") != "ignore"
    present = subject.present(column)
    return Finding(
        "personal_data",
        "warning" if sensitive or (many and (is_feature or is_target)) else "note",
        column.name,
        {"personal": tuple(kind for kind, _count in column.personal), "is_feature": is_feature},
        Evidence(tuple(Fact(_FACTS[kind], count, "cells", present) for kind, count in column.personal)),
        fix.leave_out(column.name) if is_feature else None,
    )
