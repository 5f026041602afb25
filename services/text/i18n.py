"""The words on the screen: gettext with the English text inline."""

from gettext import translation
from pathlib import Path

_catalogue = translation(
    "launchpad", localedir=Path(__file__).parent.parent / "locale", languages=["en"], fallback=True
)


def _(message: str) -> str:
    """Return the message in the reader's language, or as it stands in the code."""
    return _catalogue.gettext(message)


def _n(one: str, many: str, count: int) -> str:
    """Return the message for a count of things in the reader's language, English having two forms."""
    return _catalogue.ngettext(one, many, count)
