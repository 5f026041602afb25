"""Mentions: which of some names stands in each text, as a word of its own."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_LEAST = 2  # characters: a single letter stands everywhere
_BETWEEN = "\0"


def mentions(texts: pa.StringArray, names: tuple[str, ...]) -> np.ndarray:
    """Return, for each text, the number from 1 of the one name that stands in it, 0 for none or several.

    The case doesn't matter; a name of one letter is not looked for. Each different text is looked at once.
    """
    coded = texts.dictionary_encode()
    different = [text.casefold() for text in coded.dictionary.to_pylist()]
    ends = np.cumsum([len(text) + len(_BETWEEN) for text in different])
    whole = _BETWEEN.join([*different, ""])
    found = np.zeros(len(different) + 1, np.int64)  # the last is for what is missing
    times = np.zeros(len(different) + 1, np.int64)
    for number, name in enumerate(names, 1):
        if len(name) >= _LEAST:
            here = np.unique(np.searchsorted(ends, list(_places(whole, name.casefold())), "right"))
            found[here] = number
            times[here] += 1
    found[times != 1] = 0
    numbers: np.ndarray = found[pc.fill_null(coded.indices, len(different)).to_numpy()]
    return numbers


def _places(text: str, name: str) -> Iterator[int]:
    """Yield where a name begins that has neither a letter nor a digit beside it."""
    place = text.find(name)
    while place >= 0:
        before, after = text[max(place - 1, 0) : place], text[place + len(name) : place + len(name) + 1]
        if not (before.isalnum() or after.isalnum()):
            yield place
        place = text.find(name, place + 1)
