"""Tables for measuring profiles: fifteen columns of all types, drawn with a fixed seed."""

from pathlib import Path

import numpy as np
import pandas as pd

from services.data.tables.table import Table

_PIECE = 100_000
_STARTS, _ENDS = ("re", "con", "b", "st", "th", "deliver"), ("ed", "y", "ing", "at", "s")
_WORDS = [start + end for start in _STARTS for end in _ENDS]


def write(path: Path, rows: int) -> Table:
    """Write a table with this many rows and return it."""
    with path.open("wb") as file:
        for start in range(0, rows, _PIECE):
            frame = _piece(start, min(_PIECE, rows - start))
            file.write(frame.to_csv(index=False, header=start == 0, lineterminator="\r\n").encode())
    return Table(path, tuple(frame.columns), rows, f"bench-{rows}")


def _piece(start: int, rows: int) -> pd.DataFrame:
    random = np.random.default_rng(start)
    moments = 1_600_000_000 + random.integers(0, 150_000_000, rows)
    words = np.array(_WORDS, dtype=object)[random.integers(0, len(_WORDS), (rows, 8))]
    numbers = np.arange(start, start + rows)
    income = np.round(random.lognormal(10, 0.8, rows), 2)
    score = random.normal(size=rows)
    return pd.DataFrame(
        {
            "id": numbers,
            "age": random.integers(18, 95, rows),
            "income": np.where(random.random(rows) < 0.05, np.nan, income),
            "score": score,
            "ratio": np.round(score * 0.5 + random.random(rows), 4),
            "visits": random.poisson(3, rows),
            "balance": [f"{amount:.2f}" if amount > 0 else "NA" for amount in random.normal(500, 250, rows)],
            "active": random.choice(["yes", "no"], rows),
            "plan": random.choice(["free", "pro", "team", ""], rows, p=[0.6, 0.25, 0.1, 0.05]),
            "city": np.char.add("city ", random.zipf(1.4, rows).clip(0, 3000).astype(str)),
            "code": np.char.zfill(random.integers(0, 99999, rows).astype(str), 5),
            "born": (np.datetime64("1940-01-01") + random.integers(0, 24000, rows)).astype(str),
            "seen": np.char.replace(np.datetime_as_string(moments.astype("datetime64[s]")), "T", " "),
            "mail": np.char.add(np.char.add("user", numbers.astype(str)), "@example.com"),
            "comment": [" ".join(row) for row in words],
        }
    )
