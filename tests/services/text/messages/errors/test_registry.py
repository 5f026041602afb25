"""Each error that is raised has a text that takes its parameters, and each text has an error."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from services import errors
from services.settings import ROOT
from services.text.messages.errors import ErrorText, error_text, registry
from services.text.messages.errors.registry import TEXTS, import_areas

FAMILY = {
    name
    for name, member in inspect.getmembers(errors, inspect.isclass)
    if member.__module__ == errors.__name__
}
import_areas()
APART = (ROOT / "services" / "local_cloud", ROOT / "services" / "containers")
SOURCES = [
    path
    for folder in ("services", "pages")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if not any(path.is_relative_to(room) for room in APART)
]


@dataclass(frozen=True)
class Raised:
    """An error as the source makes it; `code` is None where it isn't a literal code."""

    place: str
    code: str | None
    parameters: frozenset[str]


def raised(path: Path) -> Iterator[Raised]:
    """Yield every error of the family that a source makes, except those that pass another's code on."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        names = frozenset(keyword.arg or "**" for keyword in node.keywords)
        if isinstance(node.func, ast.Name) and node.func.id == "translated":
            names |= {"cause", "detail"}
        elif not makes_an_error(node.func):
            continue
        place = f"{path.name}:{node.lineno}"
        code = node.args[0] if len(node.args) == 1 else None
        if isinstance(code, ast.Attribute) and code.attr == "code":
            continue
        for branch in (code.body, code.orelse) if isinstance(code, ast.IfExp) else (code,):
            is_code = isinstance(branch, ast.Constant) and str(branch.value).isidentifier()
            yield Raised(place, str(branch.value) if is_code else None, names)


def makes_an_error(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return (
            isinstance(function.value, ast.Name) and function.value.id == "errors" and function.attr in FAMILY
        )
    return isinstance(function, ast.Name) and function.id in FAMILY


def test_every_error_has_a_text_that_takes_its_parameters():
    for error in chain.from_iterable(map(raised, SOURCES)):
        assert error.code, f"{error.place} raises no literal code"
        assert error.code in TEXTS, f"{error.place}: {error.code} has no text"
        takes = frozenset(inspect.signature(TEXTS[error.code]).parameters)
        assert error.parameters == takes, f"{error.place}: the text of {error.code} takes {sorted(takes)}"


def test_every_text_has_an_error():
    codes = {error.code for path in SOURCES for error in raised(path)}
    assert TEXTS.keys() - codes == set()


def test_an_error_without_a_text_shows_its_code():
    assert error_text(errors.NotFound("no_such_code")) == ErrorText("no_such_code")


def test_a_code_has_one_text(monkeypatch):
    monkeypatch.setattr(registry, "TEXTS", {})

    def broken(name: str) -> ErrorText:
        return ErrorText(f"{name} is broken.", "Mend it.")

    registry.error(broken)
    assert str(error_text(errors.Conflict("broken", name="x"))) == "x is broken. Mend it."
    with pytest.raises(ValueError, match="broken"):
        registry.error(broken)


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ('raise NotFound("gone", name=n)', [("gone", {"name"})]),
        ('error = errors.Conflict("here" if x else "there")', [("here", set()), ("there", set())]),
        ('raise NotFound(_("It is gone."), _("Reload."))', [(None, set())]),
        ('raise NotFound("It is gone.")', [(None, set())]),
        ("raise NotFound(error.code, **error.parameters)", []),
        ('raise NotFound("gone", **names)', [("gone", {"**"})]),
        ('raise ValueError("gone")', []),
        ('with translated("not_read", uri=uri): pass', [("not_read", {"uri", "cause", "detail"})]),
    ],
)
def test_errors_are_seen_however_they_are_made(tmp_path, source, codes):
    path = tmp_path / "source.py"
    path.write_text(source)
    assert [(error.code, set(error.parameters)) for error in raised(path)] == codes
