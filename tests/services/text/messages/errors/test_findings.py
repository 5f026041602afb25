"""A finding that forbids training is told as an error, with the statement to confirm where there is one."""

from services.data.findings import Finding
from services.errors import InvalidInput
from services.text.messages.errors import error_text
from services.text.messages.findings import finding_text


def test_a_blocking_finding_is_told_by_its_message_and_advice() -> None:
    finding = Finding("one_class", "error", "y")
    text = finding_text(finding)
    told = error_text(InvalidInput("blocking_finding", finding=finding))
    assert (told.message, told.hint) == (text.message, text.advice)


def test_an_unconfirmed_finding_is_told_with_its_statement() -> None:
    finding = Finding("leak", "question", "x", {"target": "y", "is_copy": False})
    text = finding_text(finding)
    told = error_text(InvalidInput("unconfirmed_finding", finding=finding))
    assert told.message == text.message
    assert text.advice in told.hint
    assert text.statement in told.hint
