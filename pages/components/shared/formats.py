"""Numbers, times and sizes as a person reads them."""

from datetime import UTC, datetime, timedelta

from services.text.i18n import _


def ago(moment: datetime, now: datetime | None = None) -> str:
    """Return how long ago a moment was, in its largest whole unit."""
    seconds = max(0, int(((now or datetime.now(UTC)) - moment).total_seconds()))
    if seconds < 60:
        return _("just now")
    if seconds < 3600:
        return _("{n} min ago", n=seconds // 60)
    if seconds < 86400:
        return _("{n} h ago", n=seconds // 3600)
    if seconds < 2 * 86400:
        return _("yesterday")
    return _("{many} days ago", many=seconds // 86400)


def duration(span: timedelta) -> str:
    """Return a span of time in seconds, minutes or hours."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < 60:
        return _("{n} s", n=seconds)
    if seconds < 3600:
        return _("{m} min {s} s", m=seconds // 60, s=seconds % 60)
    return _("{h} h {m} min", h=seconds // 3600, m=seconds % 3600 // 60)


def number(value: float | None) -> str:
    """Return a number with at most four significant decimals and grouped thousands."""
    if value is None:
        return "–"
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"


def percent(share: float) -> str:
    """Return a share of one in percent, with a decimal near the ends; only none is 0% and only all 100%."""
    if 0 < share < 0.0005:
        return "<0.1%"
    if 0.9995 <= share < 1:
        return ">99.9%"
    return f"{share:.1%}" if 0 < share < 0.1 or 0.9 < share < 1 else f"{share:.0%}"


def score(value: float | None) -> str:
    """Return a metric's value with three decimals, or grouped thousands where it is large."""
    if value is None:
        return "–"
    return f"{value:.3f}" if abs(value) < 1000 else f"{value:,.0f}"


def size(count: int) -> str:
    """Return a number of bytes in kB, MB or GB, of a thousand each."""
    if count < 1e6:
        return _("{n:,.1f} kB", n=count / 1e3)
    return _("{n:,.1f} MB", n=count / 1e6) if count < 1e9 else _("{n:,.1f} GB", n=count / 1e9)
