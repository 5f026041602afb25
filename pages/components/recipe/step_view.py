"""A column before and after every preprocessing step, and the whole recipe as code."""

import pandas as pd
import streamlit as st

from components.shared import message, table_frame
from services import cache
from services.data.recipe.algorithms import ALGORITHMS, suitable
from services.data.recipe.preview import Step
from services.data.recipe.recipe import Recipe
from services.settings import Target
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.text.messages.algorithms import algorithm_title
from services.text.messages.recipe import feature_title, step_title
from services.vertex.datasets import Dataset


def before_and_after(target: Target, dataset: Dataset, recipe: Recipe) -> None:
    """Show what every step makes of a chosen column, on the stored first rows."""
    rows = cache.first_rows(target, dataset.folder)
    left, right = st.columns([2, 1])
    used = [name for name in recipe.used if name in rows.columns]
    if not used or recipe.target not in rows.columns:
        st.caption(_("The recipe doesn't use any column yet. Give a column a role to see its steps."))
        return
    column = left.selectbox(_("Column"), used, key=f"step_column_{dataset.id}", persist_state="page")
    dense = right.toggle(
        _("For tree models"),
        key=f"step_trees_{dataset.id}",
        persist_state="page",
        help=_("Trees take categories as whole numbers and a smaller vocabulary than a linear model."),
    )
    with st.container(key=f"step_rows_{dataset.id}"):
        st.caption(
            _n(
                "Computed on the first {count:,} row; training uses all rows.",
                "Computed on the first {count:,} rows; training uses all rows.",
                len(rows),
                count=len(rows),
            )
        )
    with message.shown("step"):
        _table(cache.steps(target, dataset.folder, recipe, column, not dense), f"steps_{dataset.id}")


def program(target: Target, dataset: Dataset, recipe: Recipe) -> None:
    """Show the recipe as a scikit-learn program to copy or download."""
    algorithms = suitable(recipe)
    algorithm = st.segmented_control(
        _("Algorithm"),
        algorithms,
        default=algorithms[0],
        format_func=algorithm_title,
        key=f"code_algorithm_{dataset.id}",
        persist_state="page",
        required=True,
    )
    balanced = False
    if ALGORITHMS[str(algorithm)].estimator(recipe.task).balancing:
        balanced = st.checkbox(
            _("Weight classes equally"), key=f"code_balanced_{dataset.id}", persist_state="page"
        )
    text = cache.program(target, dataset.folder, recipe, str(algorithm), balanced)
    st.download_button(
        _("Download recipe.py"),
        text,
        "recipe.py",
        "text/x-python",
        icon=":material/download:",
        key="code_file",
    )
    st.code(text, language="python", height=480)


def _table(steps: tuple[Step, ...], key: str) -> None:
    rows = [
        {
            "step": f"{number}. {step_title(step)}",
            "feature": feature_title(statistics.feature),
            "missing": statistics.missing,
            "distinct": statistics.distinct,
            "mean": statistics.mean,
            "deviation": statistics.deviation,
            "minimum": statistics.minimum,
            "maximum": statistics.maximum,
            "bars": list(statistics.bars),
            "top": ", ".join(
                _("{value} ({count:,})", value=value, count=count) for value, count in statistics.top
            ),
        }
        for number, step in enumerate(steps)
        for statistics in step.features
    ]
    config = st.column_config
    table_frame.room()
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height=table_frame.height(len(rows)),
        placeholder="–",
        key=key,
        alt=_("Statistics of the column after every step"),
        column_config={
            "step": config.TextColumn(_("Step"), pinned=True),
            "feature": config.TextColumn(_("Feature")),
            "missing": config.NumberColumn(_("Missing values")),
            "distinct": config.NumberColumn(_("Distinct values")),
            "mean": config.NumberColumn(_("Mean"), format="%.4g"),
            "deviation": config.NumberColumn(_("Standard deviation"), format="%.4g"),
            "minimum": config.NumberColumn(_("Minimum"), format="%.4g"),
            "maximum": config.NumberColumn(_("Maximum"), format="%.4g"),
            "bars": config.BarChartColumn(_("Distribution"), y_min=0),
            "top": config.TextColumn(_("Most frequent values")),
        },
    )
    for step in steps:
        if step.count > len(step.features):
            st.caption(
                _(
                    "{step}: showing {shown:,} of {all:,} features.",
                    step=escape(step_title(step)),
                    shown=len(step.features),
                    all=step.count,
                )
            )
