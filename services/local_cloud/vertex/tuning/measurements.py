"""Read the metrics that cloudml-hypertune reports for a trial as measurements."""

import json
import math
import os
import stat
from pathlib import Path
from typing import Any

from services.local_cloud.vertex.kernel import messages

_SIGNS = {"MINIMIZE": -1.0}


# The most bytes of a file that are read.
_MAX_FILE = 10_000_000


class Measurements:
    """Collects the metrics of a trial, whose file has only the last 100 lines at any time.

    Each line is JSON with one metric under its own name, `global_step`, `timestamp` and `trial`.
    """

    def __init__(self, spec: Any, started: float) -> None:
        self._spec = spec
        self._started = started
        self._ids = [metric.metric_id for metric in spec.metrics]
        self._seen: set[tuple[float, int, str]] = set()
        self._reported: list[Any] = []

    def take(self, file: Path) -> bool:
        """Read the file. Return whether it has new metrics."""
        news = [self._add(line) for line in _text(file).splitlines()]
        return any(news)

    def ordered(self) -> list[Any]:
        """Return the measurements by step and time."""
        return sorted(
            self._reported,
            key=lambda measurement: (measurement.step_count, measurement.elapsed_duration.ToNanoseconds()),
        )

    def final(self) -> Any | None:
        """Return the final measurement, None if none has all metrics of the study."""
        complete = [
            measurement for measurement in self._reported if len(measurement.metrics) == len(self._ids)
        ]
        if messages.enum_name(self._spec, "measurement_selection_type") != "BEST_MEASUREMENT":
            return complete[-1] if complete else None
        return max(complete, key=lambda measurement: objectives(self._spec, measurement), default=None)

    def _add(self, line: str) -> bool:
        try:
            entry = json.loads(line)
            step, moment = int(entry.get("global_step", 0)), float(entry["timestamp"])
            values = {name: float(entry[name]) for name in self._ids if name in entry}
        except (ValueError, TypeError, KeyError, AttributeError):
            return False  # the file is written in place, so a line may be incomplete
        changed = False
        for name, value in values.items():
            if math.isfinite(value) and (moment, step, name) not in self._seen:
                self._seen.add((moment, step, name))
                self._measure(max(step, 0), max(moment - self._started, 0.0), name, value)
                changed = True
        return changed

    def _measure(self, step: int, elapsed: float, name: str, value: float) -> None:
        """Add a metric to the last measurement if it has the same step, else to a new one."""
        last = self._reported[-1] if self._reported else None
        if last is None or last.step_count != step or name in [metric.metric_id for metric in last.metrics]:
            last = messages.Measurement(step_count=step)
            self._reported.append(last)
        last.elapsed_duration.FromNanoseconds(int(elapsed * 1e9))
        last.metrics.add(metric_id=name, value=value)


def objectives(spec: Any, measurement: Any) -> tuple[float, ...]:
    """Return a complete measurement's metrics in the order of the study, signed so that more is better."""
    values = {metric.metric_id: metric.value for metric in measurement.metrics}
    return tuple(
        values[metric.metric_id] * _SIGNS.get(messages.enum_name(metric, "goal"), 1.0)
        for metric in spec.metrics
    )


def _text(file: Path) -> str:
    """Return the text of a file, "" where there is none; uploaded code may have made a link or a pipe."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return ""
    with os.fdopen(descriptor, "rb") as opened:
        is_regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        return opened.read(_MAX_FILE).decode("utf-8", "replace") if is_regular else ""
