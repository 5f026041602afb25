"""The matrix of correlations: the columns of numbers that go together most, with their coefficients."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.data.profile import Correlation

MOST = 30


@dataclass(frozen=True)
class Matrix:
    """Coefficients between columns, None where there is none; `left_out` counts columns not shown."""

    names: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    left_out: int


def of(correlations: Sequence[Correlation], most: int = MOST) -> Matrix:
    """Return the matrix of the columns with the strongest correlations, in their order in the table."""
    strongest: dict[str, float] = {}
    for each in correlations:
        for name in (each.first, each.second):
            strongest[name] = max(strongest.get(name, 0.0), abs(each.coefficient))
    chosen = set(sorted(strongest, key=lambda name: -strongest[name])[:most])
    names = tuple(name for name in strongest if name in chosen)
    known = {(each.first, each.second): each.coefficient for each in correlations}
    values = tuple(
        tuple(1.0 if a == b else known.get((a, b), known.get((b, a))) for b in names) for a in names
    )
    return Matrix(names, values, len(strongest) - len(names))
