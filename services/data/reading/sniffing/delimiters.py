"""Delimiters: what separates the cells of a file, told from how well its rows then agree."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from services.data.reading.dialect import Dialect
from services.data.reading.parsing.records import Splitter

COMMON = ("\t", ",", ";", "|")  # of those that fit as well the first, which prose holds least
DOUBLED = ("::", "||", "~~", "^^")
NO_DELIMITER = ""
SPACES = "  "  # two or more

_RARE = re.compile(r"[^\w\s\"'.+\-/()\[\]{}€£₩<>=?\\]")
_UNLIKELY = "@%$&*!"  # a cell may well hold one of these, and hardly two in each row
_RARE_RUN = 12
_WORD = re.compile(r"[\w-]+")
_NUMBER = re.compile(r"[+-]?\d+([.]\d+)?")
_DECIMALS = re.compile(r"[+-]?\d{1,15},\d+")
_CELL = 100  # so many characters of a cell tell whether it is plain
_ENOUGH = 0.9  # the share of rows that agree in a table worth the name
_PLAIN = 0.7  # with a smaller share of plain cells its commas may be decimal signs
_TYPED = re.compile(
    r"\s*(|[+-]?[.,]?\d[\d.,' ]*([eE][+-]?\d+)?%?|[\d]{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ][\d:.+Z-]+)?"
    r"|\d{1,2}:\d\d(:\d\d)?|true|false|NA|N/A|null|[\w.+-]+@[\w.-]+|https?://\S+|[\w \-']{1,40})\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fit:
    """How well a delimiter fits: the width of most records, their share, and the share of plain cells.

    `first` is the width of the first record; `spaced` tells that a space follows each delimiter, as in prose.
    """

    delimiter: str
    width: int
    share: float
    typed: float
    first: int
    spaced: bool = False

    @property
    def named(self) -> bool:
        """Whether the first record has the width of most."""
        return self.first == self.width

    @property
    def score(self) -> float:
        """One number to compare by; a delimiter that never splits has none."""
        if self.width < 2:
            return 0.0
        return self.share**2 * (0.3 + 0.7 * self.typed) * (1.0 if self.named else 0.8)


def detect(lines: list[str], quote: str = '"', escape: str = "") -> Fit:
    """Return how the best delimiter fits a file's first lines; one column where none does."""
    common = [fit(lines, each, quote, escape) for each in COMMON]
    best = max(common, key=lambda each: each.score)
    if best.spaced:  # as in lists and addresses, where another sign parts the cells
        close = [each for each in common if each.width > 1 and each.share >= _ENOUGH and each.named]
        best = max((each for each in close if not each.spaced), key=lambda each: each.score, default=best)
    if _is_one_column(lines, best):
        return fit(lines, NO_DELIMITER, quote, escape)
    doubled = _doubled(lines, quote, escape)
    if doubled and (doubled.width > 2 or doubled.score >= best.score):
        return doubled
    decimals = best.delimiter == "," and (not best.named or best.typed < _PLAIN)
    if best.share < _ENOUGH or best.width < 2 or decimals:
        rare = [fit(lines, each, quote, escape) for each in _rare(lines)]
        good = [each for each in rare if _is_table(each) and each.share >= _ENOUGH and each.named]
        best = max([best, *good], key=lambda each: each.score)
    if best.width > 1 and (best.share >= 0.5 or best.named):
        return best
    headed = [each for each in common if each.first > 1]  # rows that don't agree with a header are ragged
    if headed:
        return max(headed, key=lambda each: (each.first, each.score))
    return fit(lines, NO_DELIMITER, quote, escape)


def fit(lines: list[str], delimiter: str, quote: str = '"', escape: str = "") -> Fit:
    """Return how well a delimiter fits some lines."""
    dialect = Dialect("", delimiter, quote, escape)
    records = [record.cells for record in Splitter(dialect).records("".join(lines))]
    if not records:
        return Fit(delimiter, 1, 0.0, 0.0, 1)
    widths = Counter(len(cells) for cells in records)
    width = max(widths, key=lambda each: (widths[each] * (each > 1), each))
    agreeing = [cells for cells in records if len(cells) == width]
    cells = [cell[:_CELL] for record in agreeing[:100] for cell in record[:50]]
    typed = sum(bool(_TYPED.fullmatch(cell)) for cell in cells) / len(cells)
    spaced = width > 1 and all(cell.startswith(" ") for record in agreeing for cell in record[1:])
    return Fit(delimiter, width, len(agreeing) / len(records), typed, len(records[0]), spaced)


def _is_one_column(lines: list[str], best: Fit) -> bool:
    """Tell whether one word names a column of sentences or addresses, or of numbers with decimal commas."""
    texts = [line.strip() for line in lines]
    if best.delimiter != "," or best.first != 1 or not _WORD.fullmatch(texts[0]):
        return False
    below = [text for text in texts[1:] if text]
    if all(_DECIMALS.fullmatch(text) for text in below):
        return not _counts([int(text.split(",")[0]) for text in below])
    cells = [cell.strip() for text in below for cell in text.split(",")]
    return best.spaced and texts[1] != "" and not any(map(_NUMBER.fullmatch, cells))


def _counts(numbers: list[int]) -> bool:
    """Tell whether numbers go up one by one, as those of rows do."""
    return all(after == before + 1 for before, after in pairwise(numbers))


def _is_table(found: Fit) -> bool:
    return found.width > (2 if found.delimiter in tuple(_UNLIKELY) else 1)


def _doubled(lines: list[str], quote: str, escape: str) -> Fit | None:
    """Return the fit of a doubled sign that stands in each line as often, and alone in few."""
    filled = [line for line in lines if line.strip()]
    for sign in DOUBLED:
        single = re.escape(sign[0])
        alone = re.compile(f"(?<!{single}){single}(?!{single})")
        lonely = sum(bool(alone.search(line)) for line in filled)
        if all(sign in line for line in filled) and 2 * lonely < len(filled):
            found = fit(lines, sign, quote, escape)
            if found.share >= _ENOUGH:
                return found
    return None


def _rare(lines: list[str]) -> list[str]:
    """Return the unusual signs that stand in nearly every line, and the space where it may be one."""
    counts = Counter(sign for line in lines for sign in set(_RARE.findall(line.rstrip("\r\n"))))
    controls = Counter(sign for line in lines for sign in set(re.findall("[\x01-\x08\x0e-\x1f]", line)))
    least = _ENOUGH * len([line for line in lines if line.strip()])
    signs = [sign for sign, count in (counts + controls).most_common(_RARE_RUN) if count >= least]
    if all(re.search(r"\S {2,}\S", line) for line in lines if line.strip()):
        return [*signs, SPACES]
    spaced = all(" " in line.strip() for line in lines if line.strip())
    return [*signs, " "] if spaced and _numeric_share(lines) > 0.5 else signs


def _numeric_share(lines: list[str]) -> float:
    words = [word for line in lines[1:] for word in line.split()]
    return sum(bool(re.fullmatch(r"[+-]?[\d.,]+", word)) for word in words) / max(len(words), 1)
