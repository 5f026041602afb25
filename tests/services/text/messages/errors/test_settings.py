"""Settings that are missing or wrong are named, with what to set."""

import pytest

from services.text.messages.errors.registry import TEXTS


@pytest.mark.parametrize(
    ("code", "parameters", "named"),
    [
        ("unknown_target", {"target": "moon"}, "moon"),
        ("settings_missing", {"names": ("A_B", "C")}, "A_B, C"),
        ("catalogue_unreadable", {"path": "/x.json", "reason": "no {"}, "no {"),
    ],
)
def test_the_setting_is_named_with_a_hint(code: str, parameters: dict[str, object], named: str) -> None:
    text = TEXTS[code](**parameters)
    assert named in text.message
    assert text.hint
