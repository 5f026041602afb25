"""The rooms of the local cloud: who imports whom, how many modules a room has, and where tests belong."""

import ast
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from services.settings import ROOT

PACKAGE = "services.local_cloud"
SOURCES = sorted(p for p in (ROOT / "services" / "local_cloud").rglob("*.py") if p.name != "__init__.py")
TESTS = sorted((ROOT / "tests" / "services" / "local_cloud").rglob("test_*.py"))
MOST_MODULES = 16

# A room is a folder; a module beside the folders is a room of its own. No room imports what is below it here.
ARROWS = {
    "limits": set(),
    "http": set(),
    "state": set(),
    "processes": set(),
    "job_runtime": set(),
    "serving": set(),
    "lazy_packages": set(),
    "filters": {"http"},
    "storage": {"http", "state"},
    "logging": {"filters", "http", "limits", "state"},
    "context": {"http", "state", "storage"},
    "vertex.kernel": {"filters", "http", "state", "storage"},
    "vertex.compute": {"vertex.kernel"},
    "vertex.locations": {"http", "vertex.kernel"},
    "vertex.datasets": {"http", "storage", "vertex.kernel"},
    "vertex.metadata": {"http", "state", "vertex.kernel"},
    "vertex.tensorboards": {"http", "state", "vertex.kernel"},
    "vertex.models": {"http", "storage", "vertex.compute", "vertex.kernel"},
    "vertex.jobs": {"context", "http", "vertex.compute", "vertex.kernel"},
    "vertex.custom_jobs": {
        *("context", "http", "job_runtime", "limits", "logging", "processes", "storage"),
        *("vertex.compute", "vertex.jobs", "vertex.kernel", "vertex.metadata"),
    },
    "vertex.tuning": {"context", "http", "vertex.custom_jobs", "vertex.jobs", "vertex.kernel"},
    "vertex.training_pipelines": {
        *("http", "storage", "vertex.custom_jobs", "vertex.datasets"),
        *("vertex.jobs", "vertex.kernel", "vertex.models"),
    },
    "vertex.endpoints": {
        *("context", "http", "logging", "processes", "serving"),
        *("vertex.compute", "vertex.kernel", "vertex.models"),
    },
    "vertex.batch": {
        *("context", "http", "logging", "storage", "vertex.compute"),
        *("vertex.endpoints", "vertex.jobs", "vertex.kernel", "vertex.models"),
    },
    "vertex": {
        *("context", "http", "logging", "vertex.batch", "vertex.compute", "vertex.custom_jobs"),
        *(
            "vertex.datasets",
            "vertex.endpoints",
            "vertex.jobs",
            "vertex.kernel",
            "vertex.locations",
            "vertex.metadata",
        ),
        *("vertex.models", "vertex.tensorboards", "vertex.training_pipelines", "vertex.tuning"),
    },
    "methods": {"vertex"},
    "testing": {"http", "methods"},
    "server": {"context", "http", "logging", "methods", "storage", "testing", "vertex"},
    "__main__": {"context", "http", "lazy_packages", "methods", "processes", "server", "state", "testing"},
}
# Tests of what no single module does, with the reason.
WITHOUT_SOURCE = {
    "test_containment": "names of buckets, objects and packages alike stay inside the state directory",
    "test_fuzz": "random requests reach every service",
    "test_rooms": "the imports of all modules",
    "state/test_durability": "a killed process loses nothing of what any service acknowledged",
    "state/test_full_disk": "every service answers on a full disk",
    "vertex/test_concurrency": "many requests at once reach several services",
}


def dotted(path: Path) -> str:
    """Return the name of a module inside the local cloud, such as storage.buckets."""
    return ".".join(path.relative_to(ROOT / "services" / "local_cloud").with_suffix("").parts)


MODULES = {dotted(path) for path in SOURCES}


def room(module: str) -> str:
    """Return the room of a module."""
    return module.rpartition(".")[0] or module


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of the local cloud that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and f"{node.module}.".startswith(f"{PACKAGE}."):
            module = node.module.removeprefix(PACKAGE).removeprefix(".")
            if module in MODULES:
                yield module
            else:
                yield from (f"{module}.{alias.name}".removeprefix(".") for alias in node.names)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                assert not alias.name.startswith(PACKAGE), "write from … import …, so that rooms are seen"


def test_the_table_names_all_rooms_and_has_no_circle():
    assert set(ARROWS) == {room(module) for module in MODULES}
    TopologicalSorter(ARROWS).prepare()


def test_a_module_imports_only_what_its_room_may():
    imports = [(dotted(path), module) for path in SOURCES for module in imported(path)]
    assert {module for _importer, module in imports} <= MODULES
    wrong = [(a, b) for a, b in imports if room(b) not in ARROWS[room(a)] | {room(a)}]
    assert wrong == []


def test_the_table_allows_nothing_that_is_not_needed():
    used = {(room(dotted(path)), room(module)) for path in SOURCES for module in imported(path)}
    assert {(here, there) for here, rooms in ARROWS.items() for there in rooms} <= used


def test_no_room_has_too_many_modules():
    counts = Counter(room(module) for module in MODULES)
    assert [name for name, count in counts.items() if count > MOST_MODULES] == []


def test_a_test_has_the_name_of_a_source():
    names = {str(p.relative_to(ROOT / "tests" / "services" / "local_cloud").with_suffix("")) for p in TESTS}
    assert {name for name in names if source(name) not in MODULES} == WITHOUT_SOURCE.keys()


def source(test: str) -> str:
    """Return the module that a test of this name is of."""
    return test.replace("test_main", "__main__").replace("test_", "").replace("/", ".")
