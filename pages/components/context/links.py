"""Links to pages that keep the dataset, run, model and endpoint one works with."""

from typing import Literal

import streamlit as st

from components.context import session


def page_link(
    page: str,
    label: str,
    *,
    icon: str,
    help: str | None = None,
    disabled: bool = False,
    width: Literal["content", "stretch"] = "content",
    **opened: str,
) -> None:
    """Show a link to a page, by its file; `opened` are the things it opens there, such as `dataset=id`."""
    st.page_link(
        page,
        label=label,
        icon=icon,
        help=help,
        disabled=disabled,
        width=width,
        query_params=session.link(**opened),
    )
