"""How long files are, and that what a visitor reads is a message of the catalogue."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from services.settings import ROOT
from tests.rooms import FILES, module_name

TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
LONGEST = 300

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


def test_a_file_is_short_enough_to_be_read_at_once():
    assert [path for path in (*FILES, *TESTS) if len(path.read_text().splitlines()) > LONGEST] == []


def test_what_a_visitor_reads_goes_through_the_catalogue():
    pages = [path for path in FILES if path.is_relative_to(ROOT / "pages")]
    assert faults(pages, unmarked_words) == {}


def faults(paths: Iterable[Path], find: Callable[[Path], Iterator[str]]) -> dict[str, list[str]]:
    """Return what is wrong in each of some files, by its module."""
    lines = {module_name(path): list(find(path)) for path in paths}
    return {module: wrong for module, wrong in lines.items() if wrong}


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


def test_no_word_is_chosen_as_a_module_is_imported():
    """What an import translates is in one language for all sessions."""
    modules = [path for path in FILES if path.parent != ROOT / "pages"]
    assert faults(modules, lambda path: calls_on_import(ast.parse(path.read_text()))) == {}


def calls_on_import(node: ast.AST) -> Iterator[str]:
    """Yield each call of _() or _n() that runs on import: at the top, in a class body or as a default."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for default in (*child.args.defaults, *filter(None, child.args.kw_defaults)):
                yield from calls_on_import(ast.Expression(default))
            continue
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in {"_", "_n"}:
            yield f"line {child.lineno}"
        yield from calls_on_import(child)


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('TITLE = _("Rows")', 1),
        ('class A:\n    title = _n("row", "rows", 1)', 1),
        ('def f(title=_("Rows")):\n    return title', 1),
        ('def f():\n    return _("Rows")', 0),
        ('f = lambda: _("Rows")', 0),
        ('TITLE = N_("Rows")', 0),
    ],
)
def test_words_chosen_on_import_are_found(source: str, count: int):
    assert len(list(calls_on_import(ast.parse(source)))) == count


# A count before a plural, such as "{n:,} more rows"; what is named so is never one.
COUNTED = re.compile(r"\{(\w+)(?::,)?\}(?:\*\*)? (?:[a-z-]+ ){0,2}?[a-z]{3,}s\b")
NUMBERED = re.compile(r"\{(\w+:,|count|n|rows|columns|cells|levels)\}")
NEVER_ONE = {"many", "most", "least", "ratio", "width", "all", "test", "train"}


def test_what_counts_has_a_form_for_one():
    assert faults(FILES, one_formed) == {}


def one_formed(path: Path) -> Iterator[str]:
    """Yield each text given to _() that counts things and would be wrong for one of them."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            words = "".join(literals(node.args[0]))
            for found in COUNTED.finditer(words):
                if found[1] not in NEVER_ONE and NUMBERED.search(found[0]):
                    yield f"line {node.lineno}: {words}"


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


# Where a length of time is meant: the pace of an upload, the moment of a kill, a page that draws again,
# work that takes a moment.
SLEEPERS = {
    "tests/browser/creating_page.py",
    "tests/made_resources.py",
    "tests/pages/conftest.py",
    "tests/polling.py",
    "tests/services/local_cloud/state/kill_rounds.py",
    "tests/services/local_cloud/state/test_durability.py",
    "tests/services/local_cloud/test_server.py",
}


def test_no_test_waits_for_a_length_of_time():
    """Tests wait for a condition through tests/polling.py; only the code of a job may sleep."""
    sleepers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "time.sleep"
    }
    assert sleepers == SLEEPERS
