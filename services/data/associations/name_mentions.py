"""Find the names that texts mention as whole words."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_SHORTEST = 2  # characters; nearly all texts contain a single letter
_SEPARATOR = "\0"


def mentions(texts: pa.StringArray, names: tuple[str, ...]) -> np.ndarray:
    """Return the 1-based index of the name that a text mentions, 0 if it mentions none or several.

    Case and names of one letter are ignored. Equal texts are searched once.
    """
    coded = texts.dictionary_encode()
    distinct = [text.casefold() for text in coded.dictionary.to_pylist()]
    ends = np.cumsum([len(text) + len(_SEPARATOR) for text in distinct])
    joined = _SEPARATOR.join([*distinct, ""])
    mentioned = np.zeros(len(distinct) + 1, np.int64)  # the last entry is for missing texts
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
    """Yield the start indices of a name that stands as a whole word."""
    place = text.find(name)
    while place >= 0:
        before, after = text[max(place - 1, 0) : place], text[place + len(name) : place + len(name) + 1]
        if not (before.isalnum() or after.isalnum()):
            yield place
        place = text.find(name, place + 1)
