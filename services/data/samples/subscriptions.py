"""Made-up subscribers with columns of every type, drawn with a fixed seed."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import exp
from random import Random

HEADER = (
    "customer_id", "signup_date", "plan", "country", "age", "monthly_price", "sessions_last_month",
    "support_tickets", "last_feedback", "churned",
)  # fmt: skip
COUNT = 600

_PRICES = {"basic": 9.0, "standard": 15.0, "premium": 25.0}
_COUNTRIES = ("Korea", "Germany", "Brazil", "Canada", "Japan", "Spain")
_PRAISE = (
    "Everything runs smoothly, nothing to add.",
    "The new dashboard saves me an hour a week.",
    "Good value for what we pay each month.",
    "Support solved my question within minutes.",
)
_OPENINGS = (
    "After {months} months:",
    "In month {months} now.",
    "{months} months with you.",
    "Month {months}.",
)
_COMPLAINTS = (
    "Too expensive for the little that we use.",
    "The export keeps failing and takes very long.",
    "I could not find the features I was promised.",
    "We are looking at other tools at the moment.",
)


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the same subscribers every time, with some empty cells."""
    random = Random(7)  # noqa: S311 - a sample, not a secret
    for number in range(COUNT):
        yield _subscriber(random, number)


def _subscriber(random: Random, number: int) -> tuple[str, ...]:
    plan = random.choice(tuple(_PRICES))
    price = _PRICES[plan] + random.choice((0.0, 0.0, 2.5))
    sessions = max(0, round(random.gauss(14, 7)))
    tickets = min(9, int(random.expovariate(0.8)))
    months = random.randrange(1, 60)
    log_odds = 1.8 + 1.1 * tickets - 0.3 * sessions - 0.03 * months + (1.2 if plan == "premium" else 0.0)
    churned = random.random() < 1 / (1 + exp(-log_odds))
    complains = random.random() < (0.8 if churned else 0.2)
    return (
        f"C-{10_000 + number}",
        (date(2026, 6, 30) - timedelta(days=months * 30 + random.randrange(30))).isoformat(),
        plan,
        random.choice(_COUNTRIES),
        "" if random.random() < 0.06 else str(random.randrange(18, 80)),
        f"{price:.2f}",
        str(sessions),
        str(tickets),
        "" if random.random() < 0.15 else _feedback(random, months, _COMPLAINTS if complains else _PRAISE),
        "yes" if churned else "no",
    )


def _feedback(random: Random, months: int, phrases: tuple[str, ...]) -> str:
    opening = random.choice(_OPENINGS).format(months=months)
    return f"{opening} {' '.join(random.sample(phrases, random.choice((1, 2))))}"
