"""What strangers wrote is no markup on a chart either."""

import pytest

from components import charts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<a href="http://evil">x</a>', '&lt;a href="http://evil">x&lt;/a>'),
        ("a &lt; b", "a &amp;lt; b"),
        ("x" * 80, "x" * 60 + "…"),
        ("나이", "나이"),
    ],
)
def test_a_label_is_shown_as_it_was_written(text: str, shown: str) -> None:
    assert charts.plain(text) == shown
