"""The session's language, on every page and in every thread that draws for the session."""

import pytest

from components.context import session
from components.shared import language
from services.text import i18n
from tests.pages.screen import url


@pytest.fixture(autouse=True)
def _two_languages(monkeypatch):
    for other in set(i18n.LANGUAGES) - {"en", "ko"}:
        monkeypatch.delitem(i18n.LANGUAGES, other)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("ko", "ko"),
        ("ko-KR", "ko"),
        ("ko_KR", "ko"),
        ("KO-kr", "ko"),
        ("en-GB", "en"),
        ("fr", "en"),
        (None, "en"),
    ],
)
def test_the_browsers_locale_names_a_language_that_is_spoken(locale, expected):
    assert language.of_locale(locale) == expected


def test_the_url_names_the_language(open_page):
    app = open_page("overview.py", lang="ko")
    assert app.session_state[language.STATE] == "ko"
    assert app.selectbox(key=language.CHOICE).value == "ko"


def test_a_language_that_is_not_spoken_changes_nothing(open_page):
    assert open_page("overview.py", lang="tlh").session_state[language.STATE] == "en"


def test_the_readers_choice_holds_on_other_pages_and_stays_out_of_the_url(open_page):
    app = open_page("overview.py")
    app.selectbox(key=language.CHOICE).select("ko").run()
    app.switch_page("deploy.py").run()
    assert app.session_state[language.STATE] == "ko"
    assert session.LANGUAGE not in app.query_params
    assert session.LANGUAGE not in url(app)


def test_a_language_that_the_url_names_stays_in_the_urls_of_other_pages(open_page):
    app = open_page("overview.py", lang="ko")
    app.query_params.clear()  # as the navigation does
    with i18n.use_language("ko"):  # AppTest formats the options of choices once more, in this thread
        app.switch_page("deploy.py").run()
        assert url(app)[session.LANGUAGE] == "ko"
        app.selectbox(key=language.CHOICE).select("en").run()
    assert url(app)[session.LANGUAGE] == "en"


def test_the_readers_choice_replaces_what_the_url_names(open_page):
    app = open_page("overview.py", lang="ko")
    app.selectbox(key=language.CHOICE).select("en").run()
    assert app.session_state[language.STATE] == "en"
    assert app.query_params[session.LANGUAGE] in ("en", ["en"])


def test_one_language_leaves_nothing_to_choose(open_page, monkeypatch):
    monkeypatch.delitem(i18n.LANGUAGES, "ko")
    app = open_page("overview.py")
    assert language.CHOICE not in [box.key for box in app.selectbox]


@pytest.mark.parametrize(("named", "is_styled"), [("ko", True), ("en", False)])
def test_only_korean_lines_are_kept_from_breaking_inside_words(open_page, named, is_styled):
    shown = [element.proto.body for element in open_page("overview.py", lang=named).get("html")]
    assert (language.KOREAN_STYLE in shown) == is_styled
