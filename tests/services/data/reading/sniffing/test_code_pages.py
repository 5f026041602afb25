import codecs

import pytest

from services.data.reading.sniffing.code_pages import detect_code_page
from tests.services.data.reading.sniffing.code_page_tables import TABLES, table

# So few letters that another code page reads them as well.
SHORT = {("croatian", "iso8859_2")}
WESTERN = [
    *(
        "5 µm",
        "PM2.5 (µg/m³)",
        "25 °C",
        "25°C",
        "3 × 4",
        "10×20 cm",
        "10 ÷ 2",
        "½ cup",
        "¼",
        "±5",
        "m²",
        "CO²",
    ),
    *("£3.50", "100 £", "¥100", "100 ¥", "€5", "5 €", "¢5", "it’s", "“so”", "a – b", "1990–1995", "and…"),
    *("© 2020", "Acme®", "Foo™", "§ 5", "Nº 5", "1ª", "«so»", "¿so?", "37° 33' 58\" N", "•"),
    *("café", "naïve", "résumé", "São Paulo", "Curaçao", "Côte d'Ivoire", "Réunion", "Åland", "Citroën"),
    *("jalapeño", "El Niño", "piñata", "Škoda", "Pokémon", "Nestlé", "Björk", "Malmö", "façade", "Ñuñoa"),
    *("¿Qué?", "à la carte", "Noël", "Größe", "Straße", "CAFÉ", "ÉCOLE", "GRÖSSE", "New\u00a0York"),
]


@pytest.mark.parametrize(("language", "codec"), TABLES)
def test_code_pages_of_all_languages_are_detected_from_few_rows(language, codec):
    for rows in (3, 15):
        text = table(language, rows)
        encoding = detect_code_page(text.encode(codec))
        is_right = text.encode(codec).decode(encoding.name) == text
        assert is_right or (rows == 3 and (language, codec) in SHORT and encoding.rival)


@pytest.mark.parametrize("word", WESTERN)
def test_a_single_symbol_or_accent_is_western(word):
    data = f"1,{word}".encode("cp1252")
    encoding = detect_code_page(data)
    assert data.decode(encoding.name) == f"1,{word}"


@pytest.mark.parametrize(
    ("word", "codec"),
    [("Plzeň", "cp1250"), ("Győr", "cp1250"), ("Čapek", "cp1250"), ("Rīga", "cp1257"), ("Çağrı", "cp1254")],
)
def test_a_single_word_of_another_language_is_doubtful(word, codec):
    data = f"1,{word}".encode(codec)
    encoding = detect_code_page(data)
    assert codecs.lookup(codec).name in (encoding.name, encoding.rival)
    assert encoding.example is not None


def test_a_certain_code_page_has_no_rival():
    encoding = detect_code_page(table("greek", 30).encode("cp1253"))
    assert (encoding.name, encoding.rival, encoding.example) == ("cp1253", None, None)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        # Few letters of Windows-1253 and ISO-8859-7, and of Windows-1251 and the Mac's, differ.
        ("Άνεμοι και Άγιος, απ’τον Νικόλαο;" + "Δωρεάν στο τέλος\n" * 100, "iso8859_7"),
        ("С 12 до 16 лет. Опасная мода\nНайдены тела двух погибших под Харьковом\n", "mac_cyrillic"),
        ("Η ΝΑΥΤΕΜΠΟΡΙΚΗ\nΧρηματιστήριο Τόκυο\n", "cp1253"),
        ("Η ΝΑΥΤΕΜΠΟΡΙΚΗ\nΕΠΙΧΕΙΡΗΣΕΙΣ\n", "cp737"),
        ("อ. ดร. สุธาสินี พิชญวศิน\nพ., 04 พ.ค. 2005\n", "tis_620"),
        ("Обсуждение форума\nВ. В е л и к о в, Фрязево\n", "koi8_r"),
    ],
)
def test_strange_letters_speak_against_a_code_page(text, codec):
    data = text.encode(codec)
    assert data.decode(detect_code_page(data).name) == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("김철수,서울\n박영희,부산\n", "cp949"),
        ("山田太郎,東京\n鈴木花子,大阪\n", "cp932"),
        ("张伟,北京\n王芳,上海\n", "gb18030"),
        ("陳志明,臺北\n林淑芬,高雄\n", "big5hkscs"),
    ],
)
@pytest.mark.parametrize("broken", [b"\xff\n", b"\x81\n"])
def test_a_broken_line_does_not_make_a_text_another_encoding(text, codec, broken):
    assert detect_code_page((text * 30).encode(codec) + broken).name == codec
