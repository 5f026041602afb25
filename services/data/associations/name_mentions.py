"""Which of some names a text mentions as a whole word."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_SHORTEST = 2  # characters: a single letter occurs in every text
_SEPARATOR = "\0"


def mentions(texts: pa.StringArray, names: tuple[str, ...]) -> np.ndarray:
    """Return, for each text, the number from 1 of the only name that it mentions, 0 for none or several.

    Case doesn't matter, and names of one letter are ignored. Each distinct text is searched once.
    """
    coded = texts.dictionary_encode()
    distinct = [text.casefold() for text in coded.dictionary.to_pylist()]
    ends = np.cumsum([len(text) + len(_SEPARATOR) for text in distinct])
    joined = _SEPARATOR.join([*distinct, ""])
    mentioned = np.zeros(len(distinct) + 1, np.int64)  # the last is for missing texts
    counts = np.zeros(len(distinct) + 1, np.int64)
    for number, name in enumerate(names, 1):
        if len(name) >= _SHORTEST:
            here = np.unique(np.searchsorted(ends, list(_places(joined, name.casefold())), "right"))
            mentioned[here] = number
            counts[here] += 1
    mentioned[counts != 1] = 0
    numbers: np.ndarray = mentioned[pc.fill_null(coded.indices, len(distinct)).to_numpy()]
    return numbers


def _places(text: str, name: str) -> Iterator[int]:
    """Yield where a name begins that has neither a letter nor a digit beside it."""
    place = text.find(name)
    while place >= 0:
        before, after = text[max(place - 1, 0) : place], text[place + len(name) : place + len(name) + 1]
        if not (before.isalnum() or after.isalnum()):
            yield place
        place = text.find(name, place + 1)
