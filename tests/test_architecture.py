"""The house stands as drawn: who imports whom, how long files are, where words and tests belong."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.settings import ROOT

SOURCES = sorted([ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "services").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
LONGEST = 300

# A room is a folder; services itself is one, for what belongs to no other.
ROOMS = (
    "services.cache",
    "services.workflows",
    "services.ingest",
    "services.routes",
    "services.runtime",
    "services.vertex",
    "services.text",
    "services.data",
    "services.local_cloud",
    "services.containers.trainer.spec",
    "services.containers",
    "services",
    "components",
    "pages",
    "app",
)
RECORDS = {"services", "services.vertex", "services.data"}
BELOW_PAGES = RECORDS | {
    *("services.cache", "services.workflows", "services.routes", "services.runtime", "services.text")
}
ARROWS = {
    "app": {"services", "services.routes", "services.runtime", "services.text"},
    "pages": BELOW_PAGES | {"components"},
    "components": BELOW_PAGES | {"components"},
    "services.cache": RECORDS | {"services.cache", "services.workflows", "services.ingest"},
    "services.workflows": RECORDS | {"services.workflows", "services.ingest", "services.runtime"},
    "services.ingest": RECORDS | {"services.ingest", "services.runtime"},
    "services.routes": RECORDS | {"services.routes", "services.ingest", "services.text"},
    "services.runtime": {"services", "services.runtime"},
    "services.vertex": RECORDS,
    "services.text": RECORDS
    | {"services.text", "services.runtime", "services.ingest", "services.containers.trainer.spec"},
    "services.data": {"services", "services.data", "services.text", "services.containers.trainer.spec"},
    "services": {"services", "services.text"},
    "services.local_cloud": {"services.local_cloud"},
    "services.containers.trainer.spec": set(),
    "services.containers": {"services.containers", "services.containers.trainer.spec"},
}
HOMES = {
    "streamlit": {"app", "pages", "components", "services.cache"},
    "google": {"services.vertex", "services.local_cloud", "services.containers"},
}

# Commands whose first argument a visitor reads, and arguments that a visitor reads anywhere.
SPOKEN = {
    *("title", "header", "subheader", "caption", "write", "markdown", "text", "badge", "metric"),
    *("info", "warning", "error", "success", "toast", "button", "form_submit_button", "download_button"),
    *("selectbox", "multiselect", "radio", "pills", "segmented_control", "toggle", "checkbox", "slider"),
    *("text_input", "text_area", "number_input", "date_input", "file_uploader", "expander", "popover"),
    *("dialog", "spinner", "status"),
}
READ_ALOUD = {"label", "help", "placeholder", "caption"}
NOT_WORDS = re.compile(r":material/[\w{}]+:|:\w+-badge|https?://\S+|\{\}")


def name(path: Path) -> str:
    """Return the dotted name by which the app imports a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[1:] if parts[:2] == ("pages", "components") else parts)


def room(module: str) -> str | None:
    """Return the room that a dotted name lies in, or None for a library."""
    return next((room for room in ROOMS if module == room or module.startswith(f"{room}.")), None)


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything that a file imports, wherever in the file it does."""
    package = name(path).split(".") if path.name == "__init__.py" else name(path).split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *(node.module or "").split(".")]).strip(".")
            # `from services import cache` names a room that `services` alone doesn't tell.
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_file_imports_only_what_its_room_may(path: Path):
    here = room(name(path))
    for module in imports(path):
        there = room(module)
        assert there is None or there in ARROWS[here], f"{here} imports {module}"
        library = module.split(".")[0]
        assert here in HOMES.get(library, {here}), f"{here} imports {module}"


@pytest.mark.parametrize("path", [p for p in SOURCES if p.is_relative_to(ROOT / "pages")], ids=name)
def test_a_page_reaches_the_cloud_through_the_cache_and_workflows_alone(path: Path):
    # Its records and constants are imported from a module by name; a module itself is where calls are made.
    of_vertex = [module.split(".") for module in imports(path) if module.startswith("services.vertex.")]
    assert {parts[-1] for parts in of_vertex if len(parts) == 3} <= {"layout"}


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_enough_to_be_read_at_once(path: Path):
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", [p for p in SOURCES if p.is_relative_to(ROOT / "pages")], ids=name)
def test_what_a_visitor_reads_goes_through_the_catalogue(path: Path):
    assert list(unmarked_words(path)) == []


def unmarked_words(path: Path) -> Iterator[str]:
    """Yield each text that a page shows without _()."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        function = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        spoken = [keyword.value for keyword in node.keywords if keyword.arg in READ_ALOUD]
        if function in SPOKEN:
            spoken += node.args[:1]
        for value in spoken:
            words = "".join(literals(value))
            if re.search(r"[A-Za-z]{2}", NOT_WORDS.sub("", words)):
                yield f"line {value.lineno}: {words}"


def literals(value: ast.expr) -> Iterator[str]:
    """Yield the literal texts of a string or an f-string, with {} where a value goes."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        for part in value.values:
            yield from literals(part)
    elif isinstance(value, ast.FormattedValue):
        yield "{}"


# A count before a plural, such as "{n:,} more rows"; what is named so is never one.
COUNTED = re.compile(r"\{(\w+)(?::,)?\}(?:\*\*)? (?:[a-z-]+ ){0,2}?[a-z]{3,}s\b")
NUMBERED = re.compile(r"\{(\w+:,|count|n|rows|columns|cells|levels)\}")
NEVER_ONE = {"many", "most", "least", "ratio", "width", "all", "test", "train"}


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_what_counts_has_a_form_for_one(path: Path):
    assert list(one_formed(path)) == []


def one_formed(path: Path) -> Iterator[str]:
    """Yield each text given to _() that counts things and would be wrong for one of them."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            words = "".join(literals(node.args[0]))
            for found in COUNTED.finditer(words):
                if found[1] not in NEVER_ONE and NUMBERED.search(found[0]):
                    yield f"line {node.lineno}: {words}"


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_tests_lie_where_the_code_lies(path: Path):
    folder = path.parent.relative_to(ROOT / "tests")
    if folder.parts[:1] != ("browser",):
        assert (ROOT / folder).is_dir()


def test_no_test_folder_is_a_package():
    assert list((ROOT / "tests").rglob("__init__.py")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import google.auth", ["google.auth"]),
        ("def f():\n    from services import cache", ["services.cache"]),
        ("from . import pipeline", ["services.data.pipeline"]),
        ("from ..vertex.models import Model", ["services.vertex.models.Model"]),
    ],
)
def test_imports_are_seen_wherever_and_however_they_are_written(tmp_path, monkeypatch, source, found):
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    path = tmp_path / "services" / "data" / "profile.py"
    path.parent.mkdir(parents=True)
    path.write_text(source)
    assert list(imports(path)) == found


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('st.title("Train a model")', 1),
        ('st.title(_("Train a model"))', 0),
        ('st.button(f"Delete {x}", help="Gone for good")', 2),
        ('st.write(":material/home:")', 0),
        ('st.write(f":material/{icon}: {text}")', 0),
        ('column.caption(f"{number}")', 0),
    ],
)
def test_unmarked_words_are_found(tmp_path, source, count):
    path = tmp_path / "page.py"
    path.write_text(source)
    assert len(list(unmarked_words(path))) == count


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('_("{count} rows")', 1),
        ('_("**{n:,} infinite cells** of it")', 1),
        ('_("and {more:,} more columns")', 1),
        ('_("{many:,} columns")', 0),
        ('_n("{count} row", "{count} rows", count)', 0),
        ('_("{name} holds rows")', 0),
        ('_("{n:,} is left")', 0),
    ],
)
def test_texts_without_a_form_for_one_are_found(tmp_path, source, count):
    path = tmp_path / "page.py"
    path.write_text(source)
    assert len(list(one_formed(path))) == count
