"""The widgets that choose the held-out rows."""

from dataclasses import replace

import streamlit as st

from services.data.profile import Profile
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import METHODS, Method, Split
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.recipe import split_method_title, split_text

PERCENT = (5, 50)
MAXIMUM_SEED = 2**31 - 1


def edit(key: str, profile: Profile, recipe: Recipe) -> Recipe:
    """Show the split for editing and return the recipe with it."""
    st.subheader(_("Split"), anchor=False)
    method: Method = st.selectbox(
        _("Held-out rows"),
        METHODS,
        index=METHODS.index(recipe.split.method),
        format_func=split_method_title,
        key=f"split_{key}",
        help=_("The model never learns from these rows; its score is measured on them."),
    )
    split = _split(key, profile, recipe, method)
    fraction = recipe.test_fraction if method == "column" else _fraction(key, recipe.test_fraction)
    seed = recipe.seed if method in ("column", "time") else _seed(key, recipe.seed)
    if not split.complete:
        st.caption(_("Choose the column and value that mark the held-out rows, or another method."))
        return recipe
    st.caption(escape(split_text(split, recipe.task, fraction)))
    if method == "column" and recipe.role(str(split.column)) != "ignore":
        st.caption(_("Ignore this column in the recipe: new rows have no meaningful value in it."))
    return replace(recipe, split=split, test_fraction=fraction, seed=seed)


def _fraction(key: str, fraction: float) -> float:
    percent = round(100 * fraction)
    chosen = st.slider(_("Held-out share, %"), *PERCENT, percent, key=f"fraction_{key}")
    return fraction if chosen == percent else chosen / 100


def _seed(key: str, seed: int) -> int:
    return int(
        st.number_input(
            _("Seed"),
            0,
            MAXIMUM_SEED,
            seed,
            key=f"seed_{key}",
            help=_("The same seed holds out the same rows again."),
        )
    )


def _split(key: str, profile: Profile, recipe: Recipe, method: Method) -> Split:
    if not Split(method).needs_column:
        return Split(method)
    names = [
        column.name
        for column in profile.columns
        if column.name != recipe.target and (method != "time" or column.kind == "date")
    ]
    if not names:
        st.caption(_("No column suits this method."))
        return Split(method)
    current = recipe.split.column
    column = st.selectbox(
        _("Column"),
        names,
        index=names.index(current) if current in names else None,
        key=f"split_column_{key}_{method}",
        help=_("Rows with the same value, such as those of one customer, stay together.")
        if method == "group"
        else None,
    )
    if column is None or method != "column":
        return Split(method, column)
    return Split(method, column, _value(key, profile, recipe.split.value, column))


def _value(key: str, profile: Profile, current: str | None, column: str) -> str | None:
    values = [value for value, _count in profile.column(column).top]
    chosen: str | None = st.selectbox(
        _("Value of the held-out rows"),
        values,
        index=values.index(current) if current in values else None,
        accept_new_options=True,
        key=f"split_value_{key}_{column}",
    )
    return chosen
