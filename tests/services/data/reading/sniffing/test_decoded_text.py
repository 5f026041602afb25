import random

import pytest

from services.data.reading.sniffing.decoded_text import decode
from services.errors import InvalidInput

KOREAN = "이름,도시,설명\n김철수,서울,오늘은 날씨가 좋습니다\n박영희,부산,바다가 아름답습니다\n"
JAPANESE = "名前,都市,説明\n田中さん,東京,今日はとても良い天気です\n鈴木さん,大阪,たこ焼きがおいしいです\n"
CHINESE = "姓名,城市,说明\n张三,北京,今天天气很好我们去公园\n李四,上海,这个产品的质量非常不错\n"
TAIWANESE = "姓名,城市,說明\n王小明,臺北,今天天氣很好我們去公園\n陳美玲,高雄,這個產品的品質非常不錯\n"
RUSSIAN = "имя,город\nИван,Москва\nПётр,Киев\n"
POLISH = "imię,miasto\nŁukasz,Łódź\nMałgorzata,Kraków\nWięcek,Gdańsk\n"
FRENCH = "nom,ville,avis\nRenée,Orléans,très satisfait de la qualité\nFrançois,Béziers,déçu par la durée\n"

WORDS = {
    "cp949": "이름 김철수 박영희 이민준 최서연 서울 부산 대구 배송이 품질이 좋아요 환불해 주세요",
    "cp932": "名前 田中太郎 鈴木一郎 佐藤花子 東京 大阪 とても良い 遅い配達でした ありがとう カメラ",
    "gb18030": "姓名 张三 李四 王五 北京 上海 质量很好 非常满意 太慢了 不推荐购买",
    "big5hkscs": "姓名 王小明 陳美玲 臺北 高雄 品質很好 非常滿意 太慢了 不推薦 天氣",
    "cp1251": "имя Иван Пётр Мария Москва Отлично Плохое качество Спасибо медленно",
    "koi8_r": "имя Иван Пётр Мария Москва Отлично Плохое качество Спасибо медленно",
    "cp1252": "prénom François Renée Orléans Béziers très déçu qualité Noël Zoé",
}


@pytest.fixture
def decoded(tmp_path):
    """Return a function that decodes bytes and returns the result and its text."""

    def run(data, encoding=None):
        source = tmp_path / "source"
        source.write_bytes(data)
        text = decode(source, tmp_path / "text", encoding)
        return text, text.path.read_bytes()[text.start :].decode()

    return run


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KOREAN, "utf-8"),
        (KOREAN, "cp949"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "utf-16"),
        (KOREAN, "utf-8-sig"),
        (KOREAN, "utf-16"),
        (KOREAN, "utf-32"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (FRENCH, "utf-32-le"),
        (KOREAN, "utf-16-le"),
    ],
)
def test_text_in_the_encodings_of_spreadsheets_comes_back_exactly(decoded, text, encoding):
    decoded_text, content = decoded(text.encode(encoding))
    assert (content, decoded_text.removed, decoded_text.replaced) == (text, 0, 0)


@pytest.mark.parametrize("encoding", WORDS)
@pytest.mark.parametrize("rows", [3, 40])
def test_few_words_are_enough_to_distinguish_the_encodings_of_a_language(decoded, encoding, rows):
    words, pick = WORDS[encoding].split(), random.Random(rows)  # noqa: S311 - words to read, no secret
    lines = [f"{pick.choice(words)},{pick.choice(words)},{number}" for number in range(rows)]
    text = f"{words[0]},a,b\n" + "\n".join(lines)
    assert decoded(text.encode(encoding))[1] == text


def test_plain_text_is_utf_8(decoded):
    assert decoded(b"a,b\n1,2\n")[0].encoding == "utf-8"


def test_utf_8_is_read_where_it_lies(decoded, tmp_path):
    result, _text = decoded(KOREAN.encode("utf-8-sig"))
    assert (result.path, result.start) == (tmp_path / "source", 3)


def test_one_foreign_line_far_below_plain_ones_is_still_noticed(decoded):
    data = b"plain,row\n" * 500_000 + KOREAN.encode("cp949") * 3
    assert decoded(data)[1].endswith(KOREAN)


def test_one_broken_character_does_not_make_a_text_another_encoding(decoded):
    result, text = decoded((KOREAN * 5).encode() + b"\xff,x,y\n")
    assert (result.encoding, result.replaced, text[-6:]) == ("utf-8", 1, "\n\ufffd,x,y\n"[-6:])


def test_replacement_characters_of_the_file_itself_are_not_counted(decoded):
    result, _text = decoded("a\ufffd,b\n".encode() * 3 + KOREAN.encode() * 2 + b"\xff\n")
    assert result.replaced == 1


def test_a_text_cut_in_the_middle_of_a_character_is_read_to_there(decoded):
    result, text = decoded((KOREAN * 3).encode()[:-2])
    assert (result.encoding, result.replaced) == ("utf-8", 1)
    assert text.startswith(KOREAN * 2)


def test_nul_characters_are_removed_and_counted(decoded):
    result, text = decoded(b"a,b\n" + b"1,2\n" * 50 + b"x\0y,3\n")
    assert (result.removed, text[-5:]) == (1, "xy,3\n")
    assert [repair.kind for repair in result.repairs] == ["nul"]


def test_the_end_mark_of_old_systems_is_no_row(decoded):
    assert decoded(b"a,b\n1,2\n\x1a")[1] == "a,b\n1,2\n"


def test_the_encoding_can_be_set(decoded):
    result, text = decoded("é,b\n".encode("cp850"), "cp850")
    assert (result.encoding, text) == ("cp850", "é,b\n")


def test_an_unknown_encoding_is_refused(decoded):
    with pytest.raises(InvalidInput, match="unknown_encoding"):
        decoded(b"a,b\n", "klingon")


def test_a_doubtful_encoding_is_reported_until_a_user_sets_one(decoded):
    data = "n,y\nNoël,1\n".encode("cp1252")
    result, _text = decoded(data)
    assert [(repair.kind, repair.encoding, repair.example) for repair in result.repairs] == [
        ("doubtful_encoding", "cp1252", "Noël")
    ]
    assert decoded(data, "cp1252")[0].repairs == ()
