"""Versions: the datasets of one name, each with its number, the later content after the earlier."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.vertex.datasets import Dataset


@dataclass(frozen=True)
class Version:
    """A dataset as one of the versions of its name: its number, and how many there are now.

    Numbers stay when an earlier version is deleted, so the last may be higher than the count.
    """

    dataset: Dataset
    number: int
    count: int
    is_latest: bool


def numbered(datasets: Iterable[Dataset]) -> tuple[Version, ...]:
    """Return each dataset with its version, newest first.

    Two that were stored at once under one name bear the same number: the later gets the next one.
    """
    families: dict[str, list[Dataset]] = {}
    for dataset in sorted(datasets, key=lambda each: (each.created, each.name)):
        families.setdefault(dataset.display_name, []).append(dataset)
    found = [version for family in families.values() for version in _numbered(family)]
    return tuple(sorted(found, key=lambda each: (each.dataset.created, each.dataset.name), reverse=True))


def family(datasets: Iterable[Dataset], name: str) -> tuple[Version, ...]:
    """Return the versions of one name, newest first."""
    return numbered(each for each in datasets if each.display_name == name)


def _numbered(family: list[Dataset]) -> list[Version]:
    versions, last = [], 0
    for dataset in family:
        last = max(dataset.version, last + 1)
        versions.append(Version(dataset, last, len(family), dataset is family[-1]))
    return versions
