"""The measured pipelines: one that the app trains from a table, and a small one of texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from operator import itemgetter, methodcaller
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from services.containers.trainer import algorithms, pipeline
from services.containers.trainer.table import Column, Table

_TEXTS = ("arrived on time, all well", "late and broken", "great service", "the box was damaged")


@dataclass(frozen=True)
class Subject:
    """A fitted pipeline with its title and an instance to predict."""

    title: str
    model: Any
    instance: Mapping[str, Any]


def subjects() -> list[Subject]:
    """Return both pipelines, fitted."""
    return [_tabular(), _texts()]


def _tabular() -> Subject:
    """Return the app's own artifact: numbers, categories, a text and a date to class probabilities."""
    columns = (
        *(Column(name, "numeric") for name in ("weight", "price", "distance")),
        *(Column(name, "category") for name in ("carrier", "country")),
        Column("message", "text"),
        Column("sent", "date"),
    )
    cells = [
        (float(n % 7), n * 1.5, float(n % 50), f"carrier {n % 4}", f"country {n % 9}", _TEXTS[n % 4], _day(n))
        for n in range(400)
    ]
    values = np.empty((len(cells), len(columns)), dtype=object)
    values[:] = cells
    target = np.array(["good" if n % 2 else "bad" for n in range(len(cells))], dtype=object)
    unfitted = pipeline.unfitted(
        Table(columns, values, target, 0), "classification", "linear", algorithms.complete("linear", {}), 0
    )
    instance = dict(zip((column.name for column in columns), cells[123], strict=True))
    title = "the app's own pipeline of seven columns"
    return Subject(title, pipeline.artifact(columns, unfitted.fit(values, target)), instance)


def _texts() -> Subject:
    """Return a minimal classifier of dicts with a text."""
    steps = make_pipeline(
        FunctionTransformer(methodcaller("tolist")),
        FunctionTransformer(partial(map, itemgetter("text"))),
        CountVectorizer(ngram_range=(1, 2)),
        LogisticRegression(),
    )
    rows = np.asarray([{"text": text} for text in _TEXTS * 50])
    instance = {"text": "the parcel arrived late and the box was broken"}
    return Subject("a small text pipeline", steps.fit(rows, ["good", "bad", "good", "bad"] * 50), instance)


def _day(number: int) -> str:
    return str(np.datetime64("2026-01-01") + number % 300)
