"""Texts: word counts, or TF-IDF of words or character n-grams."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, assert_never, get_args

import numpy as np
import pandas as pd

from services.containers.trainer.spec import (
    DEFAULTS,
    LEAST_WORDS,
    LINEAR_WORDS,
    NGRAM,
    TREE_WORDS,
    WORD,
    WORDS,
    Role,
    Vectoriser,
)
from services.data.profile import ColumnProfile
from services.data.recipe.column_plans import cells as parse
from services.data.recipe.column_plans.column_plan import CodeStep, ColumnPlan, Context, Feature, Stage
from services.data.tables.column_types import UNSPACED
from services.errors import InvalidInput

_CHARACTERS = re.compile(f"{UNSPACED}|[\uac00-\ud7a3]")  # Hangul too, whose words have many endings


@dataclass(frozen=True)
class TextPlan(ColumnPlan):
    """Vectorises texts by word counts, TF-IDF of words, or TF-IDF of character n-grams, which suits Korean.

    The vocabulary has the `words` most frequent terms; None leaves the number to the algorithm. A term
    is `shortest` to `longest` words or characters in a row.
    """

    role: ClassVar[Role] = "text"
    choices: ClassVar[Mapping[str, tuple[object, ...]]] = {"vectoriser": get_args(Vectoriser)}
    bounds: ClassVar[Mapping[str, tuple[int, int]]] = {"words": WORDS, "shortest": NGRAM, "longest": NGRAM}

    vectoriser: Vectoriser = DEFAULTS["text"]["vectoriser"]
    words: int | None = DEFAULTS["text"]["words"]
    shortest: int = DEFAULTS["text"]["shortest"]
    longest: int = DEFAULTS["text"]["longest"]

    @classmethod
    def propose(cls, column: ColumnProfile) -> Self:
        """Return character n-grams for scripts that put no spaces between words, and for Korean."""
        matches = [bool(_CHARACTERS.search(example)) for example in column.examples]
        return cls("characters", shortest=1, longest=3) if 2 * sum(matches) > len(matches) else cls()

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Return the plan with options from JSON values; raises InvalidInput that names an invalid one."""
        plan = super().from_options(options)
        if plan.shortest > plan.longest:
            raise InvalidInput("invalid_recipe_field", field="shortest", value=str(plan.shortest))
        return plan

    @classmethod
    def allows(cls, option: str, value: Any) -> bool:
        """Return whether a value is valid for an option."""
        return (option == "words" and value is None) or super().allows(option, value)

    @property
    def is_wide(self) -> bool:
        """Whether the plan turns one column into many even in a dense table."""
        return True

    def stages(self, cells: pd.Series, target: np.ndarray, context: Context) -> Iterator[Stage]:
        """Yield the terms of every text."""
        vectoriser = self._vectoriser(context)
        values = vectoriser.fit_transform([text or "" for text in parse.texts(cells)])
        name = str(cells.name)
        features = tuple(Feature(name, "term", str(term)) for term in vectoriser.get_feature_names_out())
        yield Stage(self.vectoriser, features, values)

    def _vectoriser(self, context: Context) -> Any:
        from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

        limits: dict[str, Any] = {
            "ngram_range": (self.shortest, self.longest),
            "max_features": self._limit(context),
        }
        match self.vectoriser:
            case "counts":
                return CountVectorizer(token_pattern=WORD, **limits)
            case "tfidf":
                return TfidfVectorizer(token_pattern=WORD, **limits)
            case "characters":
                return TfidfVectorizer(analyzer="char_wb", **limits)
            case _:
                assert_never(self.vectoriser)

    def _limit(self, context: Context) -> int:
        words = self.words or (LINEAR_WORDS if context.sparse else TREE_WORDS)
        return words if context.sparse else max(LEAST_WORDS, min(words, context.room))

    @classmethod
    def reading_code(cls, rows: pd.DataFrame) -> Iterator[str]:
        """Yield the line that makes missing texts empty."""
        names = list(rows.columns)
        yield f'table[{names!r}] = table[{names!r}].fillna("")'

    def code_steps(self, columns: Sequence[str], context: Context) -> Iterator[CodeStep]:
        """Yield one vectoriser per column, as vocabularies aren't shared."""
        for column in columns:
            yield CodeStep(f"words of {column}", self._code(context), column)

    def _code(self, context: Context) -> str:
        limits = f"ngram_range=({self.shortest}, {self.longest}), max_features={self._limit(context)}"
        match self.vectoriser:
            case "counts":
                return f'CountVectorizer(token_pattern=r"{WORD}", {limits})'
            case "tfidf":
                return f'TfidfVectorizer(token_pattern=r"{WORD}", {limits})'
            case "characters":
                return f'TfidfVectorizer(analyzer="char_wb", {limits})'
            case _:
                assert_never(self.vectoriser)
