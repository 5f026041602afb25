"""Tabs as a reader opens them, for which AppTest has no command."""

from collections.abc import Iterator

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block


def groups(app: AppTest) -> Iterator[Block]:
    """Yield the tabs of a page whose content is made once they are opened, one block per group."""
    for node in app._tree:
        if isinstance(node, Block) and _id(node):
            yield node


def titles(group: Block) -> list[str]:
    """Return the titles of a group's tabs."""
    return [tab.label for tab in group.tabs if tab.label]


def open_tab(app: AppTest, title: str) -> AppTest:
    """Open the tab with a title and run the page."""
    (group,) = (group for group in groups(app) if title in titles(group))
    states = app._tree.get_widget_states()
    states.widgets.add(id=_id(group), string_value=title)
    return app._run(states)


def opened(app: AppTest) -> Iterator[AppTest]:
    """Yield the page as it is, then with each tab open that was closed."""
    yield app
    for title in [title for group in groups(app) for title in titles(group)[1:]]:
        yield open_tab(app, title)


def _id(block: Block) -> str:
    proto = getattr(block, "proto", None)
    return proto.tab_container.id if hasattr(proto, "tab_container") else ""
