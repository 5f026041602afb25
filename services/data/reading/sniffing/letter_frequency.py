"""Familiarity: which of several scripts that fit the same few bytes is the likelier, by its usual letters."""

from collections.abc import Callable, Sequence

from charset_normalizer import CharsetMatch
from charset_normalizer.constant import COMMON_CHINESE_CHARACTERS, FREQUENCIES

# How rare a letter is, as minus the logarithm of about its share of a text in that language. Korean
# has so few letters between usual and rare that it is preferred where little tells.
_USUAL, _LETTER, _SECOND, _FOREIGN = 5.0, 6.5, 9.5, 13.0
_USUAL_LETTERS = {
    "cp949": frozenset(FREQUENCIES["Korean"]),
    "gb18030": frozenset(COMMON_CHINESE_CHARACTERS),
    "big5hkscs": frozenset(COMMON_CHINESE_CHARACTERS),
    "cp932": frozenset(FREQUENCIES["Japanese"]),
    "euc_jp": frozenset(FREQUENCIES["Japanese"]),
}
# In these standards the rare letters come after the usual ones, from this byte on.
_RARE_FROM = {
    "gb18030": ("gb2312", 0xD8),
    "big5hkscs": ("big5", 0xC9),
    "cp932": ("euc_jp", 0xD0),
    "euc_jp": ("euc_jp", 0xD0),
}
_CYRILLIC = ("cp1251", "koi8_r")
_USUAL_CYRILLIC = frozenset(FREQUENCIES["Russian"][:10])


def likelier(
    chosen: CharsetMatch,
    close: Sequence[CharsetMatch],
    strangeness: Callable[[CharsetMatch], tuple[float, ...]],
) -> CharsetMatch:
    """Return the match of the chosen one's sort whose letters are the most usual, of those no stranger."""
    for sort, rarity in ((tuple(_USUAL_LETTERS), _rarity), (_CYRILLIC, _unusual)):
        if chosen.encoding in sort:
            most = strangeness(chosen)[0]
            alike = [each for each in close if each.encoding in sort and strangeness(each)[0] <= most]
            return min(alike, key=lambda each: (rarity(each), strangeness(each)))
    return chosen


def _rarity(match: CharsetMatch) -> float:
    return sum(_rarity_of(sign, match.encoding) for sign in str(match) if not sign.isascii())


def _rarity_of(sign: str, encoding: str) -> float:
    if sign in _USUAL_LETTERS[encoding]:
        return _USUAL
    if encoding == "cp949":
        return _LETTER if "\uac00" <= sign <= "\ud7a3" else _FOREIGN
    if "\u3040" <= sign <= "\u30ff":  # kana
        return _USUAL if encoding in ("cp932", "euc_jp") else _FOREIGN
    standard, first = _RARE_FROM[encoding]
    written = sign.encode(standard, errors="ignore")
    return _SECOND if written and written[0] < first else _FOREIGN


def _unusual(match: CharsetMatch) -> int:
    return sum(sign.lower() not in _USUAL_CYRILLIC for sign in str(match) if not sign.isascii())
