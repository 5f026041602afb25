"""The names of months in European languages, long and short, with and without diacritics.

No name means different months in two of them. The app reads this module too, so it imports nothing but the
standard library.
"""

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
# English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish and Norwegian.
_NAMES = (
    "january jan januar jänner jän jaenner janvier janv enero ene gennaio gen genn janeiro januari"
    " stycznia styczeń sty",
    "february feb februar feber février févr fév febrero febbraio febbr fevereiro fev februari"
    " lutego luty lut",
    "march mar märz mär mrz maerz mars marzo março maart mrt marca marzec marts",
    "april apr avril avr abril abr aprile kwietnia kwiecień kwi",
    "may mai mayo maggio mag magg maio mei maja maj",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec lip",
    "august aug août agosto ago augustus augusti sierpnia sierpień sie",
    "september sept sep septembre septiembre setiembre set settembre sett setembro września wrzesień wrz",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik paź",
    "november nov novembre noviembre novembro listopada listopad lis",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des"
    " grudnia grudzień gru",
)


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """Yield each name as it is, with diacritics apart from their letters, and without them."""
    for name in names:
        apart = normalize("NFD", name)
        yield from (name, apart, "".join(letter for letter in apart if letter.isascii()))


def _pattern(names: Iterable[str]) -> str:
    """Return the alternatives of a regular expression, the longest first."""
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


_SPELLINGS = tuple(tuple(dict.fromkeys(_spellings(names.split()))) for names in _NAMES)
MONTH_NUMBERS = {name: number for number, names in enumerate(_SPELLINGS, start=1) for name in names}
ANY_MONTH = rf"(?i:{_pattern(MONTH_NUMBERS)})"

# What stands between a day and a month, such as "." or " de ", and between a month and a year. Bounded, so
# that no text takes long; without lookarounds, which not all engines have.
BEFORE = r"(?i:er\s|[.º°]{0,2})\s{0,2}(?i:[-/]|de\s)?\s{0,2}"
AFTER = r"(?:[.,]?\s{1,2}(?i:del?)\s{1,2}|[.,]{0,2}\s{0,2}[-/]?\s{0,2})"
_HYPHEN = r"\.?\s?[-/]\s?"  # before a year of two digits, which may be a day elsewhere

# The parts of a form around the name of a month, with their regular expressions.
NAMED_MONTHS = {
    r"%N\-": rf"(?P<N>{ANY_MONTH}){_HYPHEN}",
    r"\ %N\ ": f"{BEFORE}(?P<N>{ANY_MONTH}){AFTER}",
    r"\ %N": f"{BEFORE}(?P<N>{ANY_MONTH})[.]?",
    r"%N\ ": f"(?P<N>{ANY_MONTH}){AFTER}",
}
_ALONE = r"(?<![^\W\d_º])(?:{})(?![^\W\d_])"
# What `in_english` does, as regular expressions and replacements.
ENGLISH_NAMES = {
    rf"(?i){BEFORE}{_ALONE.format(_pattern(names))}{AFTER}": f" {english[:3]} "
    for names, english in zip(_SPELLINGS, ENGLISH_MONTHS, strict=True)
}
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"  # some with diacritics apart
_WORD = re.compile(f"(?i){BEFORE}({_ALONE.format(_LETTERS)}){AFTER}")


def in_english(text: str) -> str:
    """Return a text with the English name of a month, between blanks, for any other and what is beside it."""
    return _WORD.sub(_english, text)


def _english(word: re.Match[str]) -> str:
    number = MONTH_NUMBERS.get(word[1].casefold())
    return f" {ENGLISH_MONTHS[number - 1][:3]} " if number else word[0]
