"""Sample tables."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.data.samples import korean_messages, subscriptions, support_messages
from services.errors import InvalidInput


@dataclass(frozen=True)
class Sample:
    """A sample table: its key, its name as a dataset, and its target column."""

    key: str
    title: str
    target: str


SAMPLES: tuple[Sample, ...] = (
    Sample("breast_cancer", "Breast cancer", "diagnosis"),
    Sample("diabetes", "Diabetes", "progression"),
    Sample("support_messages", "Support messages", "label"),
    Sample("korean_messages", "Korean messages", "label"),
    Sample("subscriptions", "Subscriptions", "churned"),
)


def load(key: str) -> tuple[str, bytes]:
    """Return a sample's file name and its CSV bytes; raises InvalidInput for an unknown key."""
    loaders: dict[str, Callable[[], bytes]] = {
        "breast_cancer": _breast_cancer,
        "diabetes": _diabetes,
        "support_messages": lambda: _csv(support_messages.HEADER, support_messages.rows()),
        "korean_messages": lambda: _csv(korean_messages.HEADER, korean_messages.rows()),
        "subscriptions": lambda: _csv(subscriptions.HEADER, subscriptions.rows()),
    }
    if key not in loaders:
        raise InvalidInput("unknown_sample", key=key, keys=", ".join(loaders))
    return f"{key}.csv", loaders[key]()


def _breast_cancer() -> bytes:
    from sklearn.datasets import load_breast_cancer

    table = load_breast_cancer()
    labels = [str(table.target_names[target]) for target in table.target]
    header = [*(str(name).replace(" ", "_") for name in table.feature_names), "diagnosis"]
    return _csv(header, ([*row, label] for row, label in zip(table.data.tolist(), labels, strict=True)))


def _diabetes() -> bytes:
    from sklearn.datasets import load_diabetes

    table = load_diabetes(scaled=False)
    header = [*(str(name) for name in table.feature_names), "progression"]
    rows = ([*row, target] for row, target in zip(table.data.tolist(), table.target.tolist(), strict=True))
    return _csv(header, rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
