import re

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.associations.name_mentions import mentions

NAMES = ("yes", "no", "new york", "york", "x", "아니오", "C++")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("yes", "yes"),
        ("I said YES, twice: yes", "yes"),
        ("case 12: no", "no"),
        ("답은 아니오 입니다", "아니오"),
        ("written in c++.", "C++"),
        ("yes_or", "yes"),
        ("york, of old", "york"),
        ("yesterday, noyes, eyes, yes2", None),
        ("yes and no", None),
        ("new york", None),
        ("x", None),
        ("", None),
        (None, None),
    ],
)
def test_the_only_name_that_a_text_mentions_has_its_number(text, name):
    (number,) = mentions(pa.array([text], pa.string()), NAMES)
    assert number == (NAMES.index(name) + 1 if name else 0)


def test_a_name_is_found_in_each_of_many_texts_and_not_across_two():
    texts = pa.array(["new", "york", None, "a york b", "no", "york", "new"])
    assert mentions(texts, NAMES).tolist() == [0, 4, 0, 4, 2, 4, 0]


WORDS = st.text("aB é1.가", min_size=2, max_size=3)


@settings(max_examples=200)
@given(
    st.lists(st.text("aAbB é1.가 ", max_size=8), max_size=6),
    st.lists(WORDS, max_size=3, unique_by=str.casefold),
)
def test_mentions_are_those_that_a_pattern_finds(texts, names):
    def one(text):
        standing = [
            number
            for number, name in enumerate(names, 1)
            if re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text, re.IGNORECASE)
        ]
        return standing[0] if len(standing) == 1 else 0

    assert mentions(pa.array(texts, pa.string()), tuple(names)).tolist() == [one(text) for text in texts]
