"""Counts with nouns, for the log."""


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun, such as "1,200 rows"; `many` is an irregular plural."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
