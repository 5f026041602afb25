"""What a new version of a dataset has from the recipe of the version before."""

from collections.abc import Sequence

import streamlit as st

from services import cache
from services.data.profile import Profile
from services.data.recipe.inheritance import Inheritance, inherit
from services.data.recipe.recipe import Recipe
from services.settings import Target
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.text.messages.recipe import loss_text
from services.vertex.datasets import Dataset
from services.vertex.versions import Version, family

SHOWN = 10


def section(
    target: Target, dataset: Dataset, datasets: Sequence[Dataset], profile: Profile, recipe: Recipe | None
) -> None:
    """Show what could not be carried over, as long as the recipe predicts what the earlier one did."""
    earlier = _earlier(target, dataset, datasets)
    if earlier is None:
        return
    version, origin = earlier
    if recipe is not None and recipe.target != origin.target:
        return
    before = cache.stored_profile(target, version.dataset.folder)
    inherited = inherit(origin, before, profile, origin.numbers)
    with st.container(key=f"inherited_{dataset.id}"):
        if inherited.recipe is None:
            st.info(
                _(
                    "The target of version {n}, “{column}”, isn't in this table, so its recipe was not "
                    "carried over.",
                    n=version.number,
                    column=escape(origin.target),
                ),
                icon=":material/history:",
            )
        elif recipe is not None:
            _carried_over(version.number, inherited)


def _earlier(target: Target, dataset: Dataset, datasets: Sequence[Dataset]) -> tuple[Version, Recipe] | None:
    """Return the latest version before a dataset that has a recipe, with the recipe."""
    versions = [version for version in family(datasets, dataset.display_name) if version.dataset.content_id]
    own = next((version.number for version in versions if version.dataset.id == dataset.id), 0)
    for version in versions:
        recipe = cache.recipe(target, version.dataset.folder) if version.number < own else None
        if recipe is not None:
            return version, recipe
    return None


def _carried_over(number: int, inherited: Inheritance) -> None:
    losses = inherited.losses
    if not losses:
        st.caption(_(":material/history: The recipe is inherited from version {n}.", n=number))
        return
    title = _n(
        "The recipe is inherited from version {n}, with {count:,} difference",
        "The recipe is inherited from version {n}, with {count:,} differences",
        len(losses),
        n=number,
        count=len(losses),
    )
    with st.expander(title, icon=":material/history:"):
        lines = [escape(loss_text(loss)) for loss in losses[:SHOWN]]
        if len(losses) > SHOWN:
            lines.append(_("and {n:,} more", n=len(losses) - SHOWN))
        st.markdown("\n".join(f"- {line}" for line in lines))
