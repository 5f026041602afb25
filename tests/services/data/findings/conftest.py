"""Short ways to make tables, profiles and recipes, and to find their findings."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import pytest

from services.data.associations.associations import Association
from services.data.findings import Finding, findings
from services.data.profile import ColumnProfile, Profile, profile
from services.data.recipe.recipe import Recipe, Role, suggested
from services.data.tables.writing import store

ROWS = 200


@pytest.fixture(scope="session")
def described() -> Callable[..., Profile]:
    """Return the profile of a table with these columns."""

    def described(**columns: Sequence[str | None]) -> Profile:
        cells = {name: pd.Series(list(values), dtype="str") for name, values in columns.items()}
        return profile(store(pd.DataFrame(cells)))

    return described


@pytest.fixture(scope="session")
def column() -> Callable[..., ColumnProfile]:
    """Return the profile of a column, by default a balanced category of four values."""

    def column(name: str, **facts: Any) -> ColumnProfile:
        default: dict[str, Any] = {
            "kind": "category",
            "missing": 0,
            "distinct": 4,
            "examples": ("a", "b", "c", "d"),
            "top": tuple((value, ROWS // 4) for value in "abcd"),
        }
        return ColumnProfile(name, **{**default, **facts})

    return column


@pytest.fixture(scope="session")
def table(column: Callable[..., ColumnProfile]) -> Callable[..., Profile]:
    """Return the profile of a table of 200 rows with these columns and a target “y” of two classes."""

    def table(*columns: ColumnProfile, **facts: Any) -> Profile:
        target = column("y", distinct=2, top=(("no", 120), ("yes", 80)), examples=("no", "yes"))
        return Profile(facts.pop("rows", ROWS), (*columns, target), **facts)

    return table


@pytest.fixture(scope="session")
def recipe() -> Callable[..., Recipe]:
    """Return a recipe that predicts “y” from the other columns in their suggested or these roles."""

    def recipe(profile: Profile, task: Any = "classification", **roles: Role) -> Recipe:
        chosen = {column.name: roles.get(column.name, suggested(column)) for column in profile.columns}
        return Recipe("y", task, tuple((name, role) for name, role in chosen.items() if name != "y"))

    return recipe


@pytest.fixture(scope="session")
def found_in(recipe: Callable[..., Recipe]) -> Callable[..., list[Finding]]:
    """Return the findings in a profile, of one kind or all."""

    def found_in(
        profile: Profile,
        kind: str | None = None,
        task: Any = "classification",
        associations: Any = (),
        **roles: Role,
    ) -> list[Finding]:
        found = findings(profile, recipe(profile, task, **roles), associations)
        return [finding for finding in found if kind in (None, finding.kind)]

    return found_in


@pytest.fixture(scope="session")
def association() -> Callable[[str, float], Association]:
    """Return a column's association with the target, of a strength from 0 to 1."""

    def association(column: str, strength: float) -> Association:
        evidence = (("accuracy", strength), ("baseline", 0.6), ("rows", 200.0))
        return Association(column, strength, "goodman_kruskal_tau", evidence)

    return association
