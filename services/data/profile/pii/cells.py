"""Personally identifiable information (PII) in cells: email addresses, and numbers of persons."""

from collections.abc import Sequence

import numpy as np

from services.data.profile.pii.columns import is_phone as is_phone_name
from services.data.profile.pii.identity_numbers import NUMBERS, rust_pattern
from services.data.profile.pii.kinds import Personal
from services.data.tables.byte_views import arrow
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
    places = np.flatnonzero(like)
    texts, weights = columns.texts.gather(places), columns.weights[places]
    column_of = np.searchsorted(columns.edges, places, side="right") - 1
    cells = arrow(texts)
    valid = {
        kind: NUMBERS[kind].valid(cells, matched[places], column_of)
        for kind, matched in held.items()
        if matched.any()
    }
    named = np.array([is_phone_name(names[column]) for column in np.unique(column_of)], bool)
    is_phone = phones[places]
    if named.any():
        alone = texts.str.contains(rust_pattern(_PHONE_ALONE)).to_numpy()
        is_phone = is_phone | (alone & named[np.unique(column_of, return_inverse=True)[1]])
    is_phone = is_phone & ~np.any(list(valid.values()), axis=0)
    counts: dict[int, dict[Personal, int]] = {}
    held_by_kind: dict[Personal, np.ndarray] = {"phone": is_phone, **valid}
    for kind, are in held_by_kind.items():
        totals = np.bincount(column_of[are], weights[are])
        for column in np.flatnonzero(totals).tolist():
            counts.setdefault(column, {})[kind] = int(totals[column])
    return counts
