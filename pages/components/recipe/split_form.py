"""How the tested rows are chosen, as widgets."""

from dataclasses import replace

import streamlit as st

from services.data.profile import Profile
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import METHODS, Method, Split, sentence
from services.text.i18n import _
from services.text.markdown import escape

TITLES: dict[Method, str] = {
    "stratified": _("At random, class by class"),
    "random": _("At random"),
    "time": _("The latest rows"),
    "column": _("The rows that a column marks"),
    "group": _("Whole groups of rows"),
}


def edit(key: str, profile: Profile, recipe: Recipe) -> Recipe:
    """Show the split for editing and return the recipe with it."""
    st.subheader(_("Test"), anchor=False)
    method: Method = st.selectbox(
        _("Rows held out"),
        METHODS,
        index=METHODS.index(recipe.split.method),
        format_func=lambda method: TITLES[method],
        key=f"split_{key}",
        help=_("The model never learns from these rows; its score is measured on them."),
    )
    split = _split(key, profile, recipe, method)
    fraction, seed = recipe.test_fraction, recipe.seed
    if method != "column":
        percent = st.slider(_("Share held out, %"), 5, 50, round(100 * fraction), key=f"fraction_{key}")
        fraction = percent / 100 if percent != round(100 * fraction) else fraction
    if method not in ("column", "time"):
        seed = int(
            st.number_input(
                _("Seed"),
                0,
                2**31 - 1,
                seed,
                key=f"seed_{key}",
                help=_("The same number draws the same rows again; another one draws others."),
            )
        )
    changed = replace(recipe, split=split, test_fraction=fraction, seed=seed)
    if not split.complete:
        st.caption(_("Name what decides, or choose another way."))
        return recipe
    st.caption(escape(sentence(split, recipe.task, fraction)).capitalize() + ".")
    if method == "column" and recipe.role(str(split.column)) != "ignore":
        st.caption(_("Leave this column out of the model: it tells nothing about new rows."))
    return changed


def _split(key: str, profile: Profile, recipe: Recipe, method: Method) -> Split:
    if method not in ("time", "column", "group"):
        return Split(method)
    names = [
        column.name
        for column in profile.columns
        if column.name != recipe.target and (method != "time" or column.kind == "date")
    ]
    if not names:
        st.caption(_("No column suits this."))
        return Split(method)
    now = recipe.split.column
    group = _("All rows of one value, such as a customer's, are tested or none.")
    column = st.selectbox(
        _("Column"),
        names,
        index=names.index(now) if now in names else None,
        key=f"split_column_{key}_{method}",
        help=group if method == "group" else None,
    )
    if column is None or method != "column":
        return Split(method, column)
    values = [value for value, _count in profile.column(column).top]
    now = recipe.split.value
    return Split(
        method,
        column,
        st.selectbox(
            _("Value of the tested rows"),
            values,
            index=values.index(now) if now in values else None,
            accept_new_options=True,
            key=f"split_value_{key}_{column}",
        ),
    )
