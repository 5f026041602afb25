"""Spellings of one value: texts that differ in case, blanks, points or Unicode form alone."""

import re
from collections.abc import Iterator, Mapping

from services.containers.trainer.spec import spelling_key
from services.data.profile.value_counts import rank

Spellings = tuple[tuple[str, int], ...]

_MOST_TEXTS = 20_000
_GROUPS = 50
_CODE_ROWS = 0.5  # with more distinct values than this share of the cells, texts are codes
_FEW_TEXTS = 50
_ALLELES = re.compile(r"([^\W\d_])\1+", re.I)  # AA, Aa and aa are three genotypes


def spellings(counts: Mapping[str, int]) -> tuple[Spellings, ...]:
    """Return the values with several spellings, each as spellings with their counts, the most frequent first.

    `counts` holds the distinct texts of a column. Random codes, whose case may matter, have none, nor has
    a column of a single value.
    """
    if not 2 < len(counts) <= _MOST_TEXTS or _are_codes(counts):
        return ()
    by_key: dict[str, list[str]] = {}
    for text in counts:
        by_key.setdefault(spelling_key(text), []).append(text)
    if len(by_key) in (1, len(counts)):
        return ()
    groups = [tuple(_ranked(texts, counts)) for texts in by_key.values() if len(texts) > 1]
    if any(_are_alleles(group) for group in groups):
        return ()
    return tuple(sorted(groups, key=lambda group: -sum(count for _text, count in group))[:_GROUPS])


def merged(top: Spellings, groups: tuple[Spellings, ...]) -> Spellings:
    """Return the most frequent values, with the spellings of each under its most frequent one."""
    spelled = {text for group in groups for text, _count in group}
    totals = [(group[0][0], sum(count for _text, count in group)) for group in groups]
    return tuple(sorted([*(pair for pair in top if pair[0] not in spelled), *totals], key=rank))


def _ranked(texts: list[str], counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    yield from sorted(((text, counts[text]) for text in texts), key=rank)


def _are_codes(counts: Mapping[str, int]) -> bool:
    return len(counts) > _FEW_TEXTS and len(counts) > _CODE_ROWS * sum(counts.values())


def _are_alleles(group: Spellings) -> bool:
    return len(group) > 2 and all(len(text) == 2 and _ALLELES.fullmatch(text) for text, _count in group)
