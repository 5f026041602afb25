"""The subject of a search for findings: a table's profile and its recipe, indexed by column."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from services.data.associations.associations import Association
from services.data.profile import ColumnProfile, Profile
from services.data.reading.repairs import Repair
from services.data.recipe.recipe import Recipe, Role


@dataclass(frozen=True)
class Subject:
    """A table's profile, its recipe, the features' associations with the target, and the file's repairs."""

    profile: Profile
    recipe: Recipe
    associations: tuple[Association, ...] = ()
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
        """The profile of the target, None where the table has no such column."""
        return self.columns.get(self.recipe.target)

    @cached_property
    def associated(self) -> dict[str, Association]:
        """Each known association with the target, by column."""
        return {association.column: association for association in self.associations}

    @cached_property
    def strengths(self) -> dict[str, float]:
        """The strength of each known association with the target, 0 to 1, by column."""
        return {association.column: association.strength for association in self.associations}

    @property
    def features(self) -> Iterator[tuple[ColumnProfile, Role]]:
        """Each column of the table but the target, with its role."""
        for column in self.profile.columns:
            if column.name != self.recipe.target:
                yield column, self.roles.get(column.name, "ignore")

    @property
    def features_and_target(self) -> Iterator[tuple[ColumnProfile, Role]]:
        """Each feature with its role, then the target as an ignored column, where the table has it."""
        yield from self.features
        if self.target:
            yield self.target, "ignore"

    def is_target(self, column: ColumnProfile) -> bool:
        """Tell whether a column is the one to predict."""
        return column.name == self.recipe.target

    def present(self, column: ColumnProfile) -> int:
        """Return how many cells of a column aren't missing."""
        return self.profile.rows - column.missing
