"""Choose between encodings that fit the same bytes by the frequency of letters."""

from collections.abc import Callable, Sequence

from charset_normalizer import CharsetMatch
from charset_normalizer.constant import COMMON_CHINESE_CHARACTERS, FREQUENCIES

# The rarity of a letter: about the negative logarithm of its share in that language. Korean has few letters
# between common and rare, so it is preferred if there is little evidence.
_COMMON, _LETTER, _SECOND_LEVEL, _FOREIGN = 5.0, 6.5, 9.5, 13.0
_COMMON_LETTERS = {
    "cp949": frozenset(FREQUENCIES["Korean"]),
    "gb18030": frozenset(COMMON_CHINESE_CHARACTERS),
    "big5hkscs": frozenset(COMMON_CHINESE_CHARACTERS),
    "cp932": frozenset(FREQUENCIES["Japanese"]),
    "euc_jp": frozenset(FREQUENCIES["Japanese"]),
}
# The first byte of the second, rarer level of characters in the standard that the encoding extends.
_SECOND_LEVEL_FROM = {
    "gb18030": ("gb2312", 0xD8),
    "big5hkscs": ("big5", 0xC9),
    "cp932": ("euc_jp", 0xD0),
    "euc_jp": ("euc_jp", 0xD0),
}
_CYRILLIC = ("cp1251", "koi8_r")
_COMMON_CYRILLIC = frozenset(FREQUENCIES["Russian"][:10])


def commonest_letters(
    best: CharsetMatch,
    close: Sequence[CharsetMatch],
    strangeness: Callable[[CharsetMatch], tuple[float, ...]],
) -> CharsetMatch:
    """Return the match with the commonest letters in the best match's family of encodings.

    Matches with more strange characters than the best one are ignored.
    """
    for family, rarity in ((tuple(_COMMON_LETTERS), _rarity), (_CYRILLIC, _uncommon_cyrillic)):
        if best.encoding in family:
            most = strangeness(best)[0]
            rivals = [match for match in close if match.encoding in family and strangeness(match)[0] <= most]
            return min(rivals, key=lambda match: (rarity(match), strangeness(match)))
    return best


def _rarity(match: CharsetMatch) -> float:
    return sum(_letter_rarity(letter, match.encoding) for letter in str(match) if not letter.isascii())


def _letter_rarity(letter: str, encoding: str) -> float:
    if letter in _COMMON_LETTERS[encoding]:
        return _COMMON
    if encoding == "cp949":
        return _LETTER if "\uac00" <= letter <= "\ud7a3" else _FOREIGN
    if "\u3040" <= letter <= "\u30ff":  # kana
        return _COMMON if encoding in ("cp932", "euc_jp") else _FOREIGN
    standard, first = _SECOND_LEVEL_FROM[encoding]
    encoded = letter.encode(standard, errors="ignore")
    return _SECOND_LEVEL if encoded and encoded[0] < first else _FOREIGN


def _uncommon_cyrillic(match: CharsetMatch) -> int:
    return sum(letter.lower() not in _COMMON_CYRILLIC for letter in str(match) if not letter.isascii())
