"""Versions: numbered within a name, in the order in which they came."""

from datetime import UTC, datetime

from services.vertex import versions
from services.vertex.datasets import Dataset


def made(name: str, day: int, version: int) -> Dataset:
    created = datetime(2026, 1, day, tzinfo=UTC)
    return Dataset(f"d/{name}{day}", name, created, "gs://b/t.csv", f"{name}{day}", 1, 1, version=version)


def test_each_name_counts_its_own_versions_newest_first() -> None:
    numbered = versions.numbered([made("a", 1, 1), made("b", 2, 1), made("a", 3, 2)])
    assert [
        (version.dataset.display_name, version.number, version.count, version.is_latest)
        for version in numbered
    ] == [
        ("a", 2, 2, True),
        ("b", 1, 1, True),
        ("a", 1, 2, False),
    ]


def test_a_version_keeps_its_number_and_of_two_with_one_number_the_later_gets_the_next() -> None:
    family = versions.family([made("a", 2, 3), made("a", 4, 4), made("a", 5, 4), made("b", 6, 1)], "a")
    assert [version.number for version in family] == [5, 4, 3]
