"""Words for how strongly columns are associated with the target."""

from typing import assert_never

from services.data.associations.measures import Measure
from services.text.i18n import _, _n


def measure_note(measure: Measure, target: str) -> str:
    """Return what the strength of an association with a target means."""
    match measure:
        case "goodman_kruskal_tau":
            return _(
                "How well each column alone predicts the class of “{target}” on held-out rows, from 0 (no "
                "better than chance) to 1 (perfectly): Goodman and Kruskal's tau.",
                target=target,
            )
        case "rank_r2":
            return _(
                "How well each column alone predicts the order of “{target}” on held-out rows, from 0 (no "
                "better than chance) to 1 (perfectly): R² of the ranks.",
                target=target,
            )
        case _:
            assert_never(measure)


def left_out_note(count: int) -> str:
    """Return how many associations are too weak to be shown."""
    return _n(
        "{count:,} weaker association isn't shown.",
        "{count:,} weaker associations aren't shown.",
        count,
        count=count,
    )
