"""Shorten text to a width, for charts, terminals and buttons."""

from unicodedata import category, combining, east_asian_width

ELLIPSIS = "…"
_NO_WIDTH = ("Mn", "Me", "Cf")


def width(text: str) -> int:
    """Return the width of a text in Latin letters: a Hangul syllable counts two, a combining mark none."""
    return sum(map(_width, text))


def shorten(text: str, most: int) -> str:
    """Return a text shortened to a width in Latin letters; a shortened text ends with an ellipsis."""
    total, end = 0, None
    for place, letter in enumerate(text):
        total += _width(letter)
        if total > most - len(ELLIPSIS) and end is None:
            end = place
        if total > most:
            return f"{text[:end].rstrip()}{ELLIPSIS}"
    return text


def _width(letter: str) -> int:
    if combining(letter) or category(letter) in _NO_WIDTH:
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1
