"""The session's language: from the URL, the user's choice or the browser, else English."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.context import session
from services.text import i18n
from services.text.i18n import LANGUAGES, _

STATE = "language"
CHOICE = "language_choice"
KOREAN_STYLE = """<style>
.stApp [data-testid] *, [role=dialog] [data-testid] * { word-break: keep-all; overflow-wrap: break-word }
</style>"""


def apply() -> None:
    """Set the session's language for this run of the page."""
    named = st.query_params.get(session.LANGUAGE)
    if named in LANGUAGES:
        st.session_state[STATE] = named
    elif STATE not in st.session_state:
        st.session_state[STATE] = of_locale(st.context.locale)
    i18n.ask_session(_of_session)
    i18n.set_language(st.session_state[STATE])
    if st.session_state[STATE] == "ko":
        st.html(KOREAN_STYLE)  # breaks lines between words, where browsers break Hangul anywhere


def choice() -> None:
    """Show the choice of language, which applies to the session; links name it where its URL did."""
    if len(LANGUAGES) == 1:
        return
    st.session_state[CHOICE] = st.session_state[STATE]
    st.selectbox(
        _("Language"),
        list(LANGUAGES),
        format_func=lambda language: LANGUAGES[language],
        key=CHOICE,
        on_change=_choose,
        label_visibility="collapsed",
    )


def of_locale(locale: str | None) -> str:
    """Return the language of a BCP 47 tag such as "ko-KR", English where there is no translation."""
    language = (locale or "").replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else i18n.ENGLISH


def _choose() -> None:
    st.session_state[STATE] = st.session_state[CHOICE]
    session.choose_language(st.session_state[STATE])


def _of_session() -> str | None:
    # Fragments and callbacks run in threads without a language.
    return st.session_state.get(STATE) if get_script_run_ctx(suppress_warning=True) else None
