"""The points of time series, one for each step."""

from collections.abc import Iterable
from typing import Any

from services.local_cloud.state.database import Database
from services.local_cloud.vertex.kernel.messages import message_type

TimeSeriesDataPoint = message_type("TimeSeriesDataPoint")


class Points:
    """Writes and reads the points of time series."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, series: str, points: Iterable[Any]) -> None:
        """Write points; a point replaces an earlier one of its step."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO tensorboard_points VALUES (?, ?, ?)",
                [(series, point.step, point.SerializeToString()) for point in points],
            )

    def read(self, series: str, limit: int) -> list[Any]:
        """Return up to `limit` points by step, evenly spaced and with the last one."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT point FROM tensorboard_points WHERE series = ? ORDER BY step", (series,)
            ).fetchall()
        if len(rows) > limit:
            stride = len(rows) / limit
            rows = [rows[round((number + 1) * stride) - 1] for number in range(limit)]
        return [TimeSeriesDataPoint.FromString(row["point"]) for row in rows]

    def last(self, series: str) -> Any | None:
        """Return the point of the highest step, None if there is none."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT point FROM tensorboard_points WHERE series = ? ORDER BY step DESC LIMIT 1", (series,)
            ).fetchone()
        return None if row is None else TimeSeriesDataPoint.FromString(row["point"])

    def remove(self, series: str) -> None:
        """Remove all points of a time series."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM tensorboard_points WHERE series = ?", (series,))
