"""Find the characters of a text that hardly stand where they do, as where a wrong code page reads it."""

import re
import unicodedata

from services.data.reading.sniffing.symbols import USUAL

_FOREIGN = re.compile(r"[^\x00-\x7f]")
_IN_WORDS = frozenset("’‘–—·\u00a0\u200c\u200d")
_COMBINING = ("Mn", "Mc")
# The alphabets of the code pages of one byte, which hardly share a word with Latin letters.
_ALPHABETS = ("\u0370", "\u0e7f")
# Words of one letter in Greek and in the languages with Cyrillic letters.
_WORDS = frozenset("ηοήόωабвєжзиійкосуяє")
# Letters that end a word: Hebrew's final forms, Greek's final sigma and Arabic's teh marbuta.
_LAST = frozenset("ךםןףץςةىﺓﺔ")
_UNJOINED = frozenset("اأإآدذرزوؤءى")  # Arabic letters that are written alike before others and at the end


def strange_share(text: str) -> float:
    """Return the share of a text's characters beyond ASCII that hardly stand where they do."""
    strange = [is_strange(text, place.start()) for place in _FOREIGN.finditer(text)]
    return sum(strange) / max(1, len(strange))


def is_strange(text: str, place: int) -> bool:
    """Return whether a character hardly stands in its place, such as a capital inside a word."""
    before, character, after = text[max(0, place - 1) : place], text[place], text[place + 1 : place + 2]
    if character in "ªº":
        return after.isalpha()
    if character == "µ":
        return before.isalpha()
    if character in "¹²³":
        return text[max(0, place - 3) : place].isalpha() and place >= 3
    if not character.isalpha():
        return _is_strange_symbol(before, character, after)
    if _ALPHABETS[0] <= character <= _ALPHABETS[1]:
        is_alone = not (_is_in_word(before) or _is_in_word(after))
        # Most letters that stand alone, but for words and initials, are accented letters of another language.
        if is_alone and after != "." and not _is_word(text, place):
            return True
        if _has_ascii_letter(before + after):
            return True
    if character in _LAST or "\ufe70" <= character <= "\ufeff":
        return _is_last(character) and after.isalpha() and not after.isascii()
    is_small_among_capitals = character.islower() and before.isupper() and after.isupper()
    return is_small_among_capitals or (character.isupper() and before.islower())


def _is_word(text: str, place: int) -> bool:
    """Return whether a letter alone is a word, beside words of its own alphabet."""
    around = text[max(0, place - 2) : place] + text[place + 1 : place + 3]
    return text[place].lower() in _WORDS and not _has_ascii_letter(around)


def _is_strange_symbol(before: str, character: str, after: str) -> bool:
    if unicodedata.category(character) in (*_COMBINING, "Nd"):
        return False
    if character == "¶":
        return after.islower()
    is_inside = before.isalpha() and after.isalpha() and character not in _IN_WORDS
    return is_inside or character not in USUAL


def _is_last(character: str) -> bool:
    """Return whether a letter, or the form of an Arabic one, ends a word."""
    form, _space, code = unicodedata.decomposition(character).partition(" ")
    if form not in ("<final>", "<isolated>"):
        return character in _LAST
    return character in _LAST or (" " not in code and chr(int(code, 16)) not in _UNJOINED)


def _is_in_word(text: str) -> bool:
    return text.isalpha() or (bool(text) and unicodedata.category(text) in _COMBINING)


def _has_ascii_letter(text: str) -> bool:
    return any(character.isascii() and character.isalpha() for character in text)
