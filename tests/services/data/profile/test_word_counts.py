from collections import Counter

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.profile.word_counts import WordCounter, count_words


def add(words, *texts):
    words.add(*count_words(pa.array(texts, pa.string()), np.array([0, len(texts)]), [words]))


def top(*blocks):
    words = WordCounter()
    for block in blocks:
        add(words, *block)
    return words.top()


def test_words_are_counted_in_lower_case_and_without_punctuation_over_blocks():
    assert top(["The box (broken)", "the BOX"], ["a box!"]) == (
        ("box", 3),
        ("the", 2),
        ("a", 1),
        ("broken", 1),
    )


def test_words_of_other_scripts_are_lowered_and_parted_too():
    assert top(["ÄRGER ärger 배송", "배송\u3000빨라요"]) == (("ärger", 2), ("배송", 2), ("빨라요", 1))


@settings(max_examples=60)
@given(st.lists(st.lists(st.text("ab \t\né.", max_size=12), max_size=5), max_size=3))
def test_counts_agree_with_the_slow_and_obvious_way(blocks):
    plain = Counter(word.strip(".") for block in blocks for text in block for word in text.split())
    del plain[""]
    assert dict(top(*blocks)) == dict(
        sorted(plain.items(), key=lambda counted: (-counted[1], counted[0]))[:20]
    )


def test_dropping_rare_words_is_labelled(monkeypatch):
    monkeypatch.setattr("services.data.profile.word_counts.MOST", 4)
    words = WordCounter()
    add(words, "a a b c")
    assert not words.forgotten
    add(words, "d e")
    assert words.forgotten
    assert words.top()[0] == ("a", 2)
