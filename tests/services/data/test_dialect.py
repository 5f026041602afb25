import pytest

from services.data.dialect import Given
from services.data.reading import read_csv
from services.errors import InvalidInput


@pytest.mark.parametrize(
    "said",
    [
        *[{"encoding": name} for name in ("hex", "rot13", "idna", "zip", "undefined", "punycode", "klingon")],
        *[{"delimiter": sign} for sign in ("ab", "\n", "\r", '"', "\0")],
        *[{"quote": sign} for sign in ("ab", "\n", "\0", "é")],
        *[{"escape": sign} for sign in ("ab", "\n")],
        {"delimiter": ",", "quote": ","},
        *[{"decimal": sign} for sign in ("x", "", ";", "1")],
        *[{"thousands": sign} for sign in ("x", ";", "1")],
        {"decimal": ",", "thousands": ","},
    ],
    ids=str,
)
def test_what_no_file_is_written_with_is_refused_with_a_sentence(said):
    with pytest.raises(InvalidInput) as refusal:
        read_csv(b"a,b\n1,2\n", Given(**said))
    assert refusal.value.message
    assert refusal.value.hint


@pytest.mark.parametrize(
    "said",
    [
        {"encoding": "utf-8"},
        {"encoding": "CP949"},
        *[{"delimiter": sign} for sign in ("", ",", "é", " ", "\\", ".")],
        *[{"quote": sign} for sign in ("", "'")],
        {"escape": "\\"},
        {"header": False},
        {"decimal": ",", "thousands": "."},
    ],
    ids=str,
)
def test_what_a_file_may_be_written_with_is_read(said):
    assert read_csv(b"a,b\n1,2\n", Given(**said)).rows_kept >= 1
