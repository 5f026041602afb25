"""A column of categories or of written text, read block by block into a profile."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import polars as pl
import pyarrow as pa

from services.containers.trainer.marks import MARKS, marks_among
from services.containers.trainer.signed_numbers import Signs
from services.data.profile import moments, pii
from services.data.profile.column_block import ColumnBlock
from services.data.profile.pii import Personal
from services.data.profile.reading_plan import ReadingPlan
from services.data.profile.records import ColumnProfile
from services.data.profile.spellings import spellings
from services.data.profile.text_evidence import NO_EVIDENCE, TextEvidence, text_evidence
from services.data.profile.typed_columns import ID_ROWS
from services.data.profile.value_counts import TOP, ValueCounts, commonest, rank
from services.data.profile.word_counts import BlockWords, WordCounter, count_words
from services.data.tables.column_store import ColumnStore, StoredColumn
from services.data.tables.joined_texts import JoinedTexts
from services.data.tables.numbers import NumberFormat
from services.data.tables.table import Table

_MOST_TEXTS = 50_000  # above this many distinct texts, only their hashes are stored
_SAMPLE = 2000
_MARKS = frozenset(MARKS)
_WORD_CELLS = 50_000  # words are counted in a sample of about this many evenly spaced cells


@dataclass(frozen=True, eq=False)
class StringBlock:
    """The content of a block: distinct texts with their counts, or all with hashes if most are distinct."""

    rows: int
    marks: dict[str, int]
    texts: pl.Series
    counts: np.ndarray
    is_hashed: bool
    hashes: np.ndarray | None = None
    lengths: np.ndarray | None = None
    words: BlockWords | None = None
    evidence: TextEvidence = NO_EVIDENCE


class StringColumn:
    """A column of texts; more than 50,000 distinct ones are counted by their 64-bit hashes."""

    def __init__(self, name: str, plan: ReadingPlan, table: Table, store: ColumnStore) -> None:
        self.name, self._plan, self._form = name, plan, table.numbers
        self.examples: list[str] = []
        self.is_text = plan.kind == "text"
        self.words = WordCounter()
        self.word_step = max(1, table.rows // _WORD_CELLS)
        self._lengths = StoredColumn(store, "i4")
        self._hashes = StoredColumn(store, "u8")
        self._hashed = self.is_text
        self._counts: dict[str, int] = {}
        self._numeric = self._infinite = self._codes = 0
        self._signed: Counter[Signs] = Counter()
        self._example = ""
        self._marks: Counter[str] = Counter()
        self._present = 0
        self._dated: Counter[str] = Counter()
        self._personal: Counter[Personal] = Counter()
        self.frequent: np.ndarray = np.empty(0, np.uint64)
        self._frequencies: dict[int, int] = {}

    def read(self, block: ColumnBlock) -> StringBlock:
        """Return the content of a block; never None."""
        marks: dict[str, int] = {}
        is_hashed = self._hashed or _mostly_distinct(block.cells)
        if is_hashed:
            texts, marks = _without_marks(block)
            counts = np.ones(len(texts), np.int64)
        else:
            texts, counts = block.value_counts
        return StringBlock(int(counts.sum()), marks, texts, counts, is_hashed)

    def add(self, content: StringBlock) -> None:
        """Add the content of a block."""
        self._present += content.rows
        self._marks.update(content.marks)
        numbers = content.evidence.numbers
        self._numeric += numbers.number
        self._infinite += numbers.infinite
        self._signed.update(numbers.signed)
        self._example = self._example or numbers.example
        self._codes += numbers.code
        self._dated.update(content.evidence.dated)
        self._personal.update(content.evidence.personal)
        self._personal["mail"] += content.evidence.mails
        if content.lengths is not None and content.words is not None:
            self._lengths.append(content.lengths)
            self.words.add(content.words)
        if content.hashes is not None:
            self._hash_texts()
            self._hashes.append(content.hashes)
        elif self._hashed:
            self._hashes.append(np.repeat(content.texts.hash().to_numpy(), content.counts))
        else:
            counts = zip(content.texts.to_list(), content.counts.tolist(), strict=True)
            if not self._counts:
                self._counts = dict(counts)
            else:
                for text, count in counts:
                    self._counts[text] = self._counts.get(text, 0) + count
            if len(self._counts) > _MOST_TEXTS:
                self._hash_texts()

    def finish(self, rows: int) -> ColumnProfile:
        """Return the profile; `top` is still empty if only the hashes of the values are stored."""
        self._take_marks()
        distinct, once, top = self._distinct()
        if personal := pii.names_or_addresses(self.name, self.examples):
            self._personal[personal] = self._present
        kind = self._plan.prose.kind(distinct, self._present)
        signs, decorated = self._commonest_signs()
        profile = ColumnProfile(
            name=self.name,
            kind=kind,
            missing=rows - self._present,
            distinct=distinct,
            hashed=self._hashed and distinct < self._present,  # texts with different hashes are different
            numeric=self._numeric,
            decorated=decorated,
            signed=self._signed_example(signs),
            unit=signs.unit,
            units=self._units(),
            codes=self._codes,
            dated=self._dated.total(),
            date_forms=tuple(sorted(self._dated.items(), key=rank)),
            infinite=self._infinite,
            marks=tuple(sorted(self._marks.items(), key=rank)),
            examples=tuple(example for example in self.examples if example not in self._marks),
            top=self.words.top() if self.is_text else top,
            once=once,
            spellings=spellings(self._counts) if kind == "category" and not self._hashed else (),
            personal=tuple(sorted((+self._personal).items(), key=rank)),
        )
        is_value = 2 * profile.dated >= self._present or profile.are_numbers(rows)
        if kind == "category" and self._present >= ID_ROWS and distinct == self._present and not is_value:
            profile = replace(profile, looks_like_id=True)
        if not self.is_text:
            return profile
        lengths = moments.ascending(self._lengths.whole()).astype(float)
        described, forgotten = moments.describe(lengths), self.words.forgotten
        return replace(profile, words_of=self.word_step, words_forgotten=forgotten, **described)

    def top_of(self, texts: dict[int, str]) -> tuple[tuple[str, int], ...]:
        """Return the most frequent values with their counts; `texts` maps hashes to values."""
        pairs = [(texts[hash], count) for hash, count in self._frequencies.items() if hash in texts]
        return tuple(sorted(pairs, key=rank))

    def _distinct(self) -> tuple[int, int, tuple[tuple[str, int], ...]]:
        """Return the number of distinct values, of values that occur once, and the most frequent values."""
        if not self._hashed:
            once = sum(count == 1 for count in self._counts.values())
            if len(self._counts) == self._present > TOP:
                return len(self._counts), once, ()
            return len(self._counts), once, commonest(self._counts)
        ordered = moments.ascending(self._hashes.whole())
        counts = ValueCounts.from_sorted(ordered)
        if not self.is_text:
            self.frequent = ordered[counts.starts]
            self._frequencies = dict(zip(self.frequent.tolist(), counts.counts.tolist(), strict=True))
        return counts.distinct, counts.once, ()

    def _commonest_signs(self) -> tuple[Signs, int]:
        """Return how most numbers with signs are written, and how many are so or without a unit."""
        counts = {
            signs: count + (self._signed[replace(signs, unit="")] if signs.unit else 0)
            for signs, count in self._signed.items()
        }
        signs = max(counts, key=lambda signs: counts[signs], default=Signs())
        return signs, counts.get(signs, 0)

    def _signed_example(self, signs: Signs) -> str:
        """Return a number with signs, one of the examples if there is one."""
        plain = re.compile(self._form.pattern).fullmatch
        first = (text for text in self.examples if signs.read(text) is not None and not plain(text))
        return next(first, self._example) if self._example else ""

    def _units(self) -> tuple[tuple[str, int], ...]:
        """Return the units of the numbers with signs and their counts."""
        counts: dict[str, int] = {}
        for signs, count in self._signed.items():
            counts[signs.unit] = max(count, counts.get(signs.unit, 0))
        return tuple(sorted(((unit, count) for unit, count in counts.items() if unit and count), key=rank))

    def _take_marks(self) -> None:
        """Take the texts that mean missing out of the stored ones."""
        for mark in () if _MARKS.isdisjoint(self._counts) else marks_among(self._counts):
            count = self._counts.pop(mark)
            self._marks[mark] += count
            self._present -= count

    def _hash_texts(self) -> None:
        """Replace the stored texts by their hashes."""
        self._take_marks()
        if self._counts:
            texts = pl.Series(list(self._counts), dtype=pl.String)
            self._hashes.append(np.repeat(texts.hash().to_numpy(), list(self._counts.values())))
            self._counts = {}
        self._hashed = True


def described(
    columns: Mapping[str, tuple[StringColumn, StringBlock]], form: NumberFormat
) -> dict[str, StringBlock]:
    """Return blocks, by name, with what is computed for the texts of several columns at once."""
    if not columns:
        return {}
    joined = JoinedTexts([(block.texts, block.counts) for _column, block in columns.values()])
    hashes = joined.texts.hash().to_numpy() if any(block.is_hashed for _, block in columns.values()) else None
    texts = [place for place, (column, _block) in enumerate(columns.values()) if column.is_text]
    words = _words([column for column, _block in columns.values() if column.is_text], texts, joined)
    evidence = text_evidence(list(columns), joined, form)
    return {
        name: replace(
            block,
            hashes=hashes[start:end] if hashes is not None and block.is_hashed else None,
            lengths=joined.characters[start:end] if column.is_text else None,
            words=words.get(name),
            evidence=of_column,
        )
        for (name, (column, block)), (start, end), of_column in zip(
            columns.items(), pairwise(joined.edges.tolist()), evidence, strict=True
        )
    }


def _words(columns: list[StringColumn], places: list[int], joined: JoinedTexts) -> dict[str, BlockWords]:
    """Return the words of columns of text, which are at some places among the joined ones."""
    if not columns:
        return {}
    sampled = [
        np.arange(joined.edges[place], joined.edges[place + 1], column.word_step)
        for column, place in zip(columns, places, strict=True)
    ]
    texts, edges = joined.bytes.texts, np.cumsum([0, *map(len, sampled)])
    if edges[-1] < len(texts):
        texts = texts.take(pa.array(np.concatenate(sampled)))
    words = count_words(texts, edges, [column.words for column in columns])
    return {column.name: words for column, words in zip(columns, words, strict=True)}


def _without_marks(block: ColumnBlock) -> tuple[pl.Series, dict[str, int]]:
    """Return the texts that don't mean missing, and the count of each mark."""
    texts = block.present
    if block.is_short and _MARKS.isdisjoint(block.listed):  # a query takes longer
        return texts, {}
    marks = marks_among([*MARKS, *texts.head(_SAMPLE).to_list()])
    marked = texts.is_in(marks)
    if not marked.any():
        return texts, {}
    return texts.filter(~marked), dict(texts.filter(marked).value_counts().iter_rows())


def _mostly_distinct(cells: pl.Series) -> bool:
    head = cells.head(_SAMPLE)
    return len(cells) > _SAMPLE and head.n_unique() > len(head) // 2
