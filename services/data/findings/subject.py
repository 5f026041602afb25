"""What findings are looked for in: a table's profile and the recipe for it, indexed by column."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from services.data.associations.associations import Association
from services.data.profile import ColumnProfile, Profile
from services.data.reading.repairs import Repair
from services.data.recipe.recipe import Recipe, Role


@dataclass(frozen=True)
class Case:
    """A table's profile, the recipe for it, what links columns to the target, and what reading mended."""

    profile: Profile
    recipe: Recipe
    links: tuple[Association, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @cached_property
    def columns(self) -> dict[str, ColumnProfile]:
        """Each column's profile by its name."""
        return {column.name: column for column in self.profile.columns}

    @cached_property
    def roles(self) -> dict[str, Role]:
        """The role of each column that the recipe names."""
        return dict(self.recipe.roles)

    @property
    def target(self) -> ColumnProfile | None:
        """The profile of the column to predict, None where the table has no such column."""
        return self.columns.get(self.recipe.target)

    @cached_property
    def linked(self) -> dict[str, Association]:
        """What links each column that was looked at to the target."""
        return {link.column: link for link in self.links}

    @cached_property
    def strengths(self) -> dict[str, float]:
        """How strongly each column that was looked at is linked to the target."""
        return {link.column: link.strength for link in self.links}

    @property
    def features(self) -> Iterator[tuple[ColumnProfile, Role]]:
        """Each column of the table but the target, with its role."""
        for column in self.profile.columns:
            if column.name != self.recipe.target:
                yield column, self.roles.get(column.name, "ignore")

    def present(self, column: ColumnProfile) -> int:
        """How many cells of a column hold something."""
        return self.profile.rows - column.missing
