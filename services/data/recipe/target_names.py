"""Names of columns: how much a name speaks for a target, and what else it may say that the column is."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from services.data.recipe import target_words as words

Other = Literal["identifier", "time", "place", "part", "output", "trait"]


class NameMatch(NamedTuple):
    """How much a name speaks for a target, 0 to 10, and whether the target is then a number or an event."""

    weight: float = 0.0
    is_number: bool = False
    is_event: bool = False


_ACCENTS = re.compile("[\u0300-\u036f]")


def _bare(word: str) -> str:
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word.casefold())))


# The weights are tried on well-known tables: a name of a class or an event outweighs any place in the table.
_GROUPS: tuple[tuple[str, NameMatch], ...] = (
    (words.HINTS, NameMatch(3.0)),
    (words.MEASURES, NameMatch(4.4)),
    (words.STATES, NameMatch(5.0)),
    (words.AMOUNTS, NameMatch(6.0, is_number=True)),
    (words.RESULTS, NameMatch(7.0, is_number=True)),
    (words.EVENTS, NameMatch(8.5, is_event=True)),
    (words.CLASSES, NameMatch(9.0)),
    (words.GOALS, NameMatch(10.0)),
)
_OTHER_GROUPS: tuple[tuple[str, Other], ...] = (
    (words.TRAITS, "trait"),
    (words.OUTPUTS, "output"),
    (words.PARTS, "part"),
    (words.PLACES, "place"),
    (words.TIMES, "time"),
    (words.IDENTIFIERS, "identifier"),
)
_TARGETS = {_bare(word): match for group, match in _GROUPS for word in group.split()}
_OTHERS = {_bare(word): other for group, other in _OTHER_GROUPS for word in group.split()}
_CLASSES = frozenset(_bare(word) for word in words.CLASSES.split())
_EARLIER = frozenset(words.EARLIER.split())
_QUALIFIERS = frozenset(words.QUALIFIERS.split())
_OPENINGS = frozenset({"id", "pred", "predicted", "prediction", "unnamed"})  # of any noun that follows
_QUESTIONS = frozenset({"is", "has", "was", "did", "will", "are", "were", "ist", "est", "es"})

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")
# Capitals on their own, a word with its number, or digits: "SalePrice2", "PM2", "sale_price".
_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ]+\d*(?![a-zà-öø-ÿ])|[A-ZÀ-ÖØ-Þ]?[^\W\d_A-ZÀ-ÖØ-Þ]+\d*|[A-ZÀ-ÖØ-Þ]\d*|\d+")
# Words that end like "userid", unlike "acid" and "paid".
_ID = re.compile(rf"({'|'.join(words.IDENTIFIED.split())})ids?")
_UNSPACED = 0x0E00  # the scripts from here on write compounds without a space, the noun last
# The weight of a name with more words than one for a target, where that is its noun or opens it. The class of
# a thing is less often the target.
_NOUN, _CLASS_OF, _OPENING, _AFTER_EARLIER = 0.8, 0.5, 0.5, 0.5
_PHRASE = 3  # words
_COORDINATE = "y"  # of something, unless it is the whole name


@lru_cache(maxsize=20_000)
def match_name(name: str) -> NameMatch:
    """Return how much a name speaks for a target: most where it is nothing but a word for one."""
    every = _words(name)
    core = _without_qualifiers(every)
    if not core:
        return NameMatch()
    lengths = range(1, _PHRASE + 1)
    lengths = lengths if core[-1] != _COORDINATE else lengths[1:]
    nouns = [*("".join(core[-length:]) for length in lengths), *_endings(core[-1])]
    shares = [(1.0, "".join(every)), (1.0, "".join(core))]
    shares += [(_CLASS_OF if noun in _CLASSES else _NOUN, noun) for noun in nouns]
    shares += [(_OPENING, "".join(core[:length])) for length in lengths]
    factor = _AFTER_EARLIER if _EARLIER & set(core) else 1.0
    matches = [
        _TARGETS[word]._replace(weight=_TARGETS[word].weight * share * factor)
        for share, word in shares
        if word in _TARGETS
    ]
    return max(matches, default=NameMatch())


@lru_cache(maxsize=20_000)
def match_other(name: str) -> Other | None:
    """Return what else than a target a name says that a column is."""
    every = _words(name)
    if not every:
        return "identifier"
    opening = every[:1] if every[0] in _OPENINGS else []
    phrases = [*opening, "".join(every), "".join(every[-2:]), every[-1], *_endings(every[-1])]
    if _ID.fullmatch(every[-1]):
        return "identifier"
    return next((_OTHERS[phrase] for phrase in phrases if phrase in _OTHERS), None)


def _words(name: str) -> list[str]:
    """Return the words of a name in lower case without accents and without what stands in brackets."""
    composed = unicodedata.normalize("NFC", name)
    return [_bare(word) for word in _WORD.findall(_BRACKETED.sub(" ", composed)) or _WORD.findall(composed)]


def _without_qualifiers(every: list[str]) -> list[str]:
    """Return the words without units and digits at the end and "is" at the start."""
    while len(every) > 1 and (every[-1] in _QUALIFIERS or every[-1].isdigit()):
        every = every[:-1]
    return every[1:] if len(every) > 1 and every[0] in _QUESTIONS else every


def _endings(word: str) -> list[str]:
    """Return the endings of a compound in a script without spaces, the longest first."""
    return [word[place:] for place in range(1, len(word) - 1)] if ord(word[0]) >= _UNSPACED else []
