"""Personal numbers with an inner check: resident, social security, card and bank account numbers."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.data.profile.pii import columns
from services.data.profile.pii.kinds import Personal
from services.data.tables import hashing

_RESIDENT = r"(?:^|\D)(?P<number>\d{6}-?[1-8]\d{6})(?:\D|$)"
_CARD = (
    r"(?:^|[^\d-])(?P<number>[2-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}"
    r"|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?:$|[^\d-]|-(?:\D|$))"
)
_SOCIAL_SECURITY = r"(?:^|[^\d-])(?P<number>\d{3}-\d{2}-\d{4})(?:$|[^\d-])"
_ACCOUNT = (
    r"(?:^|[^A-Za-z0-9])"
    r"(?P<number>[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)"
    r"(?:$|[^A-Za-z0-9])"
)
# The length of an IBAN by its country.
_ACCOUNT_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FO GL NL",
        19: "MK SI",
        20: "AT BA EE KZ LT LU XK",
        21: "CH HR LI LV",
        22: "BG BH CR DE GB GE IE ME RS",
        23: "AE GI IL TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "PT",
        26: "IS TR",
        27: "FR GR IT MC MR SM",
        28: "AL AZ CY DO GT HU LB PL",
        29: "BR PS QA UA",
        30: "JO KW MU",
        31: "MT",
    }.items()
    for country in countries.split()
}
_SEVERAL = 10
_ACCOUNTS = 1000  # so many are checked, and speak for the others of their block

_PIECE = 65_536
# The least share of valid numbers in a column of them; by chance a tenth have a valid check digit.
_SHARE = 0.5
# The weights of the check digit that resident numbers had until October 2020.
_WEIGHTS = np.array([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])


def count_numbers(ordered: np.ndarray, column: str = "") -> dict[Personal, int]:
    """Count the personal numbers, by kind, among ascending whole numbers if most of them are of that kind.

    Spreadsheets drop the leading zero of a resident number, so twelve digits are enough. Phone and social
    security numbers are recognised by the name of their `column`.
    """
    if not len(ordered):
        return {}
    if columns.is_phone(column) and ordered[0] >= 10**6 and ordered[-1] < 10**15:
        return {"phone": len(ordered)}
    if columns.is_social_security(column) and ordered[0] >= 10**6 and ordered[-1] < 10**9:
        return {"social security number": len(ordered)}
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


def residents(texts: pa.StringArray, matched: np.ndarray, column_of: np.ndarray) -> np.ndarray:
    """Return which texts hold a Korean resident registration number."""
    where, digits = _digits(texts, matched, _RESIDENT, (13,))[0]
    resident = np.zeros(len(texts), bool)
    if not len(where):
        return resident
    # Numbers issued since October 2020 have no check digit; they are recognised by their hyphen only.
    hyphen = pl.Series(texts.take(pa.array(where))).str.contains("[0-9]{6}-[1-8][0-9]{6}").to_numpy()
    checked = _unless_by_chance(_dated(digits) & _resident_check(digits), ~hyphen, column_of[where])
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


def social_security(texts: pa.StringArray, matched: np.ndarray, column_of: np.ndarray) -> np.ndarray:
    """Return which texts hold a social security number of the United States."""
    held = np.zeros(len(texts), bool)
    where, digits = _digits(texts, matched, _SOCIAL_SECURITY, (9,))[0]
    if len(where):
        area, group, serial = (
            digits[:, start:stop] @ 10 ** np.arange(stop - start - 1, -1, -1)
            for start, stop in ((0, 3), (3, 5), (5, 9))
        )
        issued = (area > 0) & (area != 666) & (area < 900) & (group > 0) & (serial > 0)
        held[where] = _unless_by_chance(issued, np.ones(len(where), bool), column_of[where])
    return held


def cards(texts: pa.StringArray, matched: np.ndarray, column_of: np.ndarray) -> np.ndarray:
    """Return which texts hold a number of a payment card."""
    card = np.zeros(len(texts), bool)
    for where, digits in _digits(texts, matched, _CARD, (15, 16)):
        if len(where):
            card[where] = _unless_by_chance(_card_check(digits), np.ones(len(where), bool), column_of[where])
    return card


def _card_check(digits: np.ndarray) -> np.ndarray:
    """Return which numbers pass the Luhn check and have more than one distinct digit."""
    doubled = digits[:, -2::-2] * 2
    total = digits[:, -1::-2].sum(1) + (doubled - 9 * (doubled > 9)).sum(1)
    varied = (digits[:, 1:] != digits[:, :1]).any(1)
    valid: np.ndarray = (total % 10 == 0) & varied
    return valid


def accounts(texts: pa.StringArray, matched: np.ndarray, column_of: np.ndarray) -> np.ndarray:
    """Return which texts hold an IBAN, judged by the check digits or lengths of a column's first ones."""
    held = np.zeros(len(texts), bool)
    for column in np.unique(column_of[matched]):
        start, end = np.searchsorted(column_of, (column, column + 1))
        held[start:end] = _accounts(texts.slice(start, end - start), matched[start:end])
    return held


def _accounts(texts: pa.StringArray, held: np.ndarray) -> np.ndarray:
    first = texts.filter(pa.array(held)).slice(0, _ACCOUNTS)
    accounts = pc.struct_field(pc.extract_regex(first, _ACCOUNT), "number").to_pylist()
    bare = [account.replace(" ", "") for account in accounts]
    long_enough = sum(len(account) == _ACCOUNT_LENGTHS.get(account[:2]) for account in bare)
    # One account in a text may be of any length by chance; a column of them isn't.
    mostly = len(bare) >= _SEVERAL and held.mean() >= _SHARE and long_enough >= _SHARE * len(bare)
    valid = sum(_has_check_digits(account) for account in bare)
    return held if mostly or valid >= _SHARE * len(bare) else np.zeros_like(held)


def _has_check_digits(account: str) -> bool:
    digits = "".join(str(int(sign, 36)) for sign in account[4:] + account[:4])
    return len(account) == _ACCOUNT_LENGTHS.get(account[:2]) and int(digits) % 97 == 1


def _unless_by_chance(valid: np.ndarray, candidates: np.ndarray, column_of: np.ndarray) -> np.ndarray:
    """Return which candidates are valid; none of a column of which so few are that chance explains it."""
    both: np.ndarray = valid & candidates
    enough: np.ndarray = np.bincount(column_of, both) >= _SHARE * np.bincount(column_of, candidates)
    both &= enough[column_of]
    return both


def _digits_of(numbers: np.ndarray, length: int) -> np.ndarray:
    """Return the digits of whole numbers as rows, with leading zeros."""
    digits: np.ndarray = numbers.astype(np.int64)[:, None] // 10 ** np.arange(length - 1, -1, -1) % 10
    return digits


def _digits(
    texts: pa.StringArray, mask: np.ndarray, pattern: str, lengths: tuple[int, ...]
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return, for each length, the indices of the texts with such a number, and its digits as rows."""
    matched = np.flatnonzero(mask)
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


@cache
def rust_pattern(pattern: str) -> str:
    """Return a pattern of RE2, whose classes are of ASCII characters, for polars, which caches it."""
    for re2, ranges in ((r"\d", "0-9"), (r"\s", r"\t\n\f\r ")):
        in_class = re.compile(rf"(\[[^\]]*){re.escape(re2)}")
        pattern = in_class.sub(rf"\g<1>{ranges}", pattern).replace(re2, f"[{ranges}]")
    return pattern.replace(r"\D", "[^0-9]")


@dataclass(frozen=True)
class Number:
    """A kind of personal number: the pattern of texts that may hold one, and which of those that match do.

    The columns of the texts are ascending numbers; texts of one column are judged together.
    """

    pattern: str
    valid: Callable[[pa.StringArray, np.ndarray, np.ndarray], np.ndarray]


NUMBERS: dict[Personal, Number] = {
    "resident number": Number(_RESIDENT, residents),
    "social security number": Number(_SOCIAL_SECURITY, social_security),
    "card number": Number(_CARD, cards),
    "bank account": Number(_ACCOUNT, accounts),
}
