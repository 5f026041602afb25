"""Encodings: tables in eleven languages as the programs of each write them, small and large."""

from .case import Case, either, kept, lines, refused
from .languages import LANGUAGES, table

# Which codecs the spreadsheet programs of a language write besides the Unicode ones; each tuple names
# codecs that read the same bytes alike.
_KOREAN = ("cp949", "euc_kr", "uhc", "johab")
_JAPANESE = ("cp932", "shift_jis", "shift_jis_2004", "shift_jisx0213", "ms932")
_EUC_JAPANESE = ("euc_jp", "euc_jis_2004", "euc_jisx0213")
_SIMPLIFIED = ("gb18030", "gbk", "gb2312", "cp936")
_TRADITIONAL = ("big5", "big5hkscs", "cp950")
_WESTERN = ("cp1252", "latin_1", "iso8859_15", "cp1254")
_CENTRAL = ("cp1250", "iso8859_2")
_CYRILLIC = ("cp1251",)
_LOCAL = {
    "korean": {"cp949": _KOREAN, "euc_kr": _KOREAN},
    "japanese": {"cp932": _JAPANESE, "euc_jp": _EUC_JAPANESE},
    "simplified": {"gb18030": _SIMPLIFIED, "gbk": _SIMPLIFIED},
    "traditional": {"big5": _TRADITIONAL},
    "french": {"cp1252": _WESTERN, "latin_1": _WESTERN},
    "german": {"cp1252": _WESTERN},
    "polish": {"cp1250": _CENTRAL},
    "czech": {"cp1250": _CENTRAL},
    "russian": {"cp1251": _CYRILLIC, "koi8_r": ("koi8_r", "koi8_u")},
}
_UNICODE = ("utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be")
_SIZES = {"five_rows": 5, "large": 3000}


def _case(language: str, codec: str, size: str, alike: tuple[str, ...]) -> Case:
    names, rows = table(language, _SIZES[size])
    data = lines(*[",".join(row) for row in [names, *rows]], encoding="utf-8").decode().encode(codec)
    name = f"{language}_{codec}_{size}.csv"
    return kept(name, data, names, rows, encoding=alike, header=True, delimiter=",")


def _marked(codec: str) -> Case:
    """A mark and a codec that writes none: what Windows programs call Unicode."""
    names, rows = table("korean", 5)
    text = "\ufeff" + "".join(",".join(row) + "\r\n" for row in [names, *rows])
    wide = codec[:6]
    return kept(f"marked_{codec}.csv", text.encode(codec), names, rows, encoding=(wide, codec))


_FAR = [[str(n), "plain"] for n in range(120_000)]
_ONE = [["1", "café"], ["2", "tea"], ["3", "milk"]]
_BROKEN = lines("n,word", "1,서울", "2,부산", "3,X", "4,대구").replace(b"X", b"\xea\xb4")

CASES = [
    *[
        _case(language, codec, size, alike)
        for language, codecs in _LOCAL.items()
        for codec, alike in codecs.items()
        for size in _SIZES
    ],
    *[
        _case(language, codec, "five_rows", (codec, "utf_8") if codec == "utf_8" else (codec,))
        for language in LANGUAGES
        for codec in _UNICODE[:5]
    ],
    *[_case(language, codec, "large", (codec,)) for language in ("korean", "french") for codec in _UNICODE],
    *[_case("korean", codec, "five_rows", (codec,)) for codec in _UNICODE[5:]],
    *[_marked(codec) for codec in ("utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be")],
    kept("ascii.csv", lines("a,b", "1,x"), "a|b", [["1", "x"]], encoding=("utf_8", "ascii")),
    kept(
        "utf16_ascii_le.csv",
        "a,b\r\n1,x\r\n".encode("utf-16-le"),
        "a|b",
        [["1", "x"]],
        encoding=("utf_16_le",),
    ),
    kept("utf16_tabs.txt", "a\tb\r\n1\tx y\r\n".encode("utf-16"), "a|b", [["1", "x y"]], delimiter="\t"),
    Case("utf16_odd_byte.csv", "a,b\n1,x\n2,y\n".encode("utf-16") + b"\x00", rows=[["1", "x"], ["2", "y"]]),
    kept(
        "utf16_emoji.csv",
        "a,b\n1,😀\n2,👩‍👩‍👧\n".encode("utf-16"),
        "a|b",
        [["1", "😀"], ["2", "👩‍👩‍👧"]],
    ),
    either("utf16_half_pair.csv", "a,b\n1,x\n".encode("utf-16") + b"\x00\xd8,\x00\n\x00"),
    kept(
        "bom_quoted_header.csv", b'\xef\xbb\xbf"a","b"\n1,x\n', "a|b", [["1", "x"]], encoding=("utf_8_sig",)
    ),
    kept("two_boms.csv", b"\xef\xbb\xbf\xef\xbb\xbfa,b\n1,x\n", "a|b", [["1", "x"]]),
    kept("bom_in_the_middle.csv", "a,b\n1,\ufeffx\n".encode(), "a|b", [["1", "\ufeffx"]]),
    kept(
        "one_accent.csv",
        lines("n,word", "1,café", "2,tea", "3,milk", encoding="cp1252"),
        "n|word",
        _ONE,
        encoding=_WESTERN,
    ),
    kept(
        "smart_quotes_cp1252.csv",
        lines("n,word", "1,it’s", "2,“so”", "3,5 €", encoding="cp1252"),
        "n|word",
        [["1", "it’s"], ["2", "“so”"], ["3", "5 €"]],
        encoding=("cp1252",),
    ),
    kept(
        "degree_latin1.csv",
        lines("n,t", "1,20°C", "2,25°C", encoding="latin-1"),
        "n|t",
        [["1", "20°C"], ["2", "25°C"]],
    ),
    kept(
        "umlauts_few_cp1252.csv",
        lines("Name;Ort", "Müller;Köln", "Weiß;Düsseldorf", "Jäger;München", encoding="cp1252"),
        "Name|Ort",
        [["Müller", "Köln"], ["Weiß", "Düsseldorf"], ["Jäger", "München"]],
        delimiter=";",
    ),
    kept(
        "utf8_first_letter_late.csv",
        lines("n,word", *[",".join(row) for row in _FAR], "120000,서울"),
        "n|word",
        [*_FAR, ["120000", "서울"]],
        encoding=("utf_8",),
    ),
    kept(
        "cp949_first_letter_late.csv",
        lines("n,word", *[",".join(row) for row in _FAR], "120000,서울특별시 강남구", encoding="cp949"),
        "n|word",
        [*_FAR, ["120000", "서울특별시 강남구"]],
        encoding=_KOREAN,
    ),
    kept(
        "utf8_one_broken_character.csv",
        _BROKEN,
        "n|word",
        [["1", "서울"], ["2", "부산"], ["3", "\ufffd"], ["4", "대구"]],
        encoding=("utf_8",),
        finds=["unreadable"],
    ),
    kept(
        "utf8_one_broken_byte_large.csv",
        lines("n,word", *[f"{n},서울 café" for n in range(2000)], "2000,X").replace(b"X", b"\xff"),
        "n|word",
        [*[[str(n), "서울 café"] for n in range(2000)], ["2000", "\ufffd"]],
        encoding=("utf_8",),
    ),
    kept(
        "utf8_cut_in_a_letter.csv",
        lines("n,word", "1,서울", "2,부산")[:-2],
        "n|word",
        [["1", "서울"], ["2", "부\ufffd"]],
        encoding=("utf_8",),
    ),
    kept(
        "japanese_halfwidth_cp932.csv",
        lines("番号,名前", "1,ﾔﾏﾀﾞ", "2,ｽｽﾞｷ", "3,ﾀﾅｶ", "4,東京都", encoding="cp932"),
        "番号|名前",
        [["1", "ﾔﾏﾀﾞ"], ["2", "ｽｽﾞｷ"], ["3", "ﾀﾅｶ"], ["4", "東京都"]],
        encoding=_JAPANESE,
    ),
    kept(
        "japanese_backslash_bytes_cp932.csv",
        lines("番号,名前", "1,ソニー", "2,表示", "3,能力", "4,東京都の天気です", encoding="cp932"),
        "番号|名前",
        [["1", "ソニー"], ["2", "表示"], ["3", "能力"], ["4", "東京都の天気です"]],
        encoding=_JAPANESE,
    ),
    kept(
        "korean_rare_syllables_cp949.csv",
        lines("번호,이름", "1,똠방각하", "2,펲시콜라", "3,쌰쓔", "4,대한민국 서울", encoding="cp949"),
        "번호|이름",
        [["1", "똠방각하"], ["2", "펲시콜라"], ["3", "쌰쓔"], ["4", "대한민국 서울"]],
        encoding=_KOREAN,
    ),
    kept(
        "korean_one_word_cp949.csv",
        lines("id,name", "1,김철수", "2,Lee", encoding="cp949"),
        "id|name",
        [["1", "김철수"], ["2", "Lee"]],
        encoding=_KOREAN,
    ),
    kept(
        "gb18030_four_bytes.csv",
        lines("编号,名字", "1,张伟", "2,王芳", "3,㐂𠀀", "4,北京市朝阳区", encoding="gb18030"),
        "编号|名字",
        [["1", "张伟"], ["2", "王芳"], ["3", "㐂𠀀"], ["4", "北京市朝阳区"]],
        encoding=("gb18030",),
    ),
    kept(
        "gb18030_mark.csv",
        "\ufeff编号,名字\n1,张伟\n".encode("gb18030"),
        "编号|名字",
        [["1", "张伟"]],
        encoding=("gb18030",),
    ),
    refused("utf16_mark_only.csv", b"\xff\xfe", "empty"),
    either("iso2022_jp.csv", lines("番号,名前", "1,東京", encoding="iso2022_jp")),
    either("two_encodings.csv", lines("n,t", "1,서울") + lines("2,부산", encoding="cp949"), rows_in=2),
    either("utf7.csv", b"n,t\n1,+AOk-t+AOk-\n", rows_in=1),
]
