"""Drift: how far one column moved between two tables, and that in one plain sentence."""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from services.data.comparison import distributions
from services.data.comparison.distributions import TOP, Shares
from services.data.profile import ColumnProfile
from services.text.i18n import _

Level = Literal["steady", "some", "strong"]

# Where the population stability index, of which the distance is the root but for a factor, is 0.1 and
# 0.25, the customary bounds of "some" and "strong".
SOME, STRONG = 0.134, 0.212
_MISSING_SOME, _MISSING_STRONG = 0.02, 0.1
_NAMED = 5
_SPREAD = 1.5  # times as wide or as narrow as before


@dataclass(frozen=True)
class Drift:
    """What moved in a column; see `Change` for the fields."""

    level: Level
    shares: Shares | None
    distance: float | None
    missing: tuple[float, float]
    more_missing: Level
    shift: float | None
    new: tuple[str, ...]
    gone: tuple[str, ...]


def between(before: ColumnProfile, after: ColumnProfile, rows: tuple[int, int]) -> Drift:
    """Return how far a column moved; what chance explains in tables of this size is no drift."""
    common = distributions.of(before, after, rows)
    present = (rows[0] - before.missing, rows[1] - after.missing)
    parts = [common, distributions.words(before, after) if before.kind == after.kind == "text" else None]
    distances = [(distributions.distance(each), _noise(each, present)) for each in parts if each]
    missing = _missing(before, after, rows)
    more_missing = _missing_level(missing, rows)
    level = max(
        [_level(found, noise) for found, noise in distances] + [more_missing],
        key=("steady", "some", "strong").index,
    )
    if before.kind != after.kind:
        level = "strong"
    elif before.kind == "date" and level == "strong":
        level = "some"  # time goes on
    return Drift(
        level=level,
        shares=common,
        distance=max((found for found, _noise in distances), default=None),
        missing=missing,
        more_missing=more_missing,
        shift=_shift(before, after),
        new=_only_in(after, before),
        gone=_only_in(before, after),
    )


def sentence(before: ColumnProfile, after: ColumnProfile, found: Drift) -> str:
    """Return what happened to a column in one sentence."""
    if before.kind != after.kind:
        text = _("was read as {before}, now as {after}", before=before.kind, after=after.kind)
    else:
        text = ", ".join(_parts(before, after, found)) or _("looks the same")
    if before.name != after.name:
        text = _("seems to be “{name}” under a new name; {rest}", name=before.name, rest=text)
    return text[0].upper() + text[1:] + "."


def lonely(column: ColumnProfile, what: Literal["added", "removed"]) -> str:
    """Return the sentence of a column that only one of the tables has."""
    if what == "added":
        return _("Only the later table has this column of {kind}.", kind=column.kind)
    return _(
        "The later table doesn't have this column of {kind}; a model that uses it can't run on it.",
        kind=column.kind,
    )


def _parts(before: ColumnProfile, after: ColumnProfile, found: Drift) -> list[str]:
    parts = []
    if found.shift is not None and abs(found.shift) >= 0.1 and found.level != "steady":
        direction = _("rose") if found.shift > 0 else _("fell")
        parts.append(
            _(
                "its {mean} {direction} from {before} to {after} ({shift:+.1f} standard deviations)",
                mean=_("mean length") if before.kind == "text" else _("mean"),
                direction=direction,
                before=f"{before.mean:,.4g}",
                after=f"{after.mean:,.4g}",
                shift=found.shift,
            )
        )
    if found.level != "steady" and _is_spread_anew(before, after):
        parts.append(
            _(
                "its standard deviation went from {before} to {after}",
                before=f"{before.deviation:,.4g}",
                after=f"{after.deviation:,.4g}",
            )
        )
    if before.kind == "date" and (before.earliest, before.latest) != (after.earliest, after.latest):
        parts.append(
            _(
                "it spans {after} instead of {before}",
                before=f"{before.earliest} – {before.latest}",
                after=f"{after.earliest} – {after.latest}",
            )
        )
    if found.more_missing != "steady":
        first, second = found.missing
        parts.append(_("{before:.1%} were missing, now {after:.1%}", before=first, after=second))
    if before.kind in ("category", "text"):
        parts += _named(found, before)
    if not parts and found.level != "steady":
        parts.append(_("its values are spread differently"))
    return parts


def _named(found: Drift, before: ColumnProfile) -> list[str]:
    words = before.kind == "text"
    if found.level == "steady" and (words or before.distinct > TOP):
        return []  # the ends of two lists of the most frequent always differ
    parts = []
    if found.new:
        text = _("frequent words are new: {names}") if words else _("new values: {names}")
        parts.append(text.format(names=_list(found.new)))
    if found.gone:
        text = _("frequent words no more: {names}") if words else _("no longer seen: {names}")
        parts.append(text.format(names=_list(found.gone)))
    return parts


def _list(names: tuple[str, ...]) -> str:
    shown = ", ".join(f"“{name[:40]}”" for name in names[:_NAMED])
    return shown if len(names) <= _NAMED else _("{names} and {n} more", names=shown, n=len(names) - _NAMED)


def _only_in(one: ColumnProfile, other: ColumnProfile) -> tuple[str, ...]:
    if one.kind != other.kind or one.kind not in ("category", "text"):
        return ()
    known = {value for value, _count in other.top}
    if one.kind == "category" and len(known) >= TOP and other.distinct > TOP:
        # The other's list is cut: only a value more frequent than its last can be told to be missing there.
        least = min(count for _value, count in other.top)
        return tuple(value for value, count in one.top if value not in known and count > least)
    return tuple(value for value, _count in one.top if value not in known)


def _noise(found: Shares, present: tuple[int, int]) -> float:
    bars = sum(left + right > 0 for left, right in zip(found.before, found.after, strict=True))
    return distributions.chance(bars, *present)


def _level(distance: float, noise: float) -> Level:
    if distance <= noise or distance < SOME:
        return "steady"
    return "strong" if distance >= STRONG else "some"


def _missing(before: ColumnProfile, after: ColumnProfile, rows: tuple[int, int]) -> tuple[float, float]:
    return (before.missing / max(1, rows[0]), after.missing / max(1, rows[1]))


def _missing_level(missing: tuple[float, float], rows: tuple[int, int]) -> Level:
    moved = abs(missing[1] - missing[0])
    pooled = (missing[0] * rows[0] + missing[1] * rows[1]) / max(1, sum(rows))
    noise = 3 * sqrt(pooled * (1 - pooled) * (1 / max(1, rows[0]) + 1 / max(1, rows[1])))
    if moved < _MISSING_SOME or moved <= noise:
        return "steady"
    return "strong" if moved >= _MISSING_STRONG else "some"


def _is_spread_anew(before: ColumnProfile, after: ColumnProfile) -> bool:
    """Tell whether the numbers of two columns lie much closer together in one of them."""
    if before.kind != "number" or not before.deviation or not after.deviation:
        return False
    return max(before.deviation / after.deviation, after.deviation / before.deviation) >= _SPREAD


def _shift(before: ColumnProfile, after: ColumnProfile) -> float | None:
    if before.kind != after.kind or before.mean is None or after.mean is None or not before.deviation:
        return None
    return (after.mean - before.mean) / before.deviation
