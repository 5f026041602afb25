"""The parts of titles, and how equal titles become different ones."""

from collections.abc import Callable, Mapping
from datetime import datetime

from services.data.models.objective import Objective
from services.text import formats

SEPARATOR = " · "


def joined(*parts: str) -> str:
    """Return the parts of a title that are known, as one text."""
    return SEPARATOR.join(part for part in parts if part)


def target_part(name: str, objective: Objective | None) -> str:
    """Return the column that a model predicts, or nothing if its name says so already."""
    if objective is None or objective.column in name.split(SEPARATOR):
        return ""
    return objective.column


def dataset_part(objective: Objective | None) -> str:
    """Return the dataset that a model learned from, with the version."""
    if objective is None or not objective.dataset:
        return ""
    version = objective.dataset_version
    return objective.dataset if version is None else f"{objective.dataset} v{version}"


def moment_part(moment: datetime) -> str:
    """Return a moment to the second."""
    return f"{formats.date(moment)} {formats.clock(moment)}"


def different(titles: Mapping[str, str], *details: Callable[[str], str]) -> dict[str, str]:
    """Return the titles by id, the equal ones with the first of the details in which they differ."""
    result = dict(titles)
    for detail in details:
        groups: dict[str, list[str]] = {}
        for id, title in result.items():
            groups.setdefault(title, []).append(id)
        for title, ids in groups.items():
            found = {id: detail(id) for id in ids} if len(ids) > 1 else {}
            if len(set(found.values())) > 1:
                result |= {id: joined(title, text) for id, text in found.items()}
    return result
