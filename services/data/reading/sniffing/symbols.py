"""Tell symbols from letters: bytes that are a symbol in one code page are a letter in another."""

import re
import unicodedata

_LETTER = r"[^\W\d_]"
# Runs of characters beyond ASCII with the word before them and the letter after them.
_RUN = re.compile(rf"({_LETTER}*?)([^\x00-\x7f]+)({_LETTER}?)")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_UNITS = {"", "m", "mm", "cm", "dm", "km", "nm", "um", "in", "ft", "yd", "mi", "s", "r", "x", "y", "n", "co"}
_CLOSING = "’”»…™®©†‡"  # may follow a letter
_OPENING = "“‘„‚«¿¡§©µ•"  # may precede a letter
_APART = "°±·–—×÷¼½¾£¥€¢¤‰¶¬\u00a0"
_QUOTES = re.compile("[’”»…“‘«„‚–—]+")
_USUAL = set(_CLOSING + _OPENING + _APART + "¹²³№´")
_IN_WORDS = set("’‘–—·\u00a0\u200c\u200d")
_ALPHABETS = (
    "\u0370",
    "\u0e7f",
)  # of the code pages of one byte, which hardly share a word with Latin letters


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


def strange_share(text: str) -> float:
    """Return the share of a text's characters beyond ASCII that hardly stand where they do."""
    strange = [_is_strange(text, place.start()) for place in _FOREIGN.finditer(text)]
    return sum(strange) / max(1, len(strange))


def _is_strange(text: str, place: int) -> bool:
    before, character, after = text[max(0, place - 1) : place], text[place], text[place + 1 : place + 2]
    if character in "ªº":
        return after.isalpha()
    if character in "¹²³":
        return text[max(0, place - 3) : place].isalpha() and place >= 3
    if not character.isalpha():
        if unicodedata.category(character) in ("Mn", "Mc", "Nd"):
            return False
        is_inside = before.isalpha() and after.isalpha() and character not in _IN_WORDS
        return is_inside or character not in _USUAL
    if _ALPHABETS[0] <= character <= _ALPHABETS[1]:
        is_alone = not (before.isalpha() or after.isalpha())  # most are accented letters of another language
        return is_alone or _has_ascii_letter(before + after)
    is_small_among_capitals = character.islower() and before.isupper() and after.isupper()
    return is_small_among_capitals or (character.isupper() and before.islower())


def _has_ascii_letter(text: str) -> bool:
    return any(character.isascii() and character.isalpha() for character in text)
