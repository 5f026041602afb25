"""Count the texts of columns that are numbers, or would be with a unit or another sign."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import polars as pl

from services.containers.trainer.signed_numbers import Signs, unit_of
from services.data.tables.byte_views import TextBytes
from services.data.tables.joined_texts import JoinedTexts
from services.data.tables.numbers import CODE, EXACT_DIGITS, INFINITE, NumberFormat, are_grouped_codes

_LONGEST = 64
# The first bytes of numbers, with signs or not, and the last ones of those that begin with a currency code.
_BEGINS, _BEGINS_CODE, _ENDS = np.zeros((3, 256), bool)
_BEGINS[[sign.encode()[0] for sign in "0123456789+-−.,iI∞($€£¥₩￦"]] = True
_BEGINS_CODE[[*range(ord("A"), ord("Z") + 1), *b"kz"]] = True
_ENDS[[ord(sign) for sign in "0123456789.-)"]] = True
_SAMPLE = 50  # texts in which the units of a block are looked for
_UNITS = 3  # units that are counted, the commonest first
_SHARE = 0.05  # of the sample without which a unit is none, so that codes such as 12ab3 make no patterns
# A number has one group of digits, maybe with separators, and those of a unit such as m².
_LIKE_A_NUMBER = r"^\D*\d[\d.,'’\s\x1c-\x1f]*\D*[23]?\D*$"
_LIKE_CODES = r"^(?:\d{3}(?:[.']|\s)){2,}\d{3}$|^\d{1,3}(?:\.\d{1,3}){3}$"  # see `are_grouped_codes`
_DISTINCT = r"(?:^|[^\d.,'’\s])0|(?:^|\D)[.,'’\s]0|[^\W\d_]\d"  # digits that `shape_of` leaves as they are


@dataclass(frozen=True)
class NumericEvidence:
    """How many texts are numbers, infinities, and codes that only look like numbers.

    `signed` counts the numbers with signs by how they are written; a text may be counted for both decimal
    separators, and one without a unit has the unit "".
    """

    number: int = 0
    infinite: int = 0
    code: int = 0
    signed: dict[Signs, int] = field(default_factory=dict)
    example: str = ""


def likely(texts: TextBytes) -> np.ndarray:
    """Return which texts may be numbers, with signs or not, by their first and last bytes."""
    first = texts.byte_at(0)
    may_be: np.ndarray = _BEGINS[first] | (_BEGINS_CODE[first] & _ENDS[texts.byte_from_end(1)])
    return may_be & (texts.lengths > 0) & (texts.lengths <= _LONGEST)


def evidence(columns: JoinedTexts, form: NumberFormat) -> list[NumericEvidence]:
    """Count the numbers, infinities, numbers with signs and codes among the texts of each column."""
    texts, of_digits = columns.bytes, columns.of_digits
    may_be = likely(texts) & ~of_digits
    plain = columns.matching(f"^{form.pattern}$", may_be)
    others = may_be & ~plain
    code = columns.matching(CODE, plain)
    code |= of_digits & (
        (texts.lengths > EXACT_DIGITS) | ((texts.byte_at(0) == ord("0")) & (texts.lengths > 1))
    )
    counts = zip(
        columns.totals((plain | of_digits) & ~code),
        columns.totals(columns.matching(INFINITE, others)),
        columns.totals(code),
        strict=True,
    )
    signed = _signed(columns, others, form)
    return [NumericEvidence(*count, *signed.get(column, ({}, ""))) for column, count in enumerate(counts)]


def _signed(
    columns: JoinedTexts, others: np.ndarray, form: NumberFormat
) -> dict[int, tuple[dict[Signs, int], str]]:
    """Count the numbers with signs by how they are written, after the units of samples, and cite one each.

    The columns without such a number are left out.
    """
    decimals = (form.decimal, "," if form.decimal == "." else ".")
    examples: dict[int, str] = {}
    counts: dict[int, dict[Signs, int]] = {}
    parts: dict[Signs, list[tuple[int, np.ndarray]]] = {}
    for column, places, sample, unit_by_text in _samples_with_units(columns, others):
        units = Counter(unit_by_text.values())
        examples[column] = max(unit_by_text, key=lambda text: units[unit_by_text[text]])
        common = [unit for unit, count in units.most_common(_UNITS) if count >= _SHARE * sample]
        signs = [_signs_of(decimal, unit) for decimal in decimals for unit in dict.fromkeys(("", *common))]
        counts[column] = dict.fromkeys(signs, 0)
        for style in signs:
            parts.setdefault(style, []).append((column, places))
    bare = np.zeros((2, len(columns.texts)), bool)
    for style in sorted(parts, key=lambda style: bool(style.unit)):  # those without a unit come first
        places = np.concatenate([places for _column, places in parts[style]])
        held = columns.texts.gather(places).str.contains(f"^{style.pattern}$").to_numpy()
        known = bare[decimals.index(style.decimal)]
        if style.unit:
            held = held & ~known[places]
        else:
            known[places] = held
        starts = np.cumsum([0, *(len(places) for _column, places in parts[style][:-1])])
        totals = np.add.reduceat(columns.weights[places] * held, starts)
        for (column, _places), total in zip(parts[style], totals.tolist(), strict=True):
            counts[column][style] = total
    return {column: (counts[column], example) for column, example in examples.items()}


def _samples_with_units(
    columns: JoinedTexts, among: np.ndarray
) -> Iterator[tuple[int, np.ndarray, int, dict[str, str]]]:
    """Yield the columns with numbers in their first texts among some: the places of all of these.

    With them come the size of the sample, and the unit of each number in it.
    """
    places = np.flatnonzero(among)
    ends = np.searchsorted(places, columns.edges)
    before = np.arange(len(places)) - np.repeat(ends[:-1], np.diff(ends))
    sampled = places[before < _SAMPLE]
    texts = columns.texts.gather(sampled)
    may_be = np.flatnonzero(texts.str.contains(_LIKE_A_NUMBER).to_numpy())
    units, grouped = _units(texts.gather(may_be)), texts.str.contains(_LIKE_CODES).to_numpy()
    starts, first = np.searchsorted(sampled, columns.edges), np.searchsorted(sampled[may_be], columns.edges)
    listed, at = texts.to_list(), may_be.tolist()
    for column in np.flatnonzero(np.diff(first)).tolist():
        of_column = range(first[column], first[column + 1])
        unit_by_text = {listed[at[place]]: unit for place in of_column if (unit := units[place]) is not None}
        start, end = starts[column], starts[column + 1]
        if unit_by_text and not (grouped[start:end].any() and are_grouped_codes(listed[start:end])):
            yield column, places[ends[column] : ends[column + 1]], end - start, unit_by_text


def _units(texts: pl.Series) -> list[str | None]:
    """Return the unit of each text, None where one is no number; texts of one shape have the same."""
    shapes = pl.select(
        pl.when(texts.str.contains(_DISTINCT)).then(texts).otherwise(texts.str.replace_all("[02-9]", "1"))
    ).to_series()
    coded = shapes.to_arrow().dictionary_encode()
    units = [_unit_of_shape(shape) for shape in coded.dictionary.to_pylist()]
    return [units[code] for code in coded.indices.to_numpy().tolist()]


@lru_cache(maxsize=20_000)
def _unit_of_shape(shape: str) -> str | None:
    return unit_of(shape)


@lru_cache
def _signs_of(decimal: str, unit: str) -> Signs:
    """Return signs whose pattern columns share."""
    return Signs(decimal, unit)
