"""A response is in the first language of the request in which there are messages."""

import pytest
from starlette.requests import Request

from services.routes import languages
from services.routes.languages import accepted_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("fr-FR, ko;q=0.9", "ko"),
        ("EN-us", "en"),
        ("en, ko", "en"),
        ("fr", "en"),
        ("", "en"),
        ("*", "en"),
        ("../../etc", "en"),
    ],
)
def test_the_first_known_language_is_chosen(
    monkeypatch: pytest.MonkeyPatch, header: str, language: str
) -> None:
    monkeypatch.setattr(languages, "LANGUAGES", {"en": "English", "ko": "한국어"})
    request = Request({"type": "http", "headers": [(b"accept-language", header.encode())]})
    assert accepted_language(request) == language


def test_without_a_header_it_is_english() -> None:
    assert accepted_language(Request({"type": "http", "headers": []})) == "en"
