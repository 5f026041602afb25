"""The correlation matrix of the numeric columns with the strongest correlations."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.data.profile import Correlation

MOST = 30


@dataclass(frozen=True)
class Matrix:
    """Coefficients between columns, None if unknown; `left_out` is the number of columns left out."""

    names: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    left_out: int


def strongest(correlations: Sequence[Correlation], most: int = MOST) -> Matrix:
    """Return the matrix of up to `most` columns with the strongest correlations, in table order."""
    strongest: dict[str, float] = {}
    for correlation in correlations:
        for name in (correlation.first, correlation.second):
            strongest[name] = max(strongest.get(name, 0.0), abs(correlation.coefficient))
    chosen = set(sorted(strongest, key=lambda name: -strongest[name])[:most])
    names = tuple(name for name in strongest if name in chosen)
    known = {(correlation.first, correlation.second): correlation.coefficient for correlation in correlations}
    values = tuple(
        tuple(1.0 if a == b else known.get((a, b), known.get((b, a))) for b in names) for a in names
    )
    return Matrix(names, values, len(strongest) - len(names))
