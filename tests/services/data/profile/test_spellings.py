import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.data.profile.spellings import merged, spellings


def groups(*texts):
    return [{text for text, _count in group} for group in spellings(dict.fromkeys(texts, 9))]


@pytest.mark.parametrize(
    "variants",
    [
        ("Yes", "yes", "YES"),
        ("true", "True", "TRUE"),
        ("U.S.A.", "USA", "usa", "U.S.A"),
        ("part time", "part-time", "Part_Time", "part  time", "part\u00a0time"),
        ("thé", "the\u0301"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        ("no", "no\ufeff", "no\u200b"),
        ("ＡＢＣ", "abc"),
        ("don't know", "don’t know"),
        ("St. Louis", "St Louis", "ST. LOUIS"),
        ("straße", "STRASSE"),
        ("x–y", "x-y"),
    ],
)
def test_values_that_differ_in_spelling_alone_are_grouped(variants):
    assert groups(*variants, "another", "third") == [set(variants)]


@pytest.mark.parametrize(
    "texts",
    [
        ("yes", "no", "maybe"),
        ("A+", "A", "A-", "B+"),
        ("1.5", "15", "1-5", "1 5"),
        ("AA", "Aa", "aa"),
        ("cafe", "café", "tea"),
        ("C", "C++", "C#"),
        ("part time", "parttime", "full time"),
        ("a", "A"),
        ("-1", "1", "+1"),
    ],
)
def test_values_that_may_mean_different_things_are_not_grouped(texts):
    assert groups(*texts) == []


def test_random_codes_whose_case_may_matter_have_no_spellings():
    codes = {f"{'aA'[n % 2]}{n // 2:03}": 1 for n in range(200)}
    assert spellings(codes) == ()


@given(st.dictionaries(st.text("aAbB. ", min_size=1, max_size=4), st.integers(1, 5), max_size=8))
def test_merging_keeps_every_cell(counts):
    grouped = spellings(counts)
    top = tuple(counts.items())
    assert sum(count for _text, count in merged(top, grouped)) == sum(counts.values())
    assert len(merged(top, grouped)) == len(counts) - sum(len(group) - 1 for group in grouped)
