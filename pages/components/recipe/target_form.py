"""The widgets that choose how the target is prepared for training."""

from dataclasses import replace

import streamlit as st

from services.data.profile import Profile
from services.data.recipe.recipe import Recipe
from services.text.i18n import _


def edit(key: str, profile: Profile, recipe: Recipe) -> Recipe:
    """Show the options that suit the target and its task, and return the recipe with them."""
    options = recipe.target_options
    column = next((column for column in profile.columns if column.name == recipe.target), None)
    if recipe.task == "regression":
        logarithm = st.checkbox(
            _("Learn the logarithm of the target"),
            options.logarithm,
            key=f"logarithm_{key}_{recipe.target}",
            help=_("Suits a target with a long right tail. Predictions and metrics stay in its own unit."),
        )
        options = replace(options, logarithm=logarithm)
    elif (column and column.spellings) or options.merge_spellings:
        merge = st.checkbox(
            _("Merge the spellings of the target"),
            options.merge_spellings,
            key=f"merge_spellings_{key}_{recipe.target}",
            help=_("Make classes that differ in case, blanks or Unicode form one class."),
        )
        options = replace(options, merge_spellings=merge)
    return replace(recipe, target_options=options)
