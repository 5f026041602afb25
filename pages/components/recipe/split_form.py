"""The widgets that choose the held-out rows."""

from dataclasses import replace
from typing import Any

import streamlit as st

from components.changes.recipe_changes import Make
from services.data.profile import Profile
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import METHODS, Method, Split
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.recipe import split_method_title, split_text

PERCENT = (5, 50)
MAXIMUM_SEED = 2**31 - 1


def section(key: str, profile: Profile, recipe: Recipe, make: Make) -> None:
    """Show the split; `make` gets each change of the recipe once it is complete."""
    st.subheader(_("Split"), anchor=False)
    split = _shown(key, recipe)
    st.selectbox(
        _("Held-out rows"),
        METHODS,
        format_func=split_method_title,
        key=filled(f"split_{key}", split.method),
        on_change=_choose_method,
        args=(key, recipe, make),
        help=_("The model never learns from these rows; its score is measured on them."),
    )
    if split.needs_column:
        _column(key, profile, recipe, split, make)
    if split.method != "column":
        _fraction(f"fraction_{key}", recipe.test_fraction, make)
    if split.method not in ("column", "time"):
        _seed(f"seed_{key}", recipe.seed, make)
    if not split.complete:
        st.caption(_("Choose the column and value that mark the held-out rows, or another method."))
        return
    st.caption(escape(split_text(split, recipe.task, recipe.test_fraction)))
    if split.method == "column" and recipe.role(str(split.column)) != "ignore":
        st.caption(_("Ignore this column in the recipe: new rows have no meaningful value in it."))


def filled(widget: str, value: Any) -> str:
    """Set the widget of a key to what the recipe says, and return the key."""
    if st.session_state.get(widget) != value:
        st.session_state[widget] = value
    return widget


def _fraction(widget: str, fraction: float, make: Make) -> None:
    least, most = PERCENT
    st.slider(
        _("Held-out share, %"),
        least,
        most,
        key=filled(widget, min(max(round(100 * fraction), least), most)),
        on_change=lambda: make(lambda recipe: replace(recipe, test_fraction=st.session_state[widget] / 100)),
    )


def _seed(widget: str, seed: int, make: Make) -> None:
    st.number_input(
        _("Seed"),
        0,
        MAXIMUM_SEED,
        key=filled(widget, seed),
        on_change=lambda: make(lambda recipe: replace(recipe, seed=int(st.session_state[widget]))),
        help=_("The same seed holds out the same rows again."),
    )


def _column(key: str, profile: Profile, recipe: Recipe, split: Split, make: Make) -> None:
    names = [
        column.name
        for column in profile.columns
        if column.name != recipe.target and (split.method != "time" or column.kind == "date")
    ]
    if not names:
        st.caption(_("No column suits this method."))
        return
    widget = f"split_column_{key}_{split.method}"
    st.selectbox(
        _("Column"),
        names,
        index=None,
        key=filled(widget, split.column if split.column in names else None),
        on_change=lambda: _put(key, recipe, Split(split.method, st.session_state[widget]), make),
        help=_("Rows with the same value, such as those of one customer, stay together.")
        if split.method == "group"
        else None,
    )
    if split.method == "column" and split.column in names:
        _value(key, profile, recipe, split, make)


def _value(key: str, profile: Profile, recipe: Recipe, split: Split, make: Make) -> None:
    widget = f"split_value_{key}_{split.column}"
    values = [value for value, _count in profile.column(str(split.column)).top]
    st.selectbox(
        _("Value of the held-out rows"),
        values,
        index=None,
        accept_new_options=True,
        key=filled(widget, split.value),
        on_change=lambda: _put(key, recipe, replace(split, value=st.session_state[widget]), make),
    )


def _choose_method(key: str, recipe: Recipe, make: Make) -> None:
    method: Method = st.session_state[f"split_{key}"]
    _put(key, recipe, Split(method), make)


def _put(key: str, recipe: Recipe, split: Split, make: Make) -> None:
    """Make a complete change; what is still incomplete stays in the session, beside what it would replace."""
    if split.complete:
        st.session_state.pop(f"split_draft_{key}", None)
        make(lambda recipe: replace(recipe, split=split))
    else:
        st.session_state[f"split_draft_{key}"] = (recipe.split, split)


def _shown(key: str, recipe: Recipe) -> Split:
    replaced, split = st.session_state.get(f"split_draft_{key}", (None, recipe.split))
    return split if replaced == recipe.split else recipe.split
