"""Words for prediction intervals and prediction sets."""

from services.data.models.conformal import ClassSet, Interval
from services.text import formats
from services.text.i18n import _, fill

CLASSES_SHOWN = 6


def region_text(region: Interval | ClassSet) -> str:
    """Return where the actual value of a prediction is, with the level and the coverage that was measured."""
    level, coverage = level_text(region.level), formats.percent(region.coverage)
    if isinstance(region, Interval):
        return _(
            "{level}: between {low} and {high} (true of {coverage} of the held-out rows)",
            level=level,
            low=formats.number(region.low),
            high=formats.number(region.high),
            coverage=coverage,
        )
    return _(
        "{level}: {classes} (true of {coverage} of the held-out rows)",
        level=level,
        classes=_classes(region.classes),
        coverage=coverage,
    )


def level_text(level: float) -> str:
    """Return a level of coverage in percent."""
    return fill("{level:.0%}", level=level)


def _classes(labels: tuple[str, ...]) -> str:
    names = _(" or ").join(f"“{label}”" for label in labels[:CLASSES_SHOWN])
    more = len(labels) - CLASSES_SHOWN
    return names if more <= 0 else _("{names} and {count:,} more", names=names, count=more)
