"""Personally identifiable information (PII): email addresses, phone, resident and card numbers in cells."""

from collections import Counter
from datetime import date

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.data.profile import hashing
from services.data.profile.byte_views import TextBytes
from services.data.profile.records import Personal

_MAIL = r"[^\s@,;<>]@[\pL\pN][\pL\pN-]*(\.[\pL\pN-]+)*\.\pL{2,}"
_PHONE = (
    r"(^|[^\d.+-]|\pL\.)("
    r"\+\d{1,3}[ .-]?\(?\d{1,4}\)?([ .-]?\d{2,4}){2,4}"  # international
    r"|01[016789][ .-]?\d{3,4}[ .-]?\d{4}"  # Korean mobile
    r"|0\d{1,2}[ -]\d{3,4}[ -]\d{4}|0\d{1,2}\)\s?\d{3,4}-\d{4}"  # Korean, with an area
    r"|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}"  # North American
    r")($|[^\d-]|-(\D|$))"
)
_RESIDENT = r"(?:^|\D)(?P<number>\d{6}-?[1-8]\d{6})(?:\D|$)"
_CARD = (
    r"(?:^|[^\d-])(?P<number>[2-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}"
    r"|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?:$|[^\d-]|-(?:\D|$))"
)
_LEAST_DIGITS = 9

_PIECE = 65_536
# The least share of valid numbers in a column of them; by chance a tenth have a valid check digit.
_SHARE = 0.5
# The weights of the check digit that resident numbers had until October 2020.
_WEIGHTS = np.array([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])


def mails(texts: pl.Series, weights: np.ndarray) -> int:
    """Return how many cells hold an email address; the texts occur `weights` times."""
    return int(weights[texts.str.contains(_MAIL).to_numpy()].sum())


def numbers(texts: TextBytes, weights: np.ndarray) -> dict[Personal, int]:
    """Return how many cells hold a personal number, by its kind; the texts occur `weights` times."""
    many = _many_digits(texts)
    if not many.any():
        return {}
    cells, shares = texts.texts.filter(pa.array(many)).cast(pa.string()), weights[many]
    resident, card = _residents(cells), _cards(cells)
    phone = _matching(cells, _PHONE) & ~resident & ~card
    return {
        "phone": int(shares[phone].sum()),
        "resident number": int(shares[resident].sum()),
        "card number": int(shares[card].sum()),
    }


def count_numbers(ordered: np.ndarray) -> dict[Personal, int]:
    """Count the personal numbers, by kind, among ascending whole numbers if most of them are of that kind.

    Spreadsheets drop the leading zero of a resident number, so twelve digits are enough.
    """
    if not len(ordered):
        return {}
    counts: Counter[Personal] = Counter()
    for start in range(0, len(ordered), _PIECE):
        piece = ordered[start : start + _PIECE]
        if ordered[0] >= 10**11 and ordered[-1] < 10**13:
            digits = _digits_of(piece, 13)
            counts["resident number"] += int((_dated(digits) & _resident_check(digits)).sum())
        elif ordered[0] >= 10**14 and ordered[-1] < 10**15:
            digits = _digits_of(piece, 15)
            express = (digits[:, 0] == 3) & np.isin(digits[:, 1], (4, 7))
            counts["card number"] += int((express & _card_check(digits)).sum())
    return {kind: count for kind, count in counts.items() if count >= _SHARE * len(ordered)}


def _digits_of(numbers: np.ndarray, length: int) -> np.ndarray:
    """Return the digits of whole numbers as rows, with leading zeros."""
    digits: np.ndarray = numbers.astype(np.int64)[:, None] // 10 ** np.arange(length - 1, -1, -1) % 10
    return digits


def _many_digits(texts: TextBytes) -> np.ndarray:
    """Return which texts have nine or more digits."""
    likely: np.ndarray = texts.lengths >= _LEAST_DIGITS
    if not likely.any():
        return likely
    digits = (texts.joined - np.uint8(ord("0"))) < 10
    if np.count_nonzero(digits) < _LEAST_DIGITS:
        return np.zeros(len(likely), bool)
    starts = np.minimum(texts.edges[:-1] - texts.edges[0], len(digits) - 1)
    counts = np.add.reduceat(digits, starts, dtype=np.uint32)
    return likely & (counts >= _LEAST_DIGITS)


def _residents(texts: pa.StringArray) -> np.ndarray:
    where, digits = _digits(texts, _RESIDENT, (13,))[0]
    resident = np.zeros(len(texts), bool)
    if not len(where):
        return resident
    # Numbers issued since October 2020 have no check digit; they are recognised by their hyphen only.
    hyphen = _matching(texts.take(pa.array(where)), r"\d{6}-[1-8]\d{6}")
    checked = _unless_by_chance(_dated(digits) & _resident_check(digits), ~hyphen)
    resident[where] = checked | (_dated(digits) & hyphen)
    return resident


def _resident_check(digits: np.ndarray) -> np.ndarray:
    """Return which numbers have a valid check digit."""
    valid: np.ndarray = (11 - digits[:, :12] @ _WEIGHTS % 11) % 10 == digits[:, 12]
    return valid


def _dated(digits: np.ndarray) -> np.ndarray:
    """Return which numbers begin with a valid date; the seventh digit gives the century."""
    tens, ones = digits[:, 0:6:2], digits[:, 1:6:2]
    year, month, day = (tens * 10 + ones).T
    century = np.where(np.isin(digits[:, 6], (1, 2, 5, 6)), 1900, 2000)
    months = np.clip(month, 1, 12) - 1 + (year + century - 1970) * 12
    first = months.astype("datetime64[M]")
    length = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(int)
    known = (digits[:, 6] >= 1) & (digits[:, 6] <= 8)
    valid: np.ndarray = known & (month >= 1) & (month <= 12) & (day >= 1) & (day <= length)
    valid &= year + century <= date.today().year
    return valid


def _cards(texts: pa.StringArray) -> np.ndarray:
    card = np.zeros(len(texts), bool)
    for where, digits in _digits(texts, _CARD, (15, 16)):
        if len(where):
            card[where] = _unless_by_chance(_card_check(digits), np.ones(len(where), bool))
    return card


def _unless_by_chance(valid: np.ndarray, candidates: np.ndarray) -> np.ndarray:
    """Return which candidates are valid; none if so few are valid that chance explains it."""
    both: np.ndarray = valid & candidates
    return both if both.sum() >= _SHARE * candidates.sum() else np.zeros_like(both)


def _card_check(digits: np.ndarray) -> np.ndarray:
    """Return which numbers pass the Luhn check and have more than one distinct digit."""
    doubled = digits[:, -2::-2] * 2
    total = digits[:, -1::-2].sum(1) + (doubled - 9 * (doubled > 9)).sum(1)
    varied = (digits[:, 1:] != digits[:, :1]).any(1)
    valid: np.ndarray = (total % 10 == 0) & varied
    return valid


def _digits(
    texts: pa.StringArray, pattern: str, lengths: tuple[int, ...]
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return, for each length, the indices of the texts with such a number, and its digits as rows."""
    matched = np.flatnonzero(_matching(texts, pattern))
    if not len(matched):
        return [(matched, np.empty((0, length), int)) for length in lengths]
    numbers = pc.struct_field(pc.extract_regex(texts.take(pa.array(matched)), pattern), "number")
    bare = pc.replace_substring_regex(numbers, r"[ -]", "")
    numbers_by_length = []
    for length in lengths:
        fits = pc.equal(pc.binary_length(bare), length).to_numpy(zero_copy_only=False)
        data, edges = hashing.text_buffers(pa.concat_arrays([bare.filter(pa.array(fits))]))
        rows = data[edges[0] : edges[-1]].reshape(-1, length).astype(int) - ord("0")
        numbers_by_length.append((matched[fits], rows))
    return numbers_by_length


def _matching(texts: pa.StringArray, pattern: str) -> np.ndarray:
    matches: np.ndarray = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
    return matches
