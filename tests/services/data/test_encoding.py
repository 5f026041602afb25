import pytest

from services.data.encoding import decode, detect

KOREAN = "이름,도시,설명\n김철수,서울,오늘은 날씨가 좋습니다\n박영희,부산,바다가 아름답습니다\n"
JAPANESE = "名前,都市,説明\n田中さん,東京,今日はとても良い天気です\n鈴木さん,大阪,たこ焼きがおいしいです\n"
CHINESE = "姓名,城市,说明\n张三,北京,今天天气很好我们去公园\n李四,上海,这个产品的质量非常不错\n"
RUSSIAN = "имя,город\nИван,Москва\nПётр,Киев\n"
POLISH = "imię,miasto\nŁukasz,Łódź\nMałgorzata,Kraków\nWięcek,Gdańsk\n"
FRENCH = "nom,ville,avis\nRenée,Orléans,très satisfait de la qualité\nFrançois,Béziers,déçu par la durée\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KOREAN, "utf-8"),
        (KOREAN, "cp949"),
        (JAPANESE, "cp932"),
        (CHINESE, "gb18030"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "utf-16"),
        (KOREAN, "utf-8-sig"),
        (KOREAN, "utf-16"),
        (KOREAN, "utf-32"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
    ],
)
def test_text_in_the_encodings_of_spreadsheets_comes_back_exactly(text, encoding):
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.removed, decoded.replaced) == (text, 0, 0)


def test_plain_text_is_utf_8():
    assert detect(b"a,b\n1,2\n") == "utf-8"


def test_one_foreign_line_far_below_plain_ones_is_still_noticed():
    data = b"plain,row\n" * 5000 + KOREAN.encode("cp949") * 3
    assert decode(data).text.endswith(KOREAN)


def test_nul_characters_are_taken_out_and_counted():
    decoded = decode(b"a,b\n" + b"1,2\n" * 50 + b"x\0y,3\n")
    assert (decoded.removed, decoded.text[-6:]) == (1, "xy,3\n"[-6:].rjust(6, "\n"))
    assert [repair.kind for repair in decoded.repairs] == ["nul"]
