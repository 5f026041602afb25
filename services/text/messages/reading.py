"""Words for how a file was read: the parts of its dialect."""

from services.text.i18n import N_, _

_DELIMITERS = {
    ",": N_("comma"),
    ";": N_("semicolon"),
    "\t": N_("tab"),
    "|": N_("vertical bar"),
    " ": N_("space"),
    "  ": N_("two or more spaces"),
    "": N_("none (one column)"),
}
_ENCODINGS = {
    "utf-8": N_("UTF-8"),
    "utf-16": N_("UTF-16"),
    "cp949": N_("Korean (CP949)"),
    "cp932": N_("Japanese (Shift-JIS)"),
    "euc_jp": N_("Japanese (EUC-JP)"),
    "gb18030": N_("Chinese (GB18030)"),
    "big5": N_("Chinese (Big5)"),
    "cp1252": N_("Western European (CP1252)"),
    "cp1250": N_("Central European (CP1250)"),
    "cp1251": N_("Cyrillic (CP1251)"),
    "koi8_r": N_("Cyrillic (KOI8-R)"),
}
_CHARACTERS = {
    "": N_("none"),
    ".": N_("point"),
    ",": N_("comma"),
    " ": N_("space"),
    "\u00a0": N_("no-break space"),
    "\u202f": N_("narrow no-break space"),
    "\u2009": N_("thin space"),
    "'": N_("apostrophe"),
    "\\": N_("backslash"),
}


def delimiter_text(delimiter: str) -> str:
    """Return the name of a delimiter, or the delimiter in quotes, invisible characters as escapes."""
    if delimiter in _DELIMITERS:
        return _(_DELIMITERS[delimiter])
    visible = "".join(
        character if character.isprintable() else ascii(character)[1:-1] for character in delimiter
    )
    return f"“{visible}”"


def encoding_text(encoding: str) -> str:
    """Return the name of an encoding, or the name that Python gives it."""
    return _(_ENCODINGS[encoding]) if encoding in _ENCODINGS else encoding


def character_text(character: str) -> str:
    """Return the name of a quote, an escape, a decimal or a thousands separator, or the character itself."""
    return _(_CHARACTERS[character]) if character in _CHARACTERS else character
