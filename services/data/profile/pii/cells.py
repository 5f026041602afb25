"""Personally identifiable information (PII) in cells: email addresses, and numbers of persons."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from services.data.profile.pii.columns import is_phone as is_phone_name
from services.data.profile.pii.identity_numbers import NUMBERS, rust_pattern
from services.data.profile.pii.kinds import Personal
from services.data.tables.joined_texts import JoinedTexts

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


def mails(columns: JoinedTexts) -> list[int]:
    """Return how many cells of each column hold an email address."""
    none = np.zeros(len(columns.texts), bool)
    if not columns.bytes.contain("@"):
        return columns.totals(none)
    return columns.totals(columns.matching(_MAIL, columns.matching("@", ~none)))


def numbers(columns: JoinedTexts, names: Sequence[str]) -> dict[int, dict[Personal, int]]:
    """Return how many cells hold a personal number, by its kind, for the columns that have any.

    In a column that is named like phone numbers, any digits with the usual signs are one.
    """
    may_be = (columns.bytes.lengths >= _LEAST_DIGITS) & (columns.digits >= _LEAST_DIGITS)
    like = columns.matching(_LIKE_A_NUMBER, may_be)
    phones = columns.matching(rust_pattern(_PHONE), like)
    held = {kind: columns.matching(rust_pattern(number.pattern), like) for kind, number in NUMBERS.items()}
    identities = np.any(list(held.values()), axis=0)
    counts: dict[int, dict[Personal, int]] = {}
    for column, places, texts in columns.parts(like):
        is_phone, weights = phones[places], columns.weights[places]
        if is_phone_name(names[column]):
            is_phone = is_phone | texts.str.contains(rust_pattern(_PHONE_ALONE)).to_numpy()
        others: dict[Personal, np.ndarray] = {}
        if identities[places].any():
            cells = texts.to_arrow().cast(pa.string())
            others = {
                kind: number.valid(cells, held[kind][places])
                for kind, number in NUMBERS.items()
                if held[kind][places].any()
            }
            is_phone = is_phone & ~np.any(list(others.values()), axis=0)
        counts[column] = {
            kind: int(weights[are].sum()) for kind, are in {"phone": is_phone, **others}.items()
        }
    return counts
