"""What strangers wrote is no markup on a chart either."""

import pytest

from components.shared import charts


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("age", "age"),
        ("a very long name", "a very l…"),
        ("a & b & c & d", "a &amp; b &amp;…"),
        ("가입경로상세", "가입경로…"),
    ],
)
def test_a_label_beside_a_chart_is_cut_to_its_room_and_no_sign_is_cut_apart(text: str, shown: str) -> None:
    assert charts.short(text, 8) == shown
