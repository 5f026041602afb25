"""The widgets that choose how the target is prepared for training."""

from dataclasses import replace

import streamlit as st

from components.changes.recipe_changes import Make
from components.recipe.split_form import filled
from services.data.profile import Profile
from services.data.recipe.recipe import Recipe
from services.text.i18n import _


def section(key: str, profile: Profile, recipe: Recipe, make: Make) -> None:
    """Show the options that suit the target and its task; `make` gets each change of the recipe."""
    options = recipe.target_options
    column = next((column for column in profile.columns if column.name == recipe.target), None)
    if recipe.task == "regression":
        _option(
            f"logarithm_{key}_{recipe.target}",
            "logarithm",
            options.logarithm,
            make,
            _("Learn the logarithm of the target"),
            _("Suits a target with a long right tail. Predictions and metrics stay in its own unit."),
        )
    elif (column and column.spellings) or options.merge_spellings:
        _option(
            f"merge_spellings_{key}_{recipe.target}",
            "merge_spellings",
            options.merge_spellings,
            make,
            _("Merge the spellings of the target"),
            _("Make classes that differ in case, blanks or Unicode form one class."),
        )


def _option(widget: str, field: str, value: bool, make: Make, label: str, help: str) -> None:
    def choose() -> None:
        chosen = {field: bool(st.session_state[widget])}
        make(lambda recipe: replace(recipe, target_options=replace(recipe.target_options, **chosen)))

    st.checkbox(label, key=filled(widget, value), on_change=choose, help=help)
