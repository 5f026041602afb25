import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.text.shorten import shorten, width


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("age", 8, "age"),
        ("12345678", 8, "12345678"),
        ("123456789", 8, "1234567…"),
        ("a very long name", 8, "a very…"),
        ("가입경로", 8, "가입경로"),
        ("가입경로상세", 8, "가입경…"),
        ("가입경로상세", 9, "가입경로…"),
        ("cafe\u0301s of old", 5, "cafe\u0301…"),
        ("", 8, ""),
        ("ab", 1, "…"),
    ],
)
def test_a_text_is_cut_to_its_width(text, most, shown):
    assert shorten(text, most) == shown


@given(st.text(), st.integers(1, 40))
def test_a_text_is_never_wider_than_its_room_and_is_whole_where_it_fits(text, most):
    short = shorten(text, most)
    assert width(short) <= most
    assert (short == text) == (width(text) <= most)


def test_a_very_long_text_is_read_only_as_far_as_it_is_shown():
    class Endless(str):
        def __iter__(self):
            yield from "x" * 100
            raise AssertionError("read to the end")

    assert shorten(Endless("x" * 1000), 8) == "xxxxxxx…"
