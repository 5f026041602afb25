"""Samples: tables to try the app with, one press away."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.data.samples import korean_messages, subscriptions, support_messages
from services.errors import InvalidInput
from services.text.i18n import _


@dataclass(frozen=True)
class Sample:
    """A table that comes with the app, with the column that it is meant to predict."""

    key: str
    title: str
    description: str
    target: str


SAMPLES: tuple[Sample, ...] = (
    Sample(
        "breast_cancer",
        _("Breast cancer"),
        _("569 tumours, 30 measurements each: malignant or benign?"),
        "diagnosis",
    ),
    Sample(
        "diabetes",
        _("Diabetes"),
        _("442 patients, 10 measurements each: how far has the disease come a year later?"),
        "progression",
    ),
    Sample(
        "support_messages",
        _("Support messages"),
        _("320 short English messages, composed for this app: praise or complaint?"),
        "label",
    ),
    Sample(
        "korean_messages",
        _("Korean messages"),
        _("300 short Korean messages, composed for this app: praise (칭찬) or complaint (불만)?"),
        "label",
    ),
    Sample(
        "subscriptions",
        _("Subscriptions"),
        _("600 made-up subscribers with numbers, categories, dates and text: who cancels?"),
        "churned",
    ),
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
        raise InvalidInput(
            _("There is no sample “{key}”.", key=key),
            _("The samples are {keys}.", keys=", ".join(loaders)),
        )
    return f"{key}.csv", loaders[key]()


def _breast_cancer() -> bytes:
    from sklearn.datasets import load_breast_cancer

    table = load_breast_cancer()
    labels = [str(table.target_names[each]) for each in table.target]
    header = [*(str(name).replace(" ", "_") for name in table.feature_names), "diagnosis"]
    return _csv(header, ([*row, label] for row, label in zip(table.data.tolist(), labels, strict=True)))


def _diabetes() -> bytes:
    from sklearn.datasets import load_diabetes

    table = load_diabetes(scaled=False)
    header = [*(str(name) for name in table.feature_names), "progression"]
    rows = ([*row, target] for row, target in zip(table.data.tolist(), table.target.tolist(), strict=True))
    return _csv(header, rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue().encode()
