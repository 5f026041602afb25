"""The points of time series: one for each step, the last one written."""

from collections.abc import Iterable
from typing import Any

from services.local_cloud.state.database import Database
from services.local_cloud.vertex.kernel.messages import message_type

TimeSeriesDataPoint = message_type("TimeSeriesDataPoint")


class Points:
    """Keeps and reads the points of time series, by the name of each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, series: str, points: Iterable[Any]) -> None:
        """Keep points; one whose step is there already takes its place."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO tensorboard_points VALUES (?, ?, ?)",
                [(series, point.step, point.SerializeToString()) for point in points],
            )

    def read(self, series: str, most: int) -> list[Any]:
        """Return points in the order of their steps; of more than `most`, evenly chosen ones and the last."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT point FROM tensorboard_points WHERE series = ? ORDER BY step", (series,)
            ).fetchall()
        if len(rows) > most:
            stride = len(rows) / most
            rows = [rows[round((number + 1) * stride) - 1] for number in range(most)]
        return [TimeSeriesDataPoint.FromString(row["point"]) for row in rows]

    def last(self, series: str) -> Any | None:
        """Return the point of the highest step."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT point FROM tensorboard_points WHERE series = ? ORDER BY step DESC LIMIT 1", (series,)
            ).fetchone()
        return None if row is None else TimeSeriesDataPoint.FromString(row["point"])

    def drop(self, series: str) -> None:
        """Remove all points of a time series."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM tensorboard_points WHERE series = ?", (series,))
