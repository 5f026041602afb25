"""Each column's role and options as the rows of one table, and what an edit of a cell does to the recipe."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import pandas as pd
import streamlit as st

from services.data.profile import Profile
from services.data.recipe.column_plans import (
    DATE_PARTS,
    LEVELS,
    USUAL,
    WORDS,
    CategoryPlan,
    DatePlan,
    NumericPlan,
    Plan,
    Role,
    TextPlan,
)
from services.data.recipe.recipe import Recipe, propose_plan
from services.text.i18n import _, _n
from services.text.messages.columns import type_name

View = Literal["all", "numeric", "category", "text", "date", "ignore"]

VIEWS: dict[View, str] = {
    "all": _("All"),
    "numeric": _("Numbers"),
    "category": _("Categories"),
    "text": _("Texts"),
    "date": _("Dates"),
    "ignore": _("Ignored"),
}
ROLES: dict[Role, str] = {
    "numeric": _("number"),
    "category": _("category"),
    "text": _("text"),
    "date": _("date"),
    "ignore": _("ignore"),
}
FILLING: dict[str, str] = {
    "median": _("median"),
    "mean": _("mean"),
    "zero": _("zero"),
    "most_frequent": _("most frequent"),
}
OWN: dict[str, str] = {"own": _("a category of its own"), "most_frequent": _("most frequent")}
SCALING: dict[str, str] = {
    "standard": _("standard"),
    "min_max": _("min-max"),
    "robust": _("robust"),
    "log": _("logarithm, then standard"),
    "none": _("none"),
}
ENCODING: dict[str, str] = {
    "automatic": _("automatic"),
    "one_hot": _("one column a level (one-hot)"),
    "ordinal": _("whole numbers (ordinal)"),
    "target": _("mean of the target"),
}
VECTORISER: dict[str, str] = {
    "counts": _("word counts"),
    "tfidf": _("weighed words (TF-IDF)"),
    "characters": _("runs of characters (Korean)"),
}
RUNS: dict[tuple[int, int], str] = {
    (low, high): (f"{low}" if low == high else f"{low}–{high}")
    for low, high in ((1, 1), (1, 2), (1, 3), (2, 2), (2, 3), (2, 4), (3, 3), (3, 5))
}
PARTS = {
    "days": _("days"),
    "year": _("year"),
    "month": _("month"),
    "day": _("day of the month"),
    "weekday": _("weekday"),
    "hour": _("hour"),
}
_CHOICES: dict[str, dict[str, str]] = {
    "filling": FILLING,
    "own": OWN,
    "scaling": SCALING,
    "encoding": ENCODING,
    "vectoriser": VECTORISER,
}
_FIELDS = {"filling": "imputation", "own": "imputation"}


def chosen(recipe: Recipe, search: str, view: View) -> list[str]:
    """Return the columns whose name holds the searched words and whose role is the one looked at."""
    words = search.casefold().split()
    return [
        name
        for name, role in recipe.roles
        if view in ("all", role) and all(word in name.casefold() for word in words)
    ]


def rows(profile: Profile, recipe: Recipe, names: Sequence[str], view: View) -> pd.DataFrame:
    """Return the table's rows for some columns."""
    kinds = {column.name: column.kind for column in profile.columns}
    return pd.DataFrame(
        [
            {
                "name": name,
                "kind": type_name(kinds[name]) if name in kinds else "–",
                "role": ROLES[recipe.role(name)],
                **(_cells(recipe.plan(name)) if view != "all" else {"summary": summary(recipe.plan(name))}),
            }
            for name in names
        ],
        columns=None if names else ["name", "kind", "role"],
    )


def config() -> dict[str, Any]:
    """Return how the table's cells are shown and edited; each view's rows hold what suits its role."""
    column = st.column_config
    shown: dict[str, Any] = {
        "name": column.TextColumn(_("Column"), pinned=True, disabled=True),
        "kind": column.TextColumn(_("Type"), disabled=True),
        "role": column.SelectboxColumn(_("Used as"), options=list(ROLES.values()), required=True),
        "summary": column.TextColumn(_("How"), disabled=True, width="large"),
        "noted": column.CheckboxColumn(_("Note where missing"), required=True),
        "levels": column.NumberColumn(
            _("Levels at most"), min_value=LEVELS[0], max_value=LEVELS[1], step=1, required=True
        ),
        "words": column.NumberColumn(
            _("Words at most (empty: automatic)"), min_value=WORDS[0], max_value=WORDS[1], step=1
        ),
        "runs": column.SelectboxColumn(_("In a row"), options=list(RUNS.values()), required=True),
        "parts": column.MultiselectColumn(_("Parts"), options=list(PARTS.values())),
    }
    titles = {
        "filling": _("Missing cells"),
        "own": _("Missing cells"),
        "scaling": _("Scaling"),
        "encoding": _("Encoding"),
        "vectoriser": _("Read by"),
    }
    for name, title in titles.items():
        shown[name] = column.SelectboxColumn(title, options=list(_CHOICES[name].values()), required=True)
    return shown


def edited(recipe: Recipe, profile: Profile, names: Sequence[str], edits: Mapping[int, Any]) -> Recipe:
    """Return the recipe with the cells that were edited, by the row's place among the names."""
    plans = {names[int(place)]: cells for place, cells in edits.items()}
    return recipe.planned(
        {name: _plan(recipe.plan(name), profile, name, cells) for name, cells in plans.items()}
    )


def summary(plan: Plan) -> str:
    """Return a plan in a few words."""
    if isinstance(plan, NumericPlan):
        noted = _(", noted where missing") if plan.indicator else ""
        return _(
            "missing: {filling}{noted} · scaling: {scaling}",
            filling=FILLING[plan.imputation],
            noted=noted,
            scaling=SCALING[plan.scaling],
        )
    if isinstance(plan, CategoryPlan):
        return _n(
            "missing: {own} · encoding: {encoding}, {levels} level",
            "missing: {own} · encoding: {encoding}, up to {levels} levels",
            plan.levels,
            own=OWN[plan.imputation],
            encoding=ENCODING[plan.encoding],
            levels=plan.levels,
        )
    if isinstance(plan, TextPlan):
        return f"{VECTORISER[plan.vectoriser]} · {_runs(plan)}"
    return ", ".join(PARTS[part] for part in plan.parts) if isinstance(plan, DatePlan) else ""


def _cells(plan: Plan) -> dict[str, Any]:
    if isinstance(plan, NumericPlan):
        filled = FILLING[plan.imputation]
        return {"filling": filled, "noted": plan.indicator, "scaling": SCALING[plan.scaling]}
    if isinstance(plan, CategoryPlan):
        encoding = ENCODING[plan.encoding]
        return {"own": OWN[plan.imputation], "encoding": encoding, "levels": plan.levels}
    if isinstance(plan, TextPlan):
        return {"vectoriser": VECTORISER[plan.vectoriser], "runs": _runs(plan), "words": plan.words}
    return {"parts": [PARTS[part] for part in plan.parts]} if isinstance(plan, DatePlan) else {}


def _runs(plan: TextPlan) -> str:
    return RUNS.get((plan.shortest, plan.longest), f"{plan.shortest}–{plan.longest}")


def _plan(plan: Plan, profile: Profile, name: str, cells: Mapping[str, Any]) -> Plan:
    if "role" in cells:
        role = next(role for role, label in ROLES.items() if label == cells["role"])
        if role != plan.role:
            known = next((column for column in profile.columns if column.name == name), None)
            return propose_plan(known, role) if known else USUAL[role]
    options: dict[str, Any] = {}
    for cell, value in cells.items():
        options |= _option(cell, value)
    return replace(plan, **options) if options else plan


def _option(cell: str, value: Any) -> dict[str, Any]:
    if cell in _CHOICES:
        named = {label: key for key, label in _CHOICES[cell].items()}
        return {_FIELDS.get(cell, cell): named[value]} if value in named else {}
    if cell == "runs":
        run = next((run for run, label in RUNS.items() if label == value), None)
        return {"shortest": run[0], "longest": run[1]} if run else {}
    if cell == "parts":
        parts = tuple(part for part in DATE_PARTS if PARTS[part] in (value or ()))
        return {"parts": parts} if parts else {}
    if cell == "noted":
        return {"indicator": bool(value)}
    if cell == "words":
        return {"words": None if value is None else int(value)}
    return {"levels": int(value)} if cell == "levels" and value else {}
