"""The subject of a search for findings: a table's profile and its recipe, indexed by column."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from services.data.associations.associations import Association
from services.data.profile import ColumnProfile, Profile
from services.data.reading.parsing.repairs import Repair
from services.data.recipe.recipe import Recipe, Role

MOSTLY = 0.5  # the share of cells or rows that counts as most of them


@dataclass(frozen=True)
class Subject:
    """A table's profile, its recipe, the features' associations with the target, and the file's repairs."""

    profile: Profile
    recipe: Recipe
    associations: tuple[Association, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @cached_property
    def columns(self) -> dict[str, ColumnProfile]:
        """The profiles of the columns by name."""
        return {column.name: column for column in self.profile.columns}

    @cached_property
    def roles(self) -> dict[str, Role]:
        """The roles of the columns in the recipe."""
        return dict(self.recipe.roles)

    @property
    def target(self) -> ColumnProfile | None:
        """The profile of the target, None if the table has no such column."""
        column = self.columns.get(self.recipe.target)
        return column and self._prepared(column)

    @cached_property
    def associated(self) -> dict[str, Association]:
        """The known associations with the target, by column."""
        return {association.column: association for association in self.associations}

    @cached_property
    def strengths(self) -> dict[str, float]:
        """The strengths of the known associations with the target, 0 to 1, by column."""
        return {association.column: association.strength for association in self.associations}

    @property
    def features(self) -> Iterator[tuple[ColumnProfile, Role]]:
        """All columns of the table except the target, with their roles."""
        for column in self.profile.columns:
            if column.name != self.recipe.target:
                yield self._prepared(column), self.roles.get(column.name, "ignore")

    @property
    def features_and_target(self) -> Iterator[tuple[ColumnProfile, Role]]:
        """The features with their roles, then the target with the role "ignore" if the table has it."""
        yield from self.features
        if self.target:
            yield self.target, "ignore"

    def is_target(self, column: ColumnProfile) -> bool:
        """Return whether a column is the target."""
        return column.name == self.recipe.target

    def is_read_as_target(self, column: ColumnProfile) -> bool:
        """Return whether a column is the target of a regression, which reads its numbers."""
        return (
            self.is_target(column)
            and self.recipe.task == "regression"
            and column.are_numbers(self.profile.rows)
        )

    def merges_spellings(self, column: ColumnProfile) -> bool:
        """Return whether the recipe merges the spellings of a column's values."""
        if self.is_target(column):
            return self.recipe.target_options.merge_spellings
        return bool(getattr(self.recipe.plan(column.name), "merge_spellings", False))

    def _prepared(self, column: ColumnProfile) -> ColumnProfile:
        """Return the profile of a column with its spellings merged if the recipe merges them."""
        merges = column.spellings and self.merges_spellings(column)
        return column.with_merged_spellings if merges else column

    def present(self, column: ColumnProfile) -> int:
        """Return the number of cells of a column that aren't missing."""
        return self.profile.rows - column.missing
