import pytest

from services.data.reading.sniffing.strange_letters import strange_share


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("plain", 0),
        ("café", 0),
        ("Иван и Ольга", 0),
        ("cafÈ", 1),
        ("cafи", 1),
        ("MüLLER", 1),
        ("a¢b", 1),
        ("x ║ y", 1),
        ("Bucureºti", 1),
        ("A형", 0),
        ("don’t", 0),
        ("а la carte", 1),
        ("Л. Н. Толстой", 0),
        ("สุ พ.ศ.", 0),
        ("Ά, Άνεμοι", 1 / 7),
        ("veµmi", 1),
        ("στο ¶νεμοι", 1 / 9),
        ("שלום", 0),
        ("מלשו", 0),
        ("םולש", 1 / 4),
        ("σοφός", 0),
        ("ςοφόσ", 1 / 5),
        ("ﺣﺻ ﺍﺑ", 0),
        ("ﺩﻊﺣ", 1 / 3),
    ],
)
def test_letters_are_strange_where_they_hardly_stand(text, share):
    assert strange_share(text) == pytest.approx(share)
