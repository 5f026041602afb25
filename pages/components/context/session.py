"""The context of the session: what its URL names, what is opened, and what pages fill in.

A visit of another thing is an entry in the browser's history. What a page fills in or gives up completes
the URL of the entry that is there (`components.context.address`), so it isn't in `st.query_params`.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

import streamlit as st

from components.context.context import PARAMETERS, VERSION, Context, Kind, Parameter

_STATE = "context"
_SESSION = "session"
OPERATION = "operation"
SOURCE = "source"
# Of one page, so not in the links to others.
OWN = (OPERATION, SOURCE)
LANGUAGE = "lang"
NAMES = (*PARAMETERS, *OWN, LANGUAGE)


class Named(Protocol):
    """A dataset, run, model or endpoint."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def display_name(self) -> str:
        """Its name."""


@dataclass
class _State:
    page: str = ""
    context: Context = field(default_factory=Context)
    own: dict[str, str] = field(default_factory=dict)
    language: str = ""  # as a URL has named it
    seen: dict[str, str] = field(default_factory=dict)
    gone: dict[Parameter, str] = field(default_factory=dict)
    names: dict[Kind, dict[str, str]] = field(default_factory=dict)


def token() -> str:
    """Return what tells this session from others, as long as it lasts."""
    drawn: str = st.session_state.setdefault(_SESSION, secrets.token_hex(8))
    return drawn


def enter_page(page: str) -> None:
    """Take over what the URL of a page, by its path, names."""
    state = _state()
    if state.page != page:
        state.page, state.own, state.gone, state.seen = page, {}, {}, {}
    # The browser may still name what this session has given up, such as a deleted dataset.
    named = url()
    fresh = {name: value for name, value in named.items() if state.seen.get(name) != value}
    left = state.seen.keys() - named.keys()
    state.seen = named
    state.language = named.get(LANGUAGE, state.language)
    if fresh.keys() & set(PARAMETERS):
        state.context = state.context.following(named)
    state.own = {name: value for name, value in state.own.items() if name not in left}
    state.own |= {name: value for name, value in fresh.items() if name in OWN}


def current() -> Context:
    """Return what the session works with."""
    return _state().context


def own(name: str) -> str:
    """Return a parameter of this page alone, empty if it has none."""
    return _state().own.get(name, "")


def page() -> str:
    """Return the URL path of the page."""
    return _state().page


def url() -> dict[str, str]:
    """Return the parameters that the URL had when the page last ran or that were written since."""
    return {name: value for name in NAMES if (value := st.query_params.get(name))}


def complete_url() -> dict[str, str]:
    """Return the parameters that the URL has once it is completed."""
    state = _state()
    return link() | {name: value for name, value in state.own.items() if value}


def link(**opened: str) -> dict[str, str]:
    """Return the parameters of a link to a page, which opens `opened` there.

    The language is one of them once a URL has named it.
    """
    state = _state()
    language = {LANGUAGE: state.language} if state.language else {}
    return state.context.following(opened).parameters() | language


def choose_language(language: str) -> None:
    """Name another language in the URLs that name one."""
    state = _state()
    if state.language:
        state.language = language
        _write(state)


def visit(kind: Kind, id: str, version: str = "") -> None:
    """Open a thing as an entry in the browser's history."""
    state = _state()
    state.gone.pop(kind, None)
    if kind == "model":
        state.gone.pop(VERSION, None)
    before, state.context = state.context, state.context.opening(kind, id, version)
    if state.context != before:
        _write(state)


def fill_in(kind: Kind, id: str, version: str = "") -> None:
    """Open a thing that the page shows for want of one that was opened; it is no visit."""
    state = _state()
    closed = state.context.id(kind)
    if closed and closed != id:
        state.gone[kind] = closed
    elif kind == "model" and state.context.version not in ("", version):
        state.gone[VERSION] = f"{id}@{state.context.version}"
    version = version if kind == "model" else state.context.version
    values: dict[str, str] = {kind: id, VERSION: version}
    state.context = replace(state.context, **values)


def forget(parameter: Parameter, id: str) -> None:
    """Close a thing, or a version by its number, that this session has deleted."""
    state = _state()
    state.gone.pop(parameter, None)
    if state.context.id(parameter) != id:
        return
    if parameter == VERSION:
        state.context = replace(state.context, version="")
    else:
        state.context = state.context.opening(parameter, "")


def gone(parameter: Parameter) -> str:
    """Return the id that the URL or the context named and that the page couldn't open, or an empty one.

    That of a version is `model@version`.
    """
    return _state().gone.get(parameter, "")


def set_own(name: str, value: str) -> None:
    """Set or, with an empty value, remove a parameter of this page without an entry in the history."""
    _state().own[name] = value


def visit_own(name: str, value: str) -> None:
    """Set or, with an empty value, remove a parameter of this page as an entry in the history."""
    state = _state()
    if state.own.get(name, "") != value:
        state.own[name] = value
        _write(state)


def know(kind: Kind, things: Iterable[Named]) -> None:
    """Keep the names of all things of a kind, as a page has read them."""
    _state().names[kind] = {thing.id: thing.display_name for thing in things}


def name(kind: Kind) -> str | None:
    """Return the name of the open thing of a kind, empty if it is gone, None if no page has read it."""
    names = _state().names.get(kind)
    return None if names is None else names.get(current().id(kind), "")


def _write(state: _State) -> None:
    others = {key: value for key, value in st.query_params.items() if key not in NAMES}
    st.query_params.from_dict({**others, **complete_url()})
    state.seen = url()


def _state() -> _State:
    state: _State = st.session_state.setdefault(_STATE, _State())
    return state
