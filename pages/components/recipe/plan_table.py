"""The recipe's columns as an editable table: roles and options by code, and what an edit changes."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, assert_never, get_args

import pandas as pd
import streamlit as st

from services.data.profile import Profile
from services.data.recipe.column_plans import (
    DATE_PARTS,
    DEFAULT_PLANS,
    ROLES,
    CategoryPlan,
    DatePlan,
    IgnorePlan,
    NumericPlan,
    Plan,
    TextPlan,
)
from services.data.recipe.recipe import Recipe, propose_plan
from services.data.tables.column_types import COLUMN_TYPES
from services.text.i18n import _
from services.text.messages.columns import type_name
from services.text.messages.recipe import (
    date_part_title,
    encoding_title,
    imputation_title,
    ngram_title,
    plan_text,
    role_title,
    scaling_title,
    vectoriser_title,
)

View = Literal["all", "numeric", "category", "text", "date", "ignore"]

VIEWS: tuple[View, ...] = get_args(View)
NGRAMS = tuple(
    f"{shortest}-{longest}"
    for shortest in range(TextPlan.bounds["shortest"][0], TextPlan.bounds["shortest"][1] + 1)
    for longest in range(shortest, TextPlan.bounds["longest"][1] + 1)
)


def view_title(view: View) -> str:
    """Return the title of a view, which holds the columns of one role or all."""
    match view:
        case "all":
            return _("All")
        case "numeric":
            return _("Numbers")
        case "category":
            return _("Categories")
        case "text":
            return _("Texts")
        case "date":
            return _("Dates")
        case "ignore":
            return _("Ignored")
        case _:
            assert_never(view)


def matching(recipe: Recipe, search: str, view: View) -> list[str]:
    """Return the columns of a view whose names hold all searched words."""
    words = search.casefold().split()
    return [
        name
        for name, role in recipe.roles
        if view in ("all", role) and all(word in name.casefold() for word in words)
    ]


def rows(profile: Profile, recipe: Recipe, names: Sequence[str], view: View) -> pd.DataFrame:
    """Return the table's rows for some columns, with codes for types, roles and options."""
    types = {column.name: column.kind for column in profile.columns}
    return pd.DataFrame(
        [
            {
                "name": name,
                "type": types.get(name),
                "role": recipe.role(name),
                **({"summary": plan_text(recipe.plan(name))} if view == "all" else _cells(recipe.plan(name))),
            }
            for name in names
        ],
        columns=None if names else ["name", "type", "role"],
    )


def config() -> dict[str, Any]:
    """Return how the table's cells are shown and edited; every view has the options of its role."""
    column = st.column_config
    return {
        "name": column.TextColumn(_("Column"), pinned=True, disabled=True),
        "type": _select(_("Type"), tuple(COLUMN_TYPES), type_name, disabled=True),
        "role": _select(_("Role"), ROLES, role_title),
        "summary": column.TextColumn(_("Preprocessing"), disabled=True, width="large"),
        "numeric_imputation": _select(
            _("Missing values"), NumericPlan.choices["imputation"], imputation_title
        ),
        "indicator": column.CheckboxColumn(
            _("Indicator column"), help=_("Add a column that marks missing values."), required=True
        ),
        "scaling": _select(_("Scaling"), NumericPlan.choices["scaling"], scaling_title),
        "category_imputation": _select(
            _("Missing values"), CategoryPlan.choices["imputation"], imputation_title
        ),
        "encoding": _select(_("Encoding"), CategoryPlan.choices["encoding"], encoding_title),
        "levels": _number(
            _("Maximum categories"),
            CategoryPlan.bounds["levels"],
            _("Rarer categories share one."),
            required=True,
        ),
        "merge_spellings": column.CheckboxColumn(
            _("Merge spellings"),
            help=_("Make values that differ in case, blanks or Unicode form one category."),
            required=True,
        ),
        "vectoriser": _select(_("Vectorizer"), TextPlan.choices["vectoriser"], vectoriser_title),
        "ngrams": _select(
            _("N-grams"), NGRAMS, _ngrams_title, _("How many words or characters form a term.")
        ),
        "words": _number(
            _("Maximum vocabulary"),
            TextPlan.bounds["words"],
            _("Leave empty to let the algorithm decide."),
            required=False,
        ),
        "parts": column.MultiselectColumn(_("Parts"), options=list(DATE_PARTS), format_func=date_part_title),
    }


def edited(recipe: Recipe, profile: Profile, names: Sequence[str], edits: Mapping[int, Any]) -> Recipe:
    """Return the recipe with the edited cells, by the row's place among the names."""
    plans = {names[int(place)]: cells for place, cells in edits.items()}
    return recipe.planned(
        {name: _plan(recipe.plan(name), profile, name, cells) for name, cells in plans.items()}
    )


def _cells(plan: Plan) -> dict[str, Any]:
    match plan:
        case NumericPlan():
            return {
                "numeric_imputation": plan.imputation,
                "indicator": plan.indicator,
                "scaling": plan.scaling,
            }
        case CategoryPlan():
            return {
                "category_imputation": plan.imputation,
                "encoding": plan.encoding,
                "levels": plan.levels,
                "merge_spellings": plan.merge_spellings,
            }
        case TextPlan():
            ngrams = f"{plan.shortest}-{plan.longest}"
            return {"vectoriser": plan.vectoriser, "ngrams": ngrams, "words": plan.words}
        case DatePlan():
            return {"parts": list(plan.parts)}
        case IgnorePlan():
            return {}
        case _:
            assert_never(plan)


def _plan(plan: Plan, profile: Profile, name: str, cells: Mapping[str, Any]) -> Plan:
    role = cells.get("role", plan.role)
    if role != plan.role:
        column = next((column for column in profile.columns if column.name == name), None)
        return propose_plan(column, role) if column else DEFAULT_PLANS[role]
    options = plan.options()
    for cell, value in cells.items():
        options |= _options(cell, value)
    return type(plan).from_options(options)


def _options(cell: str, value: Any) -> dict[str, Any]:
    """Return the options that an edited cell sets, none where a cell is emptied that may not be empty."""
    if cell == "words":
        return {"words": None if value is None else int(value)}
    if value is None or value == []:
        return {}
    match cell:
        case "role":
            return {}
        case "numeric_imputation" | "category_imputation":
            return {"imputation": value}
        case "indicator" | "scaling" | "encoding" | "merge_spellings" | "vectoriser":
            return {cell: value}
        case "levels":
            return {"levels": int(value)}
        case "ngrams":
            shortest, longest = map(int, value.split("-"))
            return {"shortest": shortest, "longest": longest}
        case "parts":
            return {"parts": [part for part in DATE_PARTS if part in value]}
        case _:
            raise KeyError(cell)


def _select(
    title: str, options: Sequence[Any], format_func: Any, help: str | None = None, *, disabled: bool = False
) -> Any:
    return st.column_config.SelectboxColumn(
        title, options=list(options), format_func=format_func, help=help, required=True, disabled=disabled
    )


def _number(title: str, bounds: tuple[int, int], help: str, *, required: bool) -> Any:
    return st.column_config.NumberColumn(
        title, min_value=bounds[0], max_value=bounds[1], step=1, help=help, required=required
    )


def _ngrams_title(code: str) -> str:
    shortest, longest = map(int, code.split("-"))
    return ngram_title(shortest, longest)
