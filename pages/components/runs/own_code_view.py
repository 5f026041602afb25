"""What the page says of a run of own code that it can't say of the app's own."""

import json

import streamlit as st

from services import cache
from services.data.models.evaluation import VERSION, Evaluation
from services.errors import NotFound
from services.settings import Target
from services.text.i18n import _
from services.vertex.training import Run

EXAMPLE = json.dumps(
    {
        "version": VERSION,
        "task": "classification",
        "metric": "accuracy",
        "metrics": [{"name": "accuracy", "value": 0.91, "baseline": 0.5, "higher_is_better": True}],
        "rows_train": 800,
        "rows_test": 200,
        "rows_dropped": 0,
        "fitted_on": "all rows",
    },
    indent=2,
)


def evaluation(target: Target, run: Run) -> Evaluation | None:
    """Return a run's evaluation; where own code wrote none, say how it can."""
    try:
        return cache.evaluation(target, run.model_uri)
    except NotFound:
        if not run.is_own_code:
            raise
    with st.container(key="evaluation_missing"):
        st.caption(
            _(
                "This run wrote no evaluation.json to AIP_MODEL_DIR, so there are no metrics to show. A file "
                "such as the one below is shown here, and a contract.json makes a form in the playground."
            )
        )
        with st.expander(_("Example of an evaluation.json"), key="evaluation_example"):
            st.code(EXAMPLE, language="json")
    return None


def no_model() -> None:
    """Say that a run registered no model."""
    with st.container(key="no_model_registered"):
        st.caption(_("This run registered no model, so there is nothing to deploy."))
