"""Detect the code page of a text by the letters of its language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import exp, inf, log, sqrt

import chardet

from services.data.reading.sniffing.strange_letters import is_strange, strange_share
from services.data.reading.sniffing.symbols import are_symbols

# The code pages in which tables are written, by how common they are, as long as the text has few letters.
# Of those that read the same, the first is chosen. As in browsers, cp932 stands for Shift JIS and gb18030 for
# GB 2312, which read a wave dash and a middle dot as other characters than Windows does.
_COMMONNESS = {
    1.0: "cp1252",
    0.6: "cp949 cp932 gb18030 big5hkscs cp1251 cp1250 cp1253 cp1254 cp1255 cp1256 cp874 iso8859-1",
    0.4: (
        "cp1257 euc_jis_2004 koi8-r koi8-u iso8859-15 iso8859-2 iso8859-5 iso8859-6 iso8859-7 iso8859-8 "
        "iso8859-9 iso8859-13 tis-620 cp866 cp850 cp437 cp852 mac-roman mac-cyrillic"
    ),
    0.2: (
        "cp1258 johab iso8859-4 cp855 cp858 cp737 cp869 cp857 cp862 cp775 cp720 cp864 cp860 cp861 cp863 "
        "cp865 cp1125 kz1048 mac-latin2 mac-greek mac-turkish mac-iceland"
    ),
}
_PRIORS = {name: share for share, names in _COMMONNESS.items() for name in names.split()}
_STRICT = ("cp949", "gb18030", "big5hkscs", "euc_jis_2004", "johab")  # bytes that few other texts have
_EAST_ASIAN = (*_STRICT, "cp932")
_BROKEN = 0.02  # of the lines at most
_FEW = 2  # bytes beyond ASCII up to which it matters in full how common a code page is
_STRANGENESS = 10.0
_STRANGE = 0.2  # share of strange characters from which on a code page is doubtful in any case
_JUDGED_BYTES = 4_096  # of a text, to find strange characters
_CANDIDATES = 24
_CERTAIN = 0.5  # the logarithm of the odds from which on a code page isn't doubtful
_LETTER_WEIGHT = 12  # a letter is evidence at most so many times, as it may be wrong in all its places
_EXAMPLE_CHARACTERS = 40
_ALIKE = 0.03  # of the characters beyond ASCII at most differ in two code pages of one alphabet


@dataclass(frozen=True)
class Encoding:
    """The encoding of a text; a doubtful one with the next likely and a word that this reads differently."""

    name: str
    rival: str | None = None
    example: str | None = None


@dataclass(frozen=True)
class _Reading:
    """A text as a code page reads it: how likely its letters are, and that with how common the page is."""

    code_page: str
    text: str
    likelihood: float
    score: float

    @property
    def plausibility(self) -> float:
        """How far the reading deserves a look, even if its code page is rare."""
        return sqrt(self.likelihood * self.score)


def detect_code_page(sample: bytes) -> Encoding:
    """Return the likeliest code page of a text that isn't UTF-8."""
    readings = [] if are_symbols(sample) else _readings(_intact_lines(sample))
    if not readings:
        return Encoding("cp1252")
    best = _least_strange(max(readings, key=lambda reading: reading.score), readings)
    alike = {reading.code_page for reading in readings if reading.text == best.text}
    name = _name(next(code_page for code_page in _PRIORS if code_page in alike))
    others = [reading for reading in readings if reading.text != best.text]
    rival = max(others, key=lambda reading: reading.plausibility, default=None)
    is_usual = strange_share(best.text[:_JUDGED_BYTES]) <= _STRANGE
    if rival is None or (is_usual and _evidence(best, rival) >= _CERTAIN):
        return Encoding(name)
    return Encoding(name, _name(rival.code_page), _example(best.text, rival.text))


def _intact_lines(sample: bytes) -> bytes:
    """Return a text without the few broken lines for which chardet would exclude an East Asian encoding."""
    if any(_is_valid(sample, code_page) for code_page in _STRICT):
        return sample
    lines = sample.splitlines()
    for code_page in _EAST_ASIAN:
        intact = [line for line in lines if _is_valid(line, code_page)]
        if 0 < len(lines) - len(intact) <= len(lines) * _BROKEN:
            return b"\n".join(intact)
    return sample


def _is_valid(text: bytes, code_page: str) -> bool:
    try:
        text.decode(code_page)
    except UnicodeDecodeError:
        return False
    return True


def _readings(sample: bytes) -> list[_Reading]:
    guesses = chardet.detect_all(
        sample, ignore_threshold=True, include_encodings=list(_PRIORS), compat_names=False
    )
    weight = min(2.0, _FEW / max(1, sum(byte > 127 for byte in sample[:_JUDGED_BYTES])))
    readings = []
    for guess in guesses[:_CANDIDATES]:
        code_page = str(guess["encoding"])
        if code_page in _PRIORS:
            strange = strange_share(sample[:_JUDGED_BYTES].decode(code_page, errors="ignore"))
            likelihood = guess["confidence"] * exp(-_STRANGENESS * strange)
            text = sample.decode(code_page, errors="replace")
            readings.append(_Reading(code_page, text, likelihood, likelihood * _PRIORS[code_page] ** weight))
    return readings


def _least_strange(best: _Reading, readings: list[_Reading]) -> _Reading:
    """Return the best reading, or one nearly the same in which fewer of the other letters are strange."""
    least, result = 0, best
    letters = sum(not letter.isascii() for letter in best.text)
    for reading in readings:
        places = list(islice(_differing(best.text, reading.text), int(_ALIKE * letters) + 1))
        if len(places) <= _ALIKE * letters:
            fewer = sum(is_strange(reading.text, place) - is_strange(best.text, place) for place in places)
            if fewer < least:
                least, result = fewer, reading
    return result


def _differing(text: str, other: str) -> Iterator[int]:
    pairs = enumerate(zip(text, other, strict=False))
    return (place for place, (letter, another) in pairs if letter != another)


def _name(code_page: str) -> str:
    return code_page.replace("-", "_")


def _evidence(best: _Reading, rival: _Reading) -> float:
    """Return how much speaks for a reading: how much likelier it is, in how many letters it differs."""
    differing = [best.text[place] for place in _differing(best.text, rival.text)]
    letters = min(len(differing), _LETTER_WEIGHT * len(set(differing)))
    return letters * log(best.plausibility / rival.plausibility) if rival.plausibility else inf


def _example(text: str, other: str) -> str:
    """Return the first word in which two readings differ."""
    place = next(_differing(text, other), 0)
    words = (word for word in re.finditer(r"[\w’'-]+", text) if word.end() > place)
    word = next(words, None)
    return word[0][:_EXAMPLE_CHARACTERS] if word else text[place : place + _EXAMPLE_CHARACTERS]
