import pytest

from services.data.reading.sniffing.encoding import detect


@pytest.fixture
def name(tmp_path):
    """Return a function that detects the encoding of bytes and returns its name."""

    def run(data):
        (tmp_path / "source").write_bytes(data)
        return detect(tmp_path / "source").name

    return run


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"", "utf-8"),
        (b"a,b\n1,2\n", "utf-8"),
        ("a,b\n1,é\n".encode(), "utf-8"),
        ("a,b\n1,é\n".encode("utf-8-sig"), "utf-8-sig"),
        ("a,b\n1,é\n".encode("utf-16"), "utf-16"),
        ("a,b\n1,é\n".encode("utf-16-be"), "utf-16-be"),
        ("a,b\n1,é\n".encode("utf-32"), "utf-32"),
        ("番号,名前\n1,東京\n".encode("iso2022_jp"), "iso2022_jp_ext"),
        ("번호,이름\n1,서울\n".encode("iso2022_kr"), "iso2022_kr"),
    ],
)
def test_what_is_certain_is_not_guessed(name, data, encoding):
    assert name(data) == encoding


def test_a_character_may_lie_across_the_pieces_of_a_file(name):
    line = "김철수,서울특별시\n".encode("cp949")
    plain = b"x" * (512 * 1024 - 2) + b"\n"  # the piece ends inside the first syllable
    assert name(plain + line * 20) == "cp949"


def test_lines_without_an_end_are_sampled(name):
    assert name("서울특별시 강남구 ".encode("cp949") * 60_000) == "cp949"
