"""The learning curve: the score of models that learn from fewer rows, where to fit them takes a moment."""

ROWS = 4000  # at most, of a larger table
LEAST_ROWS = 50
TEST_ROWS = 20_000
SHARES = (0.125, 0.25, 0.5, 1.0)
SECONDS = 2.0  # in which all fits of a small table should end
_SHARE = 0.25  # of the time that the fit took


def sizes(rows: int, seconds: float) -> list[int]:
    """Return from how many of the training rows to learn, all of them excepted, whose fit took some seconds.

    There are none where the fits would take too long.
    """
    if rows < LEAST_ROWS:
        return []
    counts = [count for share in SHARES if (count := round(min(rows, ROWS) * share)) < rows]
    expected = seconds * sum(counts) / rows
    return counts if expected <= max(SECONDS, _SHARE * seconds) else []
