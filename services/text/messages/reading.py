"""Words for how a file was read: the parts of its dialect."""

from services.text.i18n import N_, _

_DELIMITERS = {
    ",": N_("comma"),
    ";": N_("semicolon"),
    "\t": N_("tab"),
    "|": N_("vertical bar"),
    " ": N_("space"),
    "  ": N_("two or more spaces"),
    r"\s+": N_("any blanks (spaces and tabs)"),
    "": N_("none (one column)"),
}
# Scripts and regions by the encodings that have their letters; the code page itself stands behind them.
_SCRIPTS = {
    N_("Western European"): "cp1252 iso8859_1 iso8859_15 cp850 cp858 cp437 cp860 cp861 cp863 cp865 mac_roman "
    "mac_iceland",
    N_("Central European"): "cp1250 iso8859_2 cp852 mac_latin2",
    N_("Cyrillic"): "cp1251 koi8_r koi8_u iso8859_5 cp866 cp855 cp1125 mac_cyrillic kz1048",
    N_("Greek"): "cp1253 iso8859_7 cp737 cp869 mac_greek",
    N_("Turkish"): "cp1254 iso8859_9 cp857 mac_turkish",
    N_("Hebrew"): "cp1255 iso8859_8 cp862",
    N_("Arabic"): "cp1256 iso8859_6 cp720 cp864",
    N_("Baltic"): "cp1257 iso8859_13 iso8859_4 cp775",
    N_("Vietnamese"): "cp1258",
    N_("Thai"): "cp874 tis_620",
    N_("Korean"): "cp949 johab iso2022_kr",
    N_("Japanese"): "euc_jis_2004 iso2022_jp_ext",
}
_ENCODINGS = {
    "utf-8": N_("UTF-8"),
    "utf-16": N_("UTF-16"),
    "cp932": N_("Japanese (Shift-JIS)"),
    "euc_jp": N_("Japanese (EUC-JP)"),
    "gb18030": N_("Chinese (GB18030)"),
    "big5": N_("Chinese (Big5)"),
    "big5hkscs": N_("Chinese (Big5)"),
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
    """Return the name of an encoding with the script that it is for, or the name that Python gives it."""
    if encoding in _ENCODINGS:
        return _(_ENCODINGS[encoding])
    script = next((script for script, codes in _SCRIPTS.items() if encoding in codes.split()), None)
    return (
        _("{script} ({code_page})", script=_(script), code_page=_code_page(encoding)) if script else encoding
    )


def _code_page(encoding: str) -> str:
    """Return the usual name of a code page: CP1252, ISO 8859-15, KOI8-R, Mac Greek."""
    if encoding.startswith("iso8859"):
        return encoding.replace("iso8859_", "ISO 8859-")
    if encoding.startswith("mac_"):
        return encoding.replace("mac_", "Mac ").title()
    return encoding.upper().replace("_", "-")


def character_text(character: str) -> str:
    """Return the name of a quote, an escape, a decimal or a thousands separator, or the character itself."""
    return _(_CHARACTERS[character]) if character in _CHARACTERS else character
