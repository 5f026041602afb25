"""What the texts of columns could be read as: numbers, dates and personal data; for many columns at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from services.data.profile import pii
from services.data.profile.pii import Personal
from services.data.tables import dates, numeric_evidence
from services.data.tables.joined_texts import JoinedTexts
from services.data.tables.numbers import NumberFormat


@dataclass(frozen=True)
class TextEvidence:
    """How many cells of a column are numbers, dates by their form, email addresses and personal numbers."""

    numbers: numeric_evidence.NumericEvidence = field(default_factory=numeric_evidence.NumericEvidence)
    dated: dict[str, int] = field(default_factory=dict)
    mails: int = 0
    personal: dict[Personal, int] = field(default_factory=dict)


NO_EVIDENCE = TextEvidence()


def text_evidence(names: Sequence[str], joined: JoinedTexts, form: NumberFormat) -> list[TextEvidence]:
    """Return the evidence in columns, by their names and their trimmed texts."""
    numbers, dated = numeric_evidence.evidence(joined, form), _dated(joined)
    mails, personal = pii.mails(joined), pii.numbers(joined, names)
    return [
        TextEvidence(numbers[place], dated.get(place, {}), mails[place], personal.get(place, {}))
        for place in range(len(names))
    ]


def _dated(joined: JoinedTexts) -> dict[int, dict[str, int]]:
    """Return the number of dates by their form, for the columns that have any."""
    begins, ends, lengths = joined.bytes.byte_at(0), joined.bytes.byte_from_end(1), joined.bytes.lengths
    likely = dates.may_be_dates(begins, lengths) & ~joined.of_digits
    like = joined.matching(dates.ANY_ASCII_SHAPE, likely & joined.ascii)
    like |= joined.matching(dates.ANY_SHAPE, likely & ~joined.ascii)
    named = dates.may_have_names(begins, ends, lengths) & ~joined.of_digits & ~like
    like |= joined.matching(dates.NAMED_SHAPE, named)
    likely |= named
    order = np.cumsum(likely)  # of the texts that may be dates, from 1
    dated: dict[int, dict[str, int]] = {}
    parts = joined.parts(like)
    few = [texts for _column, places, texts in parts if len(places) <= dates.FEW]
    of_texts, forms = dates.forms_by_text(pl.concat(few)) if few else (np.empty(0, np.intp), [])
    done = 0
    for column, places, texts in parts:
        start = int(joined.edges[column])
        before = int(order[start - 1]) if start else 0
        first = int(np.searchsorted(order[places], before + dates.SAMPLE, side="right"))
        weights = joined.weights[places]
        if len(places) > dates.FEW:
            dated[column] = dates.count_dates(texts, weights, first)
        else:
            of_few = of_texts[done : done + len(places)]
            dated[column] = dates.count_few(texts, weights, first, of_few, forms)
            done += len(places)
    return dated
