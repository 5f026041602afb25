"""Settings that are missing or wrong are named, with what to set."""

import pytest

from services.errors import NotConfigured
from services.text.messages.errors import error_text


@pytest.mark.parametrize(
    ("code", "parameters", "named"),
    [
        ("unknown_target", {"target": "moon"}, "moon"),
        ("settings_missing", {"names": ("A_B", "C")}, "A_B, C"),
        ("catalogue_unreadable", {"file": "x.json", "line": 3}, "line 3"),
        ("catalogue_unreadable", {"file": "x.json", "line": 0}, "x.json"),
    ],
)
def test_the_setting_is_named_with_a_hint(code: str, parameters: dict[str, object], named: str) -> None:
    text = error_text(NotConfigured(code, **parameters))
    assert named in text.message
    assert text.hint
