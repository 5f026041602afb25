"""The language of a response, by the request's Accept-Language (RFC 9110, section 12.5.4)."""

from starlette.requests import HTTPConnection

from services.text.i18n import ENGLISH, LANGUAGES


def accepted_language(request: HTTPConnection) -> str:
    """Return the first language of Accept-Language in which there are messages, else English."""
    header = request.headers.get("accept-language", "")
    tags = (part.split(";")[0].strip().lower() for part in header.split(","))
    languages = (tag.split("-")[0] for tag in tags)
    return next((language for language in languages if language in LANGUAGES), ENGLISH)
