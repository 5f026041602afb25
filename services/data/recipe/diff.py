"""Changes: what differs between two recipes, as sentences."""

from collections.abc import Iterator

from services.data.recipe.column_plans import written
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import sentence
from services.text.i18n import _


def changes(before: Recipe, after: Recipe) -> tuple[str, ...]:
    """Return one short sentence for each thing that the later recipe does otherwise."""
    return () if before == after else tuple(_changes(before, after))


def _changes(before: Recipe, after: Recipe) -> Iterator[str]:
    if before.target != after.target:
        yield _("Predicts “{after}” instead of “{before}”", before=before.target, after=after.target)
    if before.task != after.task:
        yield _("Predicts by {after} instead of {before}", before=before.task, after=after.task)
    if (before.split, before.test_fraction) != (after.split, after.test_fraction):
        yield _("Test: {how}", how=sentence(after.split, after.task, after.test_fraction))
    if before.seed != after.seed:
        yield _("Seed {after} instead of {before}", before=before.seed, after=after.seed)
    for column, role in after.roles:
        earlier = before.role(column)
        if column == before.target:
            continue
        if role != earlier:
            yield _("“{column}”: {after} instead of {before}", column=column, before=earlier, after=role)
        elif before.plan(column) != after.plan(column):
            old, new = written(before.plan(column)), written(after.plan(column))
            told = ", ".join(f"{name} {value}" for name, value in new.items() if old[name] != value)
            yield _("“{column}”: {options}", column=column, options=told)
