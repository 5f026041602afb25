"""The heading of each page, which the frame shows before it imports what the page needs."""

import streamlit as st

from services.text.i18n import N_, _

# The title and the purpose, by the page's path in the URL.
_HEADINGS = {
    "": (
        N_("From a CSV to a live endpoint"),
        N_("Four steps on Vertex AI, on this machine or on Google Cloud, with the same API calls."),
    ),
    "data": (N_("Data"), N_("Upload a table, choose the target and set how each column is used.")),
    "train": (
        N_("Train"),
        N_(
            "Launch a training run and follow it. It continues if you close this page, and registers its "
            "model."
        ),
    ),
    "deploy": (
        N_("Deploy"),
        N_("Deploy a registered model to an endpoint, split the traffic between models, and undeploy them."),
    ),
    "playground": (
        N_("Prediction playground"),
        N_("Send a row to an endpoint and read its prediction. Nothing you enter is stored."),
    ),
}


def show(page: str) -> None:
    """Show a page's title and a line on its purpose."""
    title, purpose = _HEADINGS[page]
    st.title(_(title), anchor=False)
    st.caption(_(purpose))
