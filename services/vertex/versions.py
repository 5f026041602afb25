"""Versions: the datasets of one name, numbered in the order in which they were stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.vertex.datasets import Dataset


@dataclass(frozen=True)
class Version:
    """A dataset with its version number and the number of versions of its name.

    Numbers don't change when versions are deleted, so a number can be higher than the count.
    """

    dataset: Dataset
    number: int
    count: int
    is_latest: bool


def numbered(datasets: Iterable[Dataset]) -> tuple[Version, ...]:
    """Return the datasets with their versions, newest first.

    Of two that were stored concurrently with the same number, the later one gets the next number.
    """
    families: dict[str, list[Dataset]] = {}
    for dataset in sorted(datasets, key=lambda dataset: (dataset.created, dataset.name)):
        families.setdefault(dataset.display_name, []).append(dataset)
    versions = [version for family in families.values() for version in _numbered(family)]
    versions.sort(key=lambda version: (version.dataset.created, version.dataset.name), reverse=True)
    return tuple(versions)


def family(datasets: Iterable[Dataset], name: str) -> tuple[Version, ...]:
    """Return the versions of one name, newest first."""
    return numbered(dataset for dataset in datasets if dataset.display_name == name)


def _numbered(family: list[Dataset]) -> list[Version]:
    versions, last = [], 0
    for dataset in family:
        last = max(dataset.version, last + 1)
        versions.append(Version(dataset, last, len(family), dataset is family[-1]))
    return versions
