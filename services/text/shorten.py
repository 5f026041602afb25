"""Text cut to a width, for whatever shows only so much of it: charts, terminals, buttons, drawings."""

from unicodedata import category, combining, east_asian_width

ELLIPSIS = "…"
_NO_WIDTH = ("Mn", "Me", "Cf")


def width(text: str) -> int:
    """Return how many Latin letters wide a text is: a Hangul syllable counts two, a combining mark none."""
    return sum(map(_width, text))


def shorten(text: str, most: int) -> str:
    """Return a text at most so many Latin letters wide; one that is wider ends with an ellipsis."""
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
