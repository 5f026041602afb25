"""A column before and after each of its steps, and the whole recipe as code."""

import pandas as pd
import streamlit as st

from components.shared import message
from services import cache
from services.data.recipe.algorithms import ALGORITHMS, algorithm
from services.data.recipe.preview import Step
from services.data.recipe.recipe import Recipe
from services.settings import Target
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.vertex.datasets import Dataset


def before_and_after(target: Target, dataset: Dataset, recipe: Recipe) -> None:
    """Show what each step makes of a chosen column's cells, on the stored first rows."""
    rows = cache.first_rows(target, dataset.folder)
    left, right = st.columns([2, 1])
    used = [name for name in recipe.used if name in rows.columns]
    if not used or recipe.target not in rows.columns:
        st.caption(_("No column is used yet. Give one a role, and its steps show here."))
        return
    column = left.selectbox(_("Column to follow"), used, key=f"step_column_{dataset.id}")
    trees = right.toggle(_("For trees"), key=f"step_trees_{dataset.id}", help=_(
        "Boosting and forests take categories as whole numbers and fewer words than a linear model."
    ))  # fmt: skip
    st.caption(
        _n(
            "Computed on the first row; training does it on all.",
            "Computed on the first {count:,} rows; training does it on all.",
            len(rows),
            count=len(rows),
        )
    )
    with message.shown():
        _table(cache.steps(target, dataset.folder, recipe, column, not trees))


def program(target: Target, dataset: Dataset, recipe: Recipe) -> None:
    """Show the recipe as a scikit-learn program to copy or download."""
    key = st.segmented_control(
        _("Algorithm in the code"),
        [each.key for each in ALGORITHMS],
        default=ALGORITHMS[0].key,
        format_func=lambda key: algorithm(key).title,
        key=f"code_algorithm_{dataset.id}",
        required=True,
    )
    text = cache.program(target, dataset.folder, recipe, str(key))
    st.download_button(
        _("Download recipe.py"),
        text,
        "recipe.py",
        "text/x-python",
        icon=":material/download:",
        key="code_file",
    )
    st.code(text, language="python", height=480)


def _table(steps: tuple[Step, ...]) -> None:
    rows = [
        {
            "step": f"{number}. {step.title}",
            "column": column.name,
            "missing": column.missing,
            "distinct": column.distinct,
            "mean": column.mean,
            "deviation": column.deviation,
            "low": column.minimum,
            "high": column.maximum,
            "bars": list(column.bars),
            "top": ", ".join(f"{value} ({count:,})" for value, count in column.top),
        }
        for number, step in enumerate(steps)
        for column in step.columns
    ]
    config = st.column_config
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        placeholder="–",
        alt=_("Statistics of the column before and after each step"),
        column_config={
            "step": config.TextColumn(_("After step"), pinned=True),
            "column": config.TextColumn(_("Column")),
            "missing": config.NumberColumn(_("Missing")),
            "distinct": config.NumberColumn(_("Distinct")),
            "mean": config.NumberColumn(_("Mean"), format="%.4g"),
            "deviation": config.NumberColumn(_("Deviation"), format="%.4g"),
            "low": config.NumberColumn(_("Lowest"), format="%.4g"),
            "high": config.NumberColumn(_("Highest"), format="%.4g"),
            "bars": config.BarChartColumn(_("Distribution"), y_min=0),
            "top": config.TextColumn(_("Most frequent")),
        },
    )
    for step in steps:
        if step.count > len(step.columns):
            st.caption(
                _n(
                    "{title}: {many:,} columns, the first is shown.",
                    "{title}: {many:,} columns, the first {shown} are shown.",
                    len(step.columns),
                    title=escape(step.title),
                    many=step.count,
                    shown=len(step.columns),
                )
            )
