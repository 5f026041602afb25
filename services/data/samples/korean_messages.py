"""Korean support messages: praise and complaints, composed from phrases with a fixed seed."""

from collections.abc import Iterator
from random import Random

HEADER = ("text", "label")
ROWS_PER_LABEL = 150

_GREETINGS = ("안녕하세요,", "안녕하세요.", "수고 많으십니다.", "고객센터 담당자님,", "", "", "", "")
# Nouns with the particles that follow their last syllable: topic (은/는), subject (이/가), object (을/를).
_NOUNS = (
    ("새 앱", "은", "이", "을"),
    ("배송", "은", "이", "을"),
    ("주문한 이어폰", "은", "이", "을"),
    ("결제 화면", "은", "이", "을"),
    ("이번 업데이트", "는", "가", "를"),
    ("구독 서비스", "는", "가", "를"),
    ("상담 전화", "는", "가", "를"),
    ("검색 기능", "은", "이", "을"),
    ("모바일 페이지", "는", "가", "를"),
    ("설치 과정", "은", "이", "을"),
    ("포장 상태", "는", "가", "를"),
    ("청구서", "는", "가", "를"),
)
_PRAISE = (
    "{noun}{subject} 정말 마음에 들어요.",
    "{noun}{subject} 기대보다 훨씬 좋네요.",
    "{noun} 덕분에 하루가 편해졌어요.",
    "{noun}{object} 친구들에게도 추천했어요.",
    "{noun}{topic} 빠르고 깔끔해서 만족합니다.",
    "{noun}{subject} 이렇게 쉬울 줄 몰랐어요, 최고예요!",
    "{noun} 문제를 바로 해결해 주셔서 감사합니다.",
    "온 가족이 {noun}{object} 칭찬하고 있어요.",
    "작년보다 {noun}{subject} 훨씬 나아졌어요.",
    "{noun}{topic} 나무랄 데가 없습니다.",
)
_COMPLAINTS = (
    "{noun}{subject} 또 말썽인데 아무도 답이 없네요.",
    "{noun} 때문에 환불을 받고 싶습니다.",
    "{noun}{subject} 월요일부터 너무 느려요.",
    "{noun}{topic} 정말 실망스럽습니다.",
    "{noun}{subject} 왜 매번 이 모양인가요?",
    "{noun} 건으로 세 번이나 전화했는데 그대로예요.",
    "{noun}{subject} 설명과 전혀 달라서 속은 기분입니다.",
    "{noun} 때문에 요금이 두 번 빠져나갔어요.",
    "{noun}{topic} 돈이 아까울 정도로 엉망이에요.",
    "{noun}{object} 더는 못 쓰겠으니 해지해 주세요.",
)
_OPEN = (  # messages of both labels may start like this, as real ones do
    "{noun}{object} 오늘 처음 써 봤습니다.",
    "{noun} 관련해서 문의드렸던 사람입니다.",
    "{noun}{subject} 지난달과 달라진 것 같아요.",
)
_PRAISE_ENDINGS = (
    "",
    "",
    "감사합니다.",
    "좋은 하루 보내세요.",
    "별 다섯 개 드려요.",
    "계속 이용할게요.",
    "^^",
)
_COMPLAINT_ENDINGS = (
    "", "", "빨리 고쳐 주세요.", "답변 기다립니다.", "별 하나도 아깝네요.", "너무하네요.", "ㅠㅠ",
)  # fmt: skip


def rows() -> Iterator[tuple[str, str]]:
    """Yield the same (text, label) every time: 칭찬 as often as 불만, no text twice."""
    random = Random(2026)  # noqa: S311 - a sample, not a secret
    labels = (
        ("칭찬", _PRAISE + _OPEN, _PRAISE_ENDINGS),
        ("불만", _COMPLAINTS + _OPEN, _COMPLAINT_ENDINGS),
    )
    texts: dict[str, str] = {}
    for number, (label, phrases, endings) in enumerate(labels, start=1):
        while len(texts) < number * ROWS_PER_LABEL:
            texts.setdefault(_text(random, phrases, endings), label)
    shuffled = list(texts.items())
    random.shuffle(shuffled)
    yield from shuffled


def _text(random: Random, phrases: tuple[str, ...], endings: tuple[str, ...]) -> str:
    noun, topic, subject, object_ = random.choice(_NOUNS)
    phrase = random.choice(phrases).format(noun=noun, topic=topic, subject=subject, object=object_)
    return f"{random.choice(_GREETINGS)} {phrase} {random.choice(endings)}".strip()
