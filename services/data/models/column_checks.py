"""What the trainer measured of the columns beside the model (services/containers/trainer/measures/
column_checks.py)."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Overlap:
    """A date column by which training rows reach to `train_end`, though held-out rows start earlier."""

    column: str
    train_end: str
    test_start: str


@dataclass(frozen=True)
class ColumnChecks:
    """Pairs of columns with their rank correlation, overlaps in time, and the scores of columns alone."""

    correlated: tuple[tuple[str, str, float], ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    alone: tuple[tuple[str, float], ...] = ()


NOT_CHECKED = ColumnChecks()


def read_column_checks(content: Any) -> ColumnChecks:
    """Read the entry of evaluation.json. Raises ValueError, KeyError or TypeError if it is invalid."""
    if content is None:
        return NOT_CHECKED
    return ColumnChecks(
        tuple((str(first), str(second), float(value)) for first, second, value in content["correlated"]),
        tuple(
            Overlap(str(entry["column"]), str(entry["train_end"]), str(entry["test_start"]))
            for entry in content["overlaps"]
        ),
        tuple((str(entry["column"]), float(entry["score"])) for entry in content["alone"]),
    )
