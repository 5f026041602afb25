"""Footnotes: sources, dates and other notes below a table, which spreadsheets pad with delimiters."""

import re
from dataclasses import dataclass
from pathlib import Path

from services.data.reading.parsing.dialect import Dialect
from services.data.reading.parsing.records import Record, RecordSplitter
from services.data.reading.sniffing.header import is_value
from services.data.tables.column_types import MARKS

_TAIL_BYTES = 64 * 1024
_MOST = 50  # records
_FEW = 0.1  # the most share of rows below blank lines, where a blank line separates footnotes
_LEAST_ROWS = 3
_LEAST_CHARACTERS = 6
_WORDS = 3  # of a note below a blank line
_SENTENCE_WORDS = 5  # of any note
_LETTER = re.compile(r"[^\W\d_]")
_NOTE = re.compile(
    r"[*†‡§©]|\(\w\)|\[\w\]|\w\)\s"
    r"|(sources?|notes?|data|footnotes?|(last )?updated|generated|exported|copyright|quellen?|hinweis|stand"
    r"|anmerkung(en)?|fuentes?|notas?|fonti?|fontes?|bron|opmerking|kaynak|źródło|uwag[ai]|zdroj|forrás"
    r"|источник|примечани[ея]|출처|자료|주|참고|비고|出典|出所|注|資料|来源|來源|备注|備註)\b[^:：]{0,40}[:：]",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall)[\s-]?)?(?:totals?|sum)\s*:?|summe:?|gesamt(?:summe|ergebnis)?:?|insgesamt:?|somme:?"
    r"|totale?:?|suma:?|totaal:?|toplam:?|итого:?|всего:?|합계|총계|총합|소계|合計|总计|合计|總計",
    re.IGNORECASE,
)
_MARKS = frozenset(MARKS)


@dataclass(frozen=True)
class _Row:
    """A record by the places of its filled cells; `is_separated` says that blank lines precede it."""

    record: Record
    filled: tuple[int, ...]
    is_separated: bool

    @property
    def text(self) -> str:
        """The first filled cell."""
        return self.record.cells[self.filled[0]].strip()


def find_footnotes(path: Path, start: int, dialect: Dialect, width: int) -> tuple[int, list[Record]]:
    """Return the position in a UTF-8 file where the footnotes of a table start, and their records.

    `start` is the position of the first row. Without footnotes the position is the end of the file.
    """
    size = path.stat().st_size
    first = max(start, size - _TAIL_BYTES)
    with path.open("rb") as file:
        file.seek(first)
        text = file.read().decode("utf-8", errors="surrogateescape")
    if first > start:
        text = text[text.find("\n") + 1 :]
    records = list(RecordSplitter(dialect, width).records(text)) if width > 1 else []
    count = _count_footnotes(_rows(text, records), width)
    if not count:
        return size, []
    place = len(text)
    for record in reversed(records[-count:]):
        place = text.rindex(record.text, 0, place)
    return size - len(text[place:].encode("utf-8", errors="surrogateescape")), records[-count:]


def _rows(text: str, records: list[Record]) -> list[_Row]:
    rows, end, is_below_blank = list[_Row](), 0, False
    for record in records:
        begin = text.index(record.text, end)
        filled = tuple(place for place, cell in enumerate(record.cells) if cell.strip())
        rows.append(_Row(record, filled, begin > end or is_below_blank))
        end, is_below_blank = begin + len(record.text), not filled
    return rows


def _count_footnotes(rows: list[_Row], width: int) -> int:
    """Return the number of records from the first footnote on."""
    last = next((place for place in range(len(rows), 0, -1) if not _may_be_note(rows[place - 1])), 0)
    body = [row for row in rows[:last] if len(row.record.cells) == width and row.filled]
    unpadded = sum(len(row.record.cells) == 1 for row in rows[last:])
    if len(body) < max(_LEAST_ROWS, last / 2, unpadded):
        return 0
    is_apart = sum(row.is_separated for row in body) <= _FEW * len(body)
    separated = [place for place in range(last, len(rows)) if is_apart and rows[place].is_separated]
    for place in range(last, len(rows)):
        if rows[place].filled and _is_note(rows[place], body, bool(separated) and separated[0] <= place):
            head = max((other for other in separated if other <= place), default=place)
            return len(rows) - head
    return 0


def _may_be_note(row: _Row) -> bool:
    return _is_total(row) or len(row.filled) < 2 or (len(row.filled) == 2 and row.text.endswith((":", "：")))


def _is_total(row: _Row) -> bool:
    """Return whether a row, which may have numbers, begins with a word for the sum of the rows above."""
    return bool(row.filled) and bool(_TOTAL.fullmatch(row.text))


def _is_note(row: _Row, body: list[_Row], is_separated: bool) -> bool:
    """Return whether the text of a row that has no other is unlike the cells of its column above."""
    column = row.filled[0]
    if _is_total(row):
        return not any(column in other.filled and other.text == row.text for other in body)
    above = [other.record.cells[column].strip() for other in body if column in other.filled]
    words, longest = len(row.text.split()), max(map(len, above), default=0)
    is_text = _LETTER.search(row.text) and not is_value(row.text) and row.text not in _MARKS
    if not is_text or len(row.text) < _LEAST_CHARACTERS:
        return False
    if _NOTE.match(row.text) and not any(map(_NOTE.match, above)):
        return True
    if all(map(is_value, above)):
        return is_separated or (words > 1 and column == 0)
    if is_separated or len(row.record.cells) == 1:
        return words >= _WORDS or len(row.text) > longest
    is_sentence = words >= _SENTENCE_WORDS and len(row.text) > 2 * longest
    return is_sentence and column == 0 and len(row.record.cells) > 2
