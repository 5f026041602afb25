"""Counts: how many of what there are, as the log says it."""


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its word: "1 row", "1,200 rows"; `many` where the plural takes more than an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
