"""Personally identifiable information (PII) in cells: email addresses, and numbers of persons."""

import numpy as np
import polars as pl
import pyarrow as pa

from services.data.profile.pii import columns
from services.data.profile.pii.identity_numbers import accounts, cards, matching, residents, social_security
from services.data.profile.pii.kinds import Personal
from services.data.tables.byte_views import TextBytes
from services.data.tables.matching import matches

_MAIL = r"[^\s@,;<>]@[\pL\pN][\pL\pN-]*(\.[\pL\pN-]+)*\.\pL{2,}"
_PHONE = (
    r"(^|[^\d.+-]|\pL\.)("
    r"(\+\d{1,3}[ .-]?|00[1-9]\d[ /-])\(?\d{1,4}\)?([ ./-]?\d{2,4}){2,4}"  # international
    r"|01[016789][ .-]?\d{3,4}[ .-]?\d{4}"  # Korean mobile
    r"|0\d{1,2}[ -]\d{3,4}[ -]\d{4}|0\d{1,2}\)\s?\d{3,4}-\d{4}"  # Korean, with an area
    r"|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}"  # North American
    r"|0\d([ .-]\d{2}){4}"  # French
    r"|0\d{1,4} \d{2,4}( \d{2,4}){1,3}|0\d{2,4}[ /-]\d{5,8}"  # British, German and others
    r"|0\d{2,4}/\d{3}( \d{2}){2}|0\d{2,3}-\d{3} \d{2} \d{2}|\(0\d{1,4}\) ?\d{3,4}[ -]?\d{3,5}"
    r")($|[^\d-]|-(\D|$))"
)
_PHONE_ALONE = r"^\+?[\d\s()./-]+$"  # in a column that is named like phone numbers
_LEAST_DIGITS = 9
# What all of these numbers have: as many digits with signs between them, or the start of an account number.
_LIKE_A_NUMBER = r"\d(?:[\s()./+-]{0,3}\d){8}|[A-Z]{2}\d\d ?[A-Z0-9]{4}"


def mails(texts: pl.Series, weights: np.ndarray) -> int:
    """Return how many cells hold an email address; the texts occur `weights` times."""
    return int(weights[texts.str.contains(_MAIL).to_numpy()].sum())


def numbers(texts: TextBytes, weights: np.ndarray, column: str = "") -> dict[Personal, int]:
    """Return how many cells hold a personal number, by its kind; the texts occur `weights` times.

    In a `column` that is named like phone numbers, any digits with the usual signs are one.
    """
    many = _many_digits(texts)
    if many.any():
        many[many] = matches(pl.Series(texts.texts.filter(pa.array(many))), _LIKE_A_NUMBER)
    if not many.any():
        return {}
    cells, shares = texts.texts.filter(pa.array(many)).cast(pa.string()), weights[many]
    others: dict[Personal, np.ndarray] = {
        "resident number": residents(cells),
        "social security number": social_security(cells),
        "card number": cards(cells),
        "bank account": accounts(cells),
    }
    phone = matching(cells, _PHONE)
    if columns.is_phone(column):
        phone |= matching(cells, _PHONE_ALONE)
    phone &= ~np.any(list(others.values()), axis=0)
    return {kind: int(shares[held].sum()) for kind, held in {"phone": phone, **others}.items()}


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
