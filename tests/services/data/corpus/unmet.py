"""Unmet: cases that aren't as they should be yet, each with why; the long form of the tests runs them."""

UNMET: dict[str, str] = {}
