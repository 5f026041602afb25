"""The catalogues: whole, current, and with the placeholders of the messages that they translate."""

import ast
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from services.settings import ROOT
from services.text.i18n import DOMAIN, ENGLISH, LANGUAGES, LOCALE_DIR

KEYWORDS = {**DEFAULT_KEYWORDS, "_n": (1, 2)}
COUNTS = {"_": 1, "N_": 1, "_n": 2}  # of the messages that each function takes
SOURCES = sorted([ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "services").rglob("*.py")])
TRANSLATED = [language for language in LANGUAGES if language != ENGLISH]
KOREAN_TERMS = {
    "baseline": "기준 모델",
    "canceled": "취소",
    "class imbalance": "클래스 불균형",
    "confusion matrix": "혼동 행렬",
    "constant": "상수 열",
    "dataset": "데이터셋",
    "delimiter": "구분자",
    "deploy": "배포",
    "drift": "드리프트",
    "duplicate rows": "중복 행",
    "endpoint": "엔드포인트",
    "feature-target association": "연관성",
    "finding": "발견 항목",
    "held-out rows": "홀드아웃 행",
    "high cardinality": "높은 카디널리티",
    "identifier": "식별자",
    "indicator column": "결측값 표시 열",
    "local cloud": "로컬 클라우드",
    "machine type": "머신 유형",
    "macro F1": "매크로 F1",
    "missing values": "결측값",
    "outlier": "이상값",
    "playground": "플레이그라운드",
    "probability": "확률",
    "rejected rows": "거부된 행",
    "skewed": "치우쳐",
    "skewness": "왜도",
    "statistics": "통계",
    "target encoding": "타깃 인코딩",
    "target leakage": "타깃 누출",
    "traffic split": "트래픽 분할",
    "training run": "학습 실행",
    "undeploy": "해제",
}


@cache
def in_sources() -> frozenset[str | tuple[str, ...]]:
    """Return each message that the sources mark, a pair for those with a plural."""
    extracted = [
        *extract_from_file("python", str(ROOT / "app.py"), keywords=KEYWORDS),
        *(
            (line, message, comments, context)
            for folder in ("pages", "services")
            for _file, line, message, comments, context in extract_from_dir(
                str(ROOT / folder), keywords=KEYWORDS
            )
        ),
    ]
    return frozenset(message for _line, message, _comments, _context in extracted)


def literal_messages(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Yield each message that a file passes to a function of i18n, a pair for those with a plural."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in COUNTS:
            count = COUNTS[node.func.id]
            texts = [argument.value for argument in node.args[:count] if isinstance(argument, ast.Constant)]
            if len(texts) == count:
                yield texts[0] if count == 1 else tuple(texts)


@cache
def catalogue(language: str) -> Catalog:
    with (LOCALE_DIR / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def translated(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def placeholders(text: str) -> set[str]:
    return {field for _text, field, _spec, _conversion in Formatter().parse(text) if field is not None}


def test_each_message_is_where_extraction_finds_it():
    # Babel doesn't look into f-strings.
    messages = [(path, message) for path in SOURCES for message in literal_messages(path)]
    assert [(path, message) for path, message in messages if message not in in_sources()] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_message_of_the_sources_stands_in_the_catalogue(language):
    missing = in_sources() - {message.id for message in translated(language)}
    assert not missing, "run make words"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_entry_is_stale(language):
    stale = {message.id for message in translated(language)} - in_sources()
    assert not stale, "run make words"
    assert not catalogue(language).obsolete, "run make words"


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_entry_is_translated_for_certain(language):
    entries = translated(language)
    assert [message.id for message in entries if message.fuzzy] == []
    assert [message.id for message in entries if not strings(message) or not all(strings(message))] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_message(language):
    for message in translated(language):
        for one, other in zip(originals(message), strings(message), strict=False):
            assert placeholders(other) == placeholders(one), message.id
        assert placeholders(strings(message)[-1]) == placeholders(originals(message)[-1]), message.id


@pytest.mark.parametrize(("term", "korean"), KOREAN_TERMS.items())
def test_a_term_has_one_word_in_korean(term, korean):
    pattern = re.compile(rf"\b{term}", re.IGNORECASE)
    messages = [message for message in translated("ko") if pattern.search(originals(message)[0])]
    assert messages
    assert [message.id for message in messages if korean not in strings(message)[0]] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_current(language):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    path = LOCALE_DIR / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    assert path.read_bytes() == compiled.getvalue(), "run make words"


def originals(message: Message) -> tuple[str, ...]:
    # A language without plural forms translates the plural.
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)[::-1]


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)
