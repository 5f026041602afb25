"""Well-known tables, rebuilt small: the columns in their order, and those that people want to predict.

A column is `name:form`. Forms: `id` counts up, `key` are unique words, `n` numbers, `w` whole numbers, `i9`
whole numbers of nine values, `01` zeros and ones, `yn` yes and no, `c3` three categories, `names` many
categories, `text` sentences, `date`, `year`, `empty`, `same`.
"""

import json
import random
from collections.abc import Callable

from services.settings import ROOT

ROWS = 60

TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    name: (table["columns"], tuple(table["targets"]))
    for name, table in json.loads((ROOT / "tests/cases/target_tables.json").read_text()).items()
}
_WORDS = ("rain", "glass", "river", "table", "music", "stone", "paper", "green", "house", "light")
_FORMS: dict[str, Callable[[random.Random, int], str | None]] = {
    "id": lambda _draw, row: str(row + 1),
    "key": lambda draw, _row: f"k{draw.getrandbits(40):010x}",
    "n": lambda draw, _row: f"{draw.lognormvariate(1, 1):.3f}",
    "w": lambda draw, _row: str(draw.randint(3, 900)),
    "01": lambda draw, _row: str(draw.randint(0, 1)),
    "yn": lambda draw, _row: draw.choice(("yes", "no")),
    "names": lambda draw, _row: f"Name {draw.randint(1, 60)}",
    "text": lambda draw, _row: " ".join(draw.choices(_WORDS, k=8)),
    "date": lambda draw, _row: f"2024-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
    "year": lambda draw, _row: str(draw.randint(1995, 2019)),
    "empty": lambda _draw, _row: None,
    "same": lambda _draw, _row: "1",
}


def table_cells(columns: str) -> dict[str, list[str | None]]:
    """Return the cells of a table whose columns are described as above."""
    described = [column.rpartition(":")[::2] for column in columns.split("; ")]
    return {name: _cells(form, random.Random(seed)) for seed, (name, form) in enumerate(described)}  # noqa: S311


def _cells(form: str, draw: random.Random) -> list[str | None]:
    if form in _FORMS:
        return [_FORMS[form](draw, row) for row in range(ROWS)]
    values = [row % int(form[1:]) for row in range(ROWS)]
    draw.shuffle(values)
    return [str(value) if form[0] == "i" else f"kind {value}" for value in values]
