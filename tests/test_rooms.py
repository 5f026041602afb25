"""A room imports what its arrows allow, holds about a dozen files, and has its tests in a room like it."""

from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from services.settings import ROOT
from tests.rooms import ARROWS, MODULES, imported, imports, room

LOCAL_CLOUD = "services.local_cloud"
SOURCES = {module: path for module, path in MODULES.items() if not module.startswith(LOCAL_CLOUD)}
FILES = Counter(room(module) for module, path in SOURCES.items() if path.name != "__init__.py")
MOST_FILES = 16
# Libraries that only some rooms may import.
LIBRARIES = {
    "streamlit": ("app", "pages", "components", "services.cache"),
    "google": ("services.vertex", "services.containers", LOCAL_CLOUD),
}
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
# Tests of what no single source does, with the reason.
WITHOUT_SOURCE = {
    "test_architecture": "the text of all sources",
    "test_docs": "the documents beside the sources",
    "test_end_to_end": "from a file to a prediction",
    "test_korean": "every page in Korean",
    "test_lock": "the locked packages",
    "test_looks": "the colours of the theme and of its style sheet",
    "test_marked_language": "every page in a language whose messages are marked",
    "test_older_state": "what an earlier version stored",
    "test_sessions": "all pages, visited by many at once",
    "services/containers/test_artifact": "a model that the trainer stores, loaded as Google's image does",
    "services/containers/test_checks": "tables with a problem each, from the trainer to the checks",
    "services/data/test_corpus": "files from the wild, from their bytes to a table",
    "services/data/test_table_cases": "files that users met, from their bytes to findings",
    "services/data/test_reading_properties": "random tables, from their bytes to a table",
    "services/text/test_locale": "the catalogues",
    "pages/test_changes": "every change that a page submits, on a connection that fails",
    "pages/test_unreliable_cloud": "every page on a connection that fails",
    "services/cache/test_unreliable_cloud": "cached reads on a connection that fails",
    "services/vertex/test_resilience": "every call of the room on a connection that fails",
}


def test_the_arrows_name_all_rooms_and_have_no_circle():
    used = {room(module) for module, path in SOURCES.items() if list(imported(path))}
    assert ARROWS.keys() == used | FILES.keys()
    TopologicalSorter(ARROWS).prepare()


def test_a_module_imports_only_what_its_room_may():
    wrong = [
        (module, other)
        for module, path in SOURCES.items()
        for other in imported(path)
        if room(other) not in (room(module), *ARROWS.get(room(module), ()))
    ]
    assert wrong == []


def test_no_arrow_stands_for_nothing():
    used = {(room(module), room(other)) for module, path in SOURCES.items() for other in imported(path)}
    assert {(here, there) for here, rooms in ARROWS.items() for there in rooms} <= used


def test_a_library_is_imported_only_where_it_belongs():
    wrong = [
        (module, name)
        for module, path in MODULES.items()
        for name in imports(path)
        if not is_at_home(module, name.split(".")[0])
    ]
    assert wrong == []


def is_at_home(module: str, library: str) -> bool:
    homes = LIBRARIES.get(library)
    return homes is None or f"{module}.".startswith(tuple(f"{home}." for home in homes))


def test_a_page_reaches_the_cloud_through_the_cache_and_workflows_alone():
    # It imports records and constants by name; a module of services.vertex itself is where calls are made.
    pages = [path for module, path in SOURCES.items() if module.split(".")[0] in {"pages", "components"}]
    names = [name.split(".") for path in pages for name in imports(path)]
    assert {parts[-1] for parts in names if parts[:2] == ["services", "vertex"] and len(parts) == 3} <= {
        "layout"
    }


def test_no_room_has_too_many_files():
    assert {name: count for name, count in FILES.items() if count > MOST_FILES} == {}


def test_a_test_lies_where_its_source_lies_and_has_its_name():
    places = [path.relative_to(ROOT / "tests").with_suffix("") for path in TESTS]
    # Journeys through all pages; services/local_cloud/test_rooms.py.
    places = [place for place in places if place.parts[0] != "browser" and "local_cloud" not in place.parts]
    assert {str(place) for place in places if not has_source(place)} == WITHOUT_SOURCE.keys()


def has_source(place: Path) -> bool:
    name = place.name.removeprefix("test_")
    sources = (f"{name}.py", f"__{name}__.py", f"{name}/__init__.py")
    is_helper = (ROOT / "tests" / place.parent / f"{name}.py").exists()  # of tests, as tests/polling.py is
    return is_helper or any((ROOT / place.parent / source).exists() for source in sources)


def test_no_test_folder_is_a_package():
    assert list((ROOT / "tests").rglob("__init__.py")) == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import google.auth", ["google.auth"]),
        ("def f():\n    from services import cache", ["services.cache"]),
        ("from . import pipeline", ["services.data.pipeline"]),
        ("from ..vertex.models import Model", ["services.vertex.models.Model"]),
    ],
)
def test_imports_are_seen_wherever_and_however_they_are_written(tmp_path, monkeypatch, source, names):
    monkeypatch.setattr("tests.rooms.ROOT", tmp_path)
    path = tmp_path / "services" / "data" / "profile.py"
    path.parent.mkdir(parents=True)
    path.write_text(source)
    assert list(imports(path)) == names
