"""Tell symbols from letters: bytes that are a symbol in one code page are a letter in another."""

import re

_LETTER = r"[^\W\d_]"
# Runs of characters beyond ASCII with the word before them and the letter after them.
_RUN = re.compile(rf"({_LETTER}*?)([^\x00-\x7f]+)({_LETTER}?)")
_UNITS = {"", "m", "mm", "cm", "dm", "km", "nm", "um", "in", "ft", "yd", "mi", "s", "r", "x", "y", "n", "co"}
_CLOSING = "’”»…™®©†‡"  # may follow a letter
_OPENING = "“‘„‚«¿¡§©µ•"  # may precede a letter
_APART = "°±·–—×÷¼½¾£¥€¢¤‰¶¬\u00a0"
_QUOTES = re.compile("[’”»…“‘«„‚–—]+")
USUAL = frozenset(_CLOSING + _OPENING + _APART + "¹²³№´")


def are_symbols(sample: bytes) -> bool:
    """Return whether all bytes beyond ASCII are symbols of Windows-1252 in the places of symbols.

    In other code pages the same bytes are letters: “m³” would be “mł” and “¥100” would be “Ą100”.
    """
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return all(_is_symbol(*run.groups()) for run in _RUN.finditer(text))


def _is_symbol(word: str, run: str, following: str) -> bool:
    if len(run) > 1:  # such as a letter in two bytes
        return bool(_QUOTES.fullmatch(run))
    if run == "’":
        return True
    if run in "¹²³":
        return word.lower() in _UNITS and not following
    if run in "ªº":
        return word.lower() in ("", "n") and not following
    is_free = (not word or run in _CLOSING) and (not following or run in _OPENING or run == "°")
    return is_free and run in _CLOSING + _OPENING + _APART
