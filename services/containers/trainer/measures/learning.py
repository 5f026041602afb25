"""The learning curve: the score of models that learn from fewer rows, where to fit them takes a moment."""

ROWS = 2000  # at most, of a larger table
LEAST_ROWS, MOST_ROWS = 50, 20_000  # of more rows, the curve is flat and boosting takes long
TEST_ROWS = 2000
SHARES = (0.125, 0.25, 0.5, 1.0)
SECONDS = 2.0  # in which all fits of a small table should end
_SHARE = 0.25  # of the time that the fit took


def sizes(rows: int, seconds: float) -> list[int]:
    """Return from how many of the training rows to learn, all of them excepted, whose fit took some seconds.

    There are none of a large table, or where the fits would take too long.
    """
    if not LEAST_ROWS <= rows <= MOST_ROWS:
        return []
    counts = [count for share in SHARES if (count := round(min(rows, ROWS) * share)) < rows]
    expected = seconds * sum(counts) / rows
    return counts if expected <= max(SECONDS, _SHARE * seconds) else []
