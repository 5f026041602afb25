"""Traffic splits of endpoints: whole per cents by deployed model id that sum to 100."""

from collections.abc import Mapping

NEW = "0"  # the id that a model has in a split while it is being deployed
NEW_SHARE = 10  # percent; a fault of a new model reaches few requests


def with_new(split: Mapping[str, int], share: int) -> dict[str, int]:
    """Return the split that gives a new model its share and the others the rest, in their proportions.

    If no model has traffic, the new one gets all of it, since a split sums to 100.
    """
    if not any(split.values()):
        return {NEW: 100}
    return {NEW: share, **_scaled(split, 100 - share)}


def without(split: Mapping[str, int], id: str) -> dict[str, int]:
    """Return the split without one model, the others in their proportions; empty if it was the only one.

    If no other model has traffic, the first of them gets all of it.
    """
    others = {other: share for other, share in split.items() if other != id}
    if others and not any(others.values()):
        others[next(iter(others))] = 100
    return _scaled(others, 100)


def restored(split: Mapping[str, int], before: Mapping[str, int], id: str) -> dict[str, int]:
    """Return the split that gives an undeployed model back the share that it had `before`.

    The others get theirs back, too, unless their shares were changed since; then they keep their proportions.
    """
    if sum(before.values()) == 100 and dict(split) == without(before, id):
        return {NEW: before[id], **{other: before[other] for other in split}}
    return with_new(split, before[id])


def _scaled(split: Mapping[str, int], total: int) -> dict[str, int]:
    """Return whole shares of a total in the proportions of a split, rounded by largest remainder.

    Of two models with the same remainder the first one is rounded up.
    """
    whole = sum(split.values())
    parts = {id: divmod(share * total, whole) for id, share in split.items()}
    missing = total - sum(quotient for quotient, _remainder in parts.values())
    by_remainder = sorted(parts, key=lambda id: parts[id][1], reverse=True)
    rounded_up = set(by_remainder[:missing])
    return {id: quotient + (id in rounded_up) for id, (quotient, _remainder) in parts.items()}
