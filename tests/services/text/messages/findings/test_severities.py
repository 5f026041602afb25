"""Every severity has a heading of its own."""

from services.data.findings import SEVERITIES
from services.text.messages.findings import severity_label


def test_each_severity_has_a_label_of_its_own() -> None:
    labels = [severity_label(severity) for severity in SEVERITIES]
    assert all(labels)
    assert len(set(labels)) == len(labels)
