import pytest

from services.data.profile.pii import names_or_addresses

PEOPLE = ["Braund, Mr. Owen Harris", "Heikkinen, Miss. Laina", "Allen, Mr. William Henry"]
FULL = ["Maria Garcia", "John Smith", "Kenji Tanaka", "Li Wei", "Emma Jones"]


@pytest.mark.parametrize(
    ("column", "examples"),
    [
        ("first_name", ["Ann", "Bo", "Çelik"]),
        ("LastName", ["O'Brien", "Müller-Lüdenscheidt", "van der Berg"]),
        ("Surname", ["Hargrave", "Hill", "Onio"]),
        ("customer name", ["Ann Lee", "Bo Derek"]),
        ("Nachname", ["Müller", "Schmidt"]),
        ("이름", ["김철수", "이영희"]),
        ("Name", PEOPLE),
        ("name", FULL),
        ("Patient", FULL),
        ("full_name", ["Ann Lee", "Bo Derek"]),
    ],
)
def test_a_column_of_names_is_known(column, examples):
    assert names_or_addresses(column, examples) == "name"


@pytest.mark.parametrize(
    ("column", "examples"),
    [
        ("address", ["12 Elm", "7b Rose Lane", "Apt 4, 22 Oak"]),
        ("Street", ["Hauptstr. 5", "Am Markt 12a"]),
        ("주소", ["서울특별시 강남구 테헤란로 12", "부산광역시 중구 1가 2"]),
        ("place", ["12 Main St", "1600 Pennsylvania Ave NW", "5 N Oak Street"]),
        ("ort", ["Hauptstraße 5", "Lindenallee 12", "Schlossplatz 1"]),
        ("lieu", ["12 rue de Rivoli", "5 bis, avenue Foch"]),
        ("where", ["서울시 강남구 테헤란로 12", "수원시 팔달구 정조로 8"]),
    ],
)
def test_a_column_of_addresses_is_known(column, examples):
    assert names_or_addresses(column, examples) == "address"


@pytest.mark.parametrize(
    ("column", "examples"),
    [
        ("name", ["chevrolet chevelle malibu", "buick skylark 320", "ford torino"]),
        ("name", ["Bulbasaur", "Ivysaur", "Venusaur"]),
        ("name", ["New York", "Los Angeles", "Chicago"]),
        ("company_name", ["Acme Inc", "Smith and Sons"]),
        ("product name", ["Red Chair", "Blue Table"]),
        ("file_name", ["a.txt", "b.txt"]),
        ("first_name", ["1", "2"]),
        ("species", ["Adelie Penguin", "Chinstrap Penguin"]),
        ("patient", ["A12", "A13"]),
        ("owner", ["First Owner", "Second Owner"]),
        ("Street", ["Pave", "Grvl"]),
        ("email_address", ["ann1@example.com", "bo2@example.com"]),
        ("ip_address", ["10.0.0.1 a", "10.0.0.2 b"]),
        ("address", ["0x12ab", "0x34cd"]),
        ("text", ["I lived there for 12 years", "a long way to go"]),
        ("date", ["12 March 2020", "5 May 2021"]),
        ("x", []),
    ],
)
def test_other_names_and_texts_are_not_personal(column, examples):
    assert names_or_addresses(column, examples) is None
