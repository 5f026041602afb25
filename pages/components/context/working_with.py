"""The list in the sidebar of what one works with, each by its name and a link to its page."""

from collections.abc import Iterable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.context import links, session
from components.context.context import KINDS, Kind
from services.errors import LaunchpadError
from services.runtime import deadline
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape

SECONDS = 1.0
PAGES: dict[Kind, tuple[str, str]] = {
    "dataset": ("data.py", "table_chart"),
    "run": ("train.py", "model_training"),
    "model": ("deploy.py", "deployed_code"),
    "endpoint": ("playground.py", "cell_tower"),
}


def names() -> dict[Kind, str]:
    """Return the names of what is open, as far as pages have read them; a deleted thing has none."""
    return {kind: name for kind in KINDS if session.current().id(kind) and (name := session.name(kind))}


def show(place: DeltaGenerator, shown: dict[Kind, str]) -> None:
    """Show the list in an empty element, or nothing where nothing is open."""
    if not shown:
        place.empty()
        return
    with place.container(gap="xxsmall"):
        st.caption(_("Working with"))
        for kind, name in shown.items():
            page, icon = PAGES[kind]
            version = session.current().version if kind == "model" else ""
            title = f"{name} v{version}" if version else name
            label = f":gray[{_title(kind)}] {escape(title)}"
            links.page_link(page, label, icon=f":material/{icon}:", help=escape(title))


def read_missing(target: Target) -> None:
    """Read the names that no page has read, such as behind a link, a second after the page was drawn."""
    missing = [kind for kind in KINDS if session.current().id(kind) and session.name(kind) is None]
    if missing:
        _read_later(target, missing)


def _read_later(target: Target, kinds: list[Kind]) -> None:
    is_drawn = False

    @st.fragment(run_every=SECONDS)
    def read() -> None:
        nonlocal is_drawn
        if is_drawn:
            try:
                with deadline.within():
                    for kind in kinds:
                        session.know(kind, _list(target, kind))
            except LaunchpadError:
                return  # the next look may succeed
            st.rerun()
        is_drawn = True

    read()


def _list(target: Target, kind: Kind) -> Iterable[session.Named]:
    from services import cache  # takes a second to import, for which the frame doesn't wait

    match kind:
        case "dataset":
            return cache.datasets(target)
        case "run":
            return cache.runs(target)
        case "model":
            return cache.models(target)
        case "endpoint":
            return cache.endpoints(target)


def _title(kind: Kind) -> str:
    match kind:
        case "dataset":
            return _("Dataset")
        case "run":
            return _("Run")
        case "model":
            return _("Model")
        case "endpoint":
            return _("Endpoint")
