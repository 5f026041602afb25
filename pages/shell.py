"""The frame around every page: navigation, target and notices."""

from contextlib import suppress

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.background import form, local_cloud_notice
from components.context import address, session, working_with
from components.shared import frame, headings, language, message, time_zone, user
from services.errors import NotConfigured
from services.runtime import deadline, preload
from services.settings import ROOT, Target, target
from services.text.i18n import _

STATIC = ROOT / "pages" / "static"


def main() -> None:
    """Draw the frame and run the page in the URL."""
    st.set_page_config(page_title="Vertex Launchpad", page_icon=STATIC / "icon.png", layout="wide")
    st.html(STATIC / "look.css")
    language.apply()
    time_zone.apply()
    st.logo(STATIC / "logo.svg", size="large", icon_image=STATIC / "icon.svg")
    page = navigation()
    user.begin_run()
    form.enter_page(page.url_path)
    session.enter_page(page.url_path)
    try:
        chosen = target()
    except NotConfigured as error:
        frame.not_configured(error)
        return
    place = sidebar(chosen)
    shown = working_with.names()
    working_with.show(place, shown)
    headings.show(page.url_path)
    address.complete("address_before")
    preload.drawn.set()
    if not local_cloud_notice.show(chosen):
        return
    with deadline.within(), suppress(frame.PageEnd), message.shown("page"):
        page.run()
    if working_with.names() != shown:
        working_with.show(place, working_with.names())
    working_with.read_missing(chosen)
    address.complete("address")


def navigation() -> st.Page:
    """Show the navigation and return the page in the URL."""
    return st.navigation(
        {
            "": [
                st.Page(
                    "overview.py",
                    title=_("Overview"),
                    icon=":material/home:",
                    default=True,
                    help=_("See what exists and what to do next."),
                )
            ],
            _("Build"): [
                st.Page(
                    "data.py",
                    title=_("Data"),
                    icon=":material/table_chart:",
                    help=_("Upload a table, explore its columns and choose the target."),
                ),
                st.Page(
                    "train.py",
                    title=_("Train"),
                    icon=":material/model_training:",
                    help=_("Train a model and compare it with a baseline."),
                ),
            ],
            _("Serve"): [
                st.Page(
                    "deploy.py",
                    title=_("Deploy"),
                    icon=":material/rocket_launch:",
                    help=_("Deploy a model to an endpoint."),
                ),
                st.Page(
                    "playground.py",
                    title=_("Playground"),
                    icon=":material/science:",
                    help=_("Send a row to an endpoint and read the prediction."),
                ),
            ],
        }
    )


def sidebar(chosen: Target) -> DeltaGenerator:
    """Show the target and the choice of language; return the place above for what one works with."""
    with st.sidebar:
        with st.container(key="working_with"):
            place = st.empty()
        frame.target_badge(chosen)
        language.choice()
    return place


main()
