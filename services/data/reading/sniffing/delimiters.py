"""Detect the delimiter of a file: the one that gives most rows the same number of cells."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from services.data.reading.parsing.dialect import BLANK_RUNS, Dialect
from services.data.reading.parsing.records import RecordSplitter

COMMON = ("\t", ",", ";", "|")  # in order of preference: from rare to frequent in prose
DOUBLED = ("::", "||", "~~", "^^")
NO_DELIMITER = ""
SPACE = " "
SPACES = "  "  # two or more

_RARE = re.compile(r"[^\w\s\"'.+\-/()\[\]{}€£₩<>=?\\]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
_UNLIKELY = "@%$&*!"  # cells may contain one of these, but hardly two in every row
_MOST_RARE = 12
_QUOTED = re.compile(r'(?:^|(?<=[ \t]))"[^"]*"(?=[ \t]|$)')
_RUN = re.compile(r"[ \t]{2,}")
_MANY_WORDS, _MANY_LINES = 4, 10  # in so many lines, so many words are cells rather than prose
_QUOTED_NAMES = re.compile(r'"[^"]*"(?:[ \t]+"[^"]*")+')
_WORD = re.compile(r"[\w-]+")
_NUMBER = re.compile(r"[+-]?\d+([.]\d+)?")
_DECIMALS = re.compile(r"[+-]?\d{1,15},\d+")
_CELL_SAMPLE = 100  # the first characters of a cell, by which it is plain or not
_ENOUGH = 0.9  # the least share of rows with one width in a table
_MOSTLY_PLAIN = 0.7  # below this share of plain cells, commas may be decimal signs
_PLAIN = re.compile(
    r"\s*(|[+-]?[.,]?\d[\d.,' ]*([eE][+-]?\d+)?%?|[\d]{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ][\d:.+Z-]+)?"
    r"|\d{1,2}:\d\d(:\d\d)?|true|false|NA|N/A|null|[\w.+-]+@[\w.-]+|https?://\S+|[\w \-']{1,40})\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fit:
    """How well a delimiter fits: the commonest width of records, their share, and the share of plain cells.

    Plain cells are numbers, dates, short names and the like. `first` is the width of the first record;
    `spaced` says that a space follows every delimiter, as in prose.
    """

    delimiter: str
    width: int
    share: float
    plain: float
    first: int
    spaced: bool = False

    @property
    def has_full_header(self) -> bool:
        """Whether the first record has the commonest width."""
        return self.first == self.width

    @property
    def score(self) -> float:
        """A score to compare delimiters by; 0 if the delimiter splits nothing."""
        if self.width < 2:
            return 0.0
        return self.share**2 * (0.3 + 0.7 * self.plain) * (1.0 if self.has_full_header else 0.8)


def detect(lines: list[str], quote: str = '"', escape: str = "") -> Fit:
    """Return the fit of the best delimiter for a file's first lines, NO_DELIMITER if it has one column."""
    common = [fit(lines, delimiter, quote, escape) for delimiter in COMMON]
    best = max(common, key=_score)
    tabs = common[0]
    if tabs.width > 1 and tabs.has_full_header and _is_good(tabs) and _have_tabs(lines, best):
        best = tabs
    if best.spaced:  # such as lists and addresses, which another delimiter may separate
        unspaced = [other for other in common if other.width > 1 and _is_good(other) and not other.spaced]
        best = max(unspaced, key=_score, default=best)
    if _is_one_column(lines, best):
        return fit(lines, NO_DELIMITER, quote, escape)
    doubled = _doubled(lines, quote, escape)
    if doubled and (doubled.width > 2 or doubled.score >= best.score):
        return doubled
    runs = _blank_runs(lines, best, quote, escape)
    if runs:
        return runs
    decimals = best.delimiter == "," and (not best.has_full_header or best.plain < _MOSTLY_PLAIN)
    if best.share < _ENOUGH or best.width < 2 or decimals:
        rare = [fit(lines, delimiter, quote, escape) for delimiter in _rare(lines)]
        good = [other for other in rare if _is_table(other) and _is_good(other)]
        best = max([best, *good], key=_score)
    if best.width > 1 and (best.share >= 0.5 or best.has_full_header):
        return best
    headed = [other for other in common if other.first > 1]  # other rows may be ragged
    if headed:
        return max(headed, key=lambda other: (other.first, other.score))
    return fit(lines, NO_DELIMITER, quote, escape)


def fit(lines: list[str], delimiter: str, quote: str = '"', escape: str = "") -> Fit:
    """Return how well a delimiter fits some lines."""
    dialect = Dialect("", delimiter, quote, escape)
    records = [record.cells for record in RecordSplitter(dialect).records("".join(lines))]
    if not records:
        return Fit(delimiter, 1, 0.0, 0.0, 1)
    widths = Counter(len(cells) for cells in records)
    width = max(widths, key=lambda width: (widths[width] * (width > 1), width))
    lacks_name = (
        delimiter in (SPACE, BLANK_RUNS) and len(records[0]) == width - 1
    )  # as R leaves out that of row names
    rows = records[lacks_name:]
    agreeing = [cells for cells in rows if len(cells) == width]
    cells = [cell[:_CELL_SAMPLE] for record in agreeing[:100] for cell in record[:50]]
    plain = sum(bool(_PLAIN.fullmatch(cell)) for cell in cells) / len(cells)
    spaced = width > 1 and all(cell.startswith(" ") for record in agreeing for cell in record[1:])
    return Fit(delimiter, width, len(agreeing) / len(rows), plain, len(records[0]), spaced)


def _score(fit: Fit) -> float:
    return fit.score


def _is_good(fit: Fit) -> bool:
    least = fit.width - (fit.delimiter in (SPACE, BLANK_RUNS))  # R leaves out the name of the row names
    return fit.share >= _ENOUGH and least <= fit.first <= fit.width


def _is_one_column(lines: list[str], best: Fit) -> bool:
    """Return whether a file has one column of sentences, addresses or numbers with decimal commas."""
    texts = [line.strip() for line in lines]
    if best.delimiter != "," or best.first != 1 or not _WORD.fullmatch(texts[0]):
        return False
    below = [text for text in texts[1:] if text]
    if all(_DECIMALS.fullmatch(text) for text in below):
        return not _is_sequence([int(text.split(",")[0]) for text in below])
    cells = [cell.strip() for text in below for cell in text.split(",")]
    return best.spaced and texts[1] != "" and not any(map(_NUMBER.fullmatch, cells))


def _is_sequence(numbers: list[int]) -> bool:
    """Return whether numbers are consecutive, like row numbers."""
    return all(after == before + 1 for before, after in pairwise(numbers))


def _is_table(fit: Fit) -> bool:
    return fit.width > (2 if fit.delimiter in tuple(_UNLIKELY) else 1)


def _doubled(lines: list[str], quote: str, escape: str) -> Fit | None:
    """Return the fit of a doubled delimiter that is in every line and rarely occurs as a single character."""
    filled = [line for line in lines if line.strip()]
    for delimiter in DOUBLED:
        single = re.escape(delimiter[0])
        alone = re.compile(f"(?<!{single}){single}(?!{single})")
        singles = sum(bool(alone.search(line)) for line in filled)
        if all(delimiter in line for line in filled) and 2 * singles < len(filled):
            doubled = fit(lines, delimiter, quote, escape)
            if doubled.share >= _ENOUGH:
                return doubled
    return None


def _rare(lines: list[str]) -> list[str]:
    """Return unusual characters that are in nearly every line, and the space if it may be a delimiter."""
    counts = Counter(character for line in lines for character in set(_RARE.findall(line.rstrip("\r\n"))))
    controls = Counter(character for line in lines for character in set(_CONTROL.findall(line)))
    filled = [line.strip() for line in lines if line.strip()]
    least = _ENOUGH * len(filled)
    delimiters = [
        character for character, count in (counts + controls).most_common(_MOST_RARE) if count >= least
    ]
    if all(re.search(r"\S {2,}\S", line) for line in filled):
        return [*delimiters, SPACES]
    return [*delimiters, SPACE] if _may_have_spaces(filled) else delimiters


def _may_have_spaces(lines: list[str]) -> bool:
    """Return whether spaces may separate cells: most words are numbers, or texts and names are quoted."""
    if not all(SPACE in line for line in lines):
        return False
    return _have_cells(lines)


def _blank_runs(lines: list[str], best: Fit, quote: str, escape: str) -> Fit | None:
    """Return the fit of runs of blanks if they separate cells better than any other delimiter."""
    filled = [line.strip() for line in lines if line.strip()]
    padded = sum(bool(_RUN.search(_QUOTED.sub("q", line))) for line in filled)
    is_weak = best.share < _ENOUGH or best.width < 2
    if 2 * padded < len(filled) or not (is_weak or best.delimiter == "\t"):
        return None
    runs, spaces = (fit(lines, delimiter, quote, escape) for delimiter in (BLANK_RUNS, SPACES))
    if not _is_good(runs) or runs.width <= (1 if is_weak else best.width) or not _have_cells(filled):
        return None
    if not is_weak and not runs.has_full_header:
        return None
    return None if _is_good(spaces) and spaces.width > 1 and not _are_numeric_or_quoted(filled) else runs


def _have_tabs(lines: list[str], best: Fit) -> bool:
    """Return whether tabs are in each line beside the best delimiter; cells may hold that, but no tabs."""
    return best.delimiter != "\t" and all("\t" in line for line in lines if line.strip())


def _have_cells(lines: list[str]) -> bool:
    """Return whether words are cells: most are numbers, some are quoted, or all lines have as many."""
    if _are_numeric_or_quoted(lines):
        return True
    counts = Counter(len(line.split()) for line in lines)
    count, agreeing = counts.most_common(1)[0]
    return count >= _MANY_WORDS and len(lines) >= _MANY_LINES and agreeing >= _ENOUGH * len(lines)


def _are_numeric_or_quoted(lines: list[str]) -> bool:
    if _QUOTED_NAMES.fullmatch(lines[0].strip()):
        return True
    quoted = sum(bool(_QUOTED.search(line)) for line in lines)
    return quoted >= _ENOUGH * len(lines) or _numeric_share(lines) > 0.5


def _numeric_share(lines: list[str]) -> float:
    words = [word for line in lines[1:] for word in line.split()]
    return sum(bool(re.fullmatch(r"[+-]?[\d.,]+", word)) for word in words) / max(len(words), 1)
