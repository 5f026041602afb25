import pytest

from services.data.reading.sniffing.symbols import are_symbols


@pytest.mark.parametrize("text", ["5 µm", "¥100", "m³", "3 × 4", "it’s", "“so”", "25 °C", "Foo™", "1º", "½"])
def test_symbols_in_their_places_are_symbols(text):
    assert are_symbols(text.encode("cp1252"))


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("café", "cp1252"),
        ("Michał", "cp1250"),
        ("100 zł", "cp1250"),
        ("Ąbc", "cp1250"),
        ("Málaga", "cp850"),
        ("Köln", "cp437"),
        ("가", "cp949"),
        ("Иван", "cp1251"),
        ("2 Ω", "cp1253"),
    ],
)
def test_letters_of_other_code_pages_are_no_symbols(text, codec):
    assert not are_symbols(text.encode(codec))
