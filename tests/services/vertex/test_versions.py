"""Versions: numbered within a name, in the order in which they came."""

from datetime import UTC, datetime

from services.vertex import versions
from services.vertex.datasets import Dataset


def made(name: str, day: int, version: int) -> Dataset:
    created = datetime(2026, 1, day, tzinfo=UTC)
    return Dataset(f"d/{name}{day}", name, created, "gs://b/t.csv", f"{name}{day}", 1, 1, version=version)


def test_each_name_counts_its_own_versions_newest_first() -> None:
    found = versions.numbered([made("a", 1, 1), made("b", 2, 1), made("a", 3, 2)])
    assert [(each.dataset.display_name, each.number, each.count, each.is_latest) for each in found] == [
        ("a", 2, 2, True),
        ("b", 1, 1, True),
        ("a", 1, 2, False),
    ]


def test_a_deleted_version_keeps_its_number_and_two_of_one_number_are_told_apart() -> None:
    found = versions.family([made("a", 2, 3), made("a", 4, 4), made("a", 5, 4), made("b", 6, 1)], "a")
    assert [each.number for each in found] == [5, 4, 3]
