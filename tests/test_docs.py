"""The documents: the files and commands that they name exist, and the picture of the rooms is the imports."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.settings import ROOT
from services.text.i18n import DOMAIN, LOCALE_DIR
from tests.rooms import FILES, imported, module_name

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# What every room may import, and so has no arrow.
SHARED = {"errors", "nonce", "pricing", "settings"}
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_MAKE = re.compile(r"(?:^|`)make (\w+)", re.MULTILINE)
_ROW = re.compile(r"^\| [^|]+ \| ([^|]+) \|", re.MULTILINE)
_HANGUL = re.compile("[가-힣]")
_PATH = re.compile(r"(?:app\.py|Makefile|(?:pages|services|tests|docs|bench|examples)(?:/[\w.-]+)*/?)")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_each_path_in_backticks_exists(path: Path) -> None:
    paths = [code for code in _CODE.findall(_FENCE.sub("", path.read_text())) if _PATH.fullmatch(code)]
    assert [name for name in paths if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_each_linked_file_exists(path: Path) -> None:
    links = [link for link in _LINK.findall(_CODE.sub("", path.read_text())) if "://" not in link]
    assert [link for link in links if not (path.parent / link.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_each_make_command_is_in_the_makefile(path: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(_MAKE.findall(path.read_text())) <= targets


def test_the_architecture_names_many_paths() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text()
    assert sum(bool(_PATH.fullmatch(code)) for code in _CODE.findall(_FENCE.sub("", text))) > 50


def test_the_glossary_has_the_terms_of_the_catalogue() -> None:
    catalogue = LOCALE_DIR / "ko" / "LC_MESSAGES" / f"{DOMAIN}.po"
    glossary = (
        (ROOT / "docs" / "architecture.md").read_text().partition("## Glossary")[2].partition("\n## ")[0]
    )
    terms = [term for row in _ROW.findall(glossary) for term in row.split(", ") if _HANGUL.search(term)]
    assert len(terms) > 20
    assert [term for term in terms if term not in catalogue.read_text()] == []


def test_the_picture_of_the_rooms_shows_the_imports() -> None:
    drawn = set(_drawn((ROOT / "docs" / "architecture.md").read_text()))
    needed = {
        (room, other)
        for path in FILES
        if (room := _top(module_name(path)))
        for module in imported(path)
        if (other := _top(module)) and other != room
    }
    assert drawn - needed == set(), "arrows without an import"
    assert needed - drawn == set(), "imports without an arrow"


@pytest.mark.parametrize(
    ("picture", "arrows"),
    [
        ("a --> b", [("a", "b")]),
        ("a --> b & c", [("a", "b"), ("a", "c")]),
        ("a -. starts .-> b", []),
    ],
)
def test_solid_arrows_are_read(picture: str, arrows: list[tuple[str, str]]) -> None:
    assert list(_drawn(f"```mermaid\nflowchart TD\n    {picture}\n```\n")) == arrows


def _drawn(text: str) -> Iterator[tuple[str, str]]:
    (picture,) = re.findall(r"```mermaid\n(.*?)```", text, re.DOTALL)
    for line in picture.splitlines():
        room, arrow, others = line.partition(" --> ")
        if arrow:
            yield from ((room.strip(), other.strip()) for other in others.split("&"))


def _top(module: str) -> str | None:
    """Return the top room of a module, None for what every room may import."""
    first, *rest = module.split(".")
    name = rest[0] if first == "services" and rest else first
    return None if name in SHARED or module == "services" else name
