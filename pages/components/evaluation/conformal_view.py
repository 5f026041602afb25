"""How far predictions may be off: the levels of prediction intervals or sets, and the coverage they reach."""

from typing import Any

import pandas as pd
import streamlit as st

from components.shared import table_frame
from services.data.models.conformal import Level
from services.data.models.evaluation import Evaluation
from services.text import formats
from services.text.i18n import _
from services.text.messages.evaluation.conformal import level_text


def title(evaluation: Evaluation) -> str:
    """Return the title of the tab."""
    return _("Prediction intervals") if evaluation.task == "regression" else _("Prediction sets")


def show(evaluation: Evaluation) -> None:
    """Show each level with its measured coverage and the size of an interval or set."""
    is_regression = evaluation.task == "regression"
    st.caption(_explained(is_regression))
    config = st.column_config
    size = _("Width") if is_regression else _("Classes in a set")
    st.dataframe(
        pd.DataFrame([_row(level) for level in evaluation.conformal]),
        hide_index=True,
        height=table_frame.height(len(evaluation.conformal)),
        key="conformal_levels",
        alt=title(evaluation),
        column_config={
            "level": config.TextColumn(_("Level")),
            "coverage": config.TextColumn(_("Measured coverage")),
            "size": config.TextColumn(size),
            "rows": config.NumberColumn(_("Held-out rows"), format="localized"),
        },
    )


def _explained(is_regression: bool) -> str:
    if is_regression:
        return _(
            "Between which bounds the actual value lies, by split conformal prediction. Half of the held-out "
            "rows sets the width, the other half measures how often it is enough, and the other way round."
        )
    return _(
        "Among which classes the actual one is, by split conformal prediction. Half of the held-out rows "
        "sets how likely a class must be, the other half measures how often that is enough, and the other "
        "way round."
    )


def _row(level: Level) -> dict[str, Any]:
    return {
        "level": level_text(level.level),
        "coverage": formats.percent(level.coverage),
        "size": formats.number(level.size),
        "rows": level.rows,
    }
