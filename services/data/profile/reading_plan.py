"""How a column is read, by its first cells: as numbers, dates, categories or text."""

import re
from dataclasses import dataclass

import numpy as np

from services.data.profile import numeric
from services.data.profile.column_block import ColumnBlock
from services.data.tables import dates
from services.data.tables.column_types import NO_PROSE, PROSE_SAMPLE, ColumnType, Prose
from services.data.tables.numbers import NumberFormat

_SAMPLE = 100
_FIRST_DIGITS = 19_000_101  # the smallest number that is read as a date
_FIRST_MONTH, _LAST_YEAR = 190_001, 2100
_MONTHS = 12  # so many different months are no chance
_TIME_NAME = re.compile(
    r"(?i)date|time|month|period|quarter|^ym|ym$|yyyymm|\b(mon|mth|dt)\b|datum|monat|zeit|periode|mois|date"
    r"|trimestre|fecha|mes\b|periodo|data\b|mese|maand|miesi|okres|tarih|dönem|дата|месяц|период"
    r"|날짜|년월|연월|월|시점|기간|日付|年月|月|期間|日期|月份"
)
_CODE_NAME = re.compile(r"(?i)code|zip|post|plz|(^|[\W_])(id|no|nr|key)s?$")


@dataclass(frozen=True)
class ReadingPlan:
    """How a column is read: the type that its first cells suggest, and for dates the forms that fit."""

    kind: ColumnType
    forms: tuple[str, ...] = ()
    prose: Prose = NO_PROSE

    @classmethod
    def for_cells(cls, block: ColumnBlock, form: NumberFormat, name: str = "") -> "ReadingPlan":
        """Return the plan for the first cells of a column; blank ones alone give a plan for numbers."""
        numbers = block.numbers(form)
        return cls.for_non_numbers(block) if numbers is None else cls.for_numbers(numbers, block, name)

    @classmethod
    def for_numbers(cls, numbers: numeric.NumberBlock, block: ColumnBlock, name: str = "") -> "ReadingPlan":
        """Return the plan for cells that are all numbers: as dates if all are like 20260131 or 202601.

        Numbers like 202601 are months in a column that has the name of a time, or enough different ones; a
        decimal number like 2026.01 is one only with such a name.
        """
        least = np.fmin.reduce(numbers.values, initial=np.inf)
        forms = tuple[str, ...]()
        if numbers.whole and least >= _FIRST_DIGITS:
            forms = dates.DIGIT_FORMS
        elif numbers.whole and least >= _FIRST_MONTH:
            varied = len(np.unique(numbers.values[:_SAMPLE])) >= _MONTHS and not _CODE_NAME.search(name)
            forms = dates.MONTH_DIGIT_FORMS[:1] if varied or _TIME_NAME.search(name) else ()
        elif not numbers.whole and 1 <= least < _LAST_YEAR and _TIME_NAME.search(name):
            forms = dates.MONTH_DIGIT_FORMS[1:]
        if not forms:
            return cls("number")
        present, _markers = numeric.null_markers(block.texts)
        matching = dates.matching_digit_forms(present.drop_null(), forms)
        return cls("date", matching) if matching else cls("number")

    @classmethod
    def for_non_numbers(cls, block: ColumnBlock) -> "ReadingPlan":
        """Return the plan for cells that are not all numbers."""
        forms = dates.forms_of_first(block.first(dates.SAMPLE, unmarked=True))
        return cls("date", forms) if forms else cls.for_strings(block)

    @classmethod
    def for_strings(cls, block: ColumnBlock) -> "ReadingPlan":
        """Return the plan for texts that are neither numbers nor dates."""
        prose = Prose.from_texts(block.first(PROSE_SAMPLE))
        return cls("text" if prose.plain else "category", (), prose)

    def next(self, block: ColumnBlock) -> "ReadingPlan":
        """Return the plan to try after this one has failed on some cells."""
        first = block.first(dates.SAMPLE, unmarked=True)
        if self.kind == "number":
            return ReadingPlan.for_non_numbers(block) if first else ReadingPlan("number")
        if self.forms[0] in (*dates.DIGIT_FORMS, *dates.MONTH_DIGIT_FORMS):
            return ReadingPlan("number")
        forms = dates.forms_of_first(first, self.forms[1:])
        return ReadingPlan("date", forms) if forms else ReadingPlan.for_strings(block)
