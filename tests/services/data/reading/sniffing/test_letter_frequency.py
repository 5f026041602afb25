import pytest

from services.data.reading.sniffing.encoding import detect


@pytest.mark.parametrize(
    ("encoding", "word"),
    [
        *(("cp949", word) for word in ("김철수", "제품이", "주문할게요", "서울", "뷁똠방각하")),
        *(("gb18030", word) for word in ("产品", "这个产品", "价格有点贵", "北京上海")),
        *(("euc_jp", word) for word in ("カタカナ", "これはよい", "満足しています")),
        *(("cp932", word) for word in ("大阪", "カタカナ", "これはよい", "満足しています")),
        *(("big5", word) for word in ("我高雄", "臺北市", "這個產品")),
        *(("koi8_r", word) for word in ("хороший товар", "быстрая доставка")),
        *(("cp1251", word) for word in ("МОСКВА КАЗАНЬ", "быстрая доставка")),
        ("cp1250", "łódź mąż ćma proszę świat"),
    ],
)
def test_a_word_or_two_are_read_in_the_script_whose_usual_letters_they_are_made_of(tmp_path, encoding, word):
    source = tmp_path / "words"
    source.write_bytes(f"id,text\n1,{word}\n2,plain\n".encode(encoding))
    assert source.read_bytes().decode(detect(source)) == f"id,text\n1,{word}\n2,plain\n"
