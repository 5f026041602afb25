"""Associations of features with the target: how well each column alone predicts it on held-out rows."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from services.data.associations.measures import Evidence, Measure, TargetValues
from services.data.profile.blocks import blocks
from services.data.profile.records import Profile
from services.data.tables.table import Table

ROWS = 50_000

_ROWS_AT_LEAST = 1000
_CELLS = 40_000_000  # a wide table is sampled


@dataclass(frozen=True)
class Association:
    """How well one column alone predicts the target: 0 no better than chance, 1 perfectly.

    Every association with one target has the same `measure`. A missing cell counts as a value, and an
    identifier, whose values don't repeat, scores 0. `evidence` holds the number of `rows` and, for
    classes, the `accuracy` with the column and the `baseline` accuracy without it. `sampled` says that
    not all rows were read.
    """

    column: str
    strength: float
    measure: Measure
    evidence: Evidence = ()
    sampled: bool = False


def measure_associations(table: Table, profile: Profile, target: str) -> tuple[Association, ...]:
    """Return the associations of all other columns with the target, the strongest first.

    Raises InvalidInput if the table has no such target.
    """
    described = profile.column(target)
    cells, sampled = _sample(table, profile.rows)
    values = TargetValues.from_cells(cells[target], described, table)
    if values is None:
        return ()
    associations = []
    for column in profile.columns:
        if column.name != target and column.kind != "empty":
            strength, evidence = values.explained_by(cells[column.name], column, table)
            associations.append(Association(column.name, strength, values.measure, evidence, sampled))
    return tuple(sorted(associations, key=lambda association: (-association.strength, association.column)))


def _sample(table: Table, rows: int) -> tuple[pa.Table, bool]:
    """Return evenly spaced rows, and whether they are a sample."""
    most = max(_ROWS_AT_LEAST, min(ROWS, _CELLS // max(1, len(table.names))))
    step = max(1, -(-rows // most))
    parts: list[pa.Table] = []
    seen = 0
    for block in blocks(table):
        cells = block.columns(table, table.names)
        places = np.arange(-seen % step, cells.num_rows, step)
        parts.append(cells if step == 1 else cells.take(pa.array(places)))
        seen += cells.num_rows
    if not parts:
        return pa.table({name: pa.array([], pa.string()) for name in table.names}), False
    return pa.concat_tables(parts), step > 1
