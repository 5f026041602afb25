"""The rooms of the house: the folders with code, what lies in them and what each may import."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from services.settings import ROOT

FILES = sorted([ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "services").rglob("*.py")])
# A module that lies beside the rooms of these folders is a room of its own.
HALLS = ("services", "services.local_cloud")
# What `python -m` runs stands above its folder, so it is a room of its own.
COMMAND_LINES = ("services.data.__main__", "services.workflows.__main__")
# What the training container and the app share: constants, and how numbers and missing values are written.
SHARED = {
    f"services.containers.trainer.{name}"
    for name in ("date_forms", "marks", "month_names", "signed_numbers", "spec")
}

# Rooms and what each imports, the lowest first: none imports what stands below it. "services." is left out.
# tests/services/local_cloud/test_rooms.py has the local cloud's.
_ARROWS = """
errors:
nonce:
text:
containers.trainer.spec:
containers.trainer.month_names:
containers.trainer.date_forms: containers.trainer.month_names
containers.trainer.marks:
containers.trainer.signed_numbers:
pricing: errors
settings: errors
containers.trainer.measures: containers.trainer.spec
containers.trainer: containers.trainer.date_forms containers.trainer.marks
    containers.trainer.measures containers.trainer.signed_numbers containers.trainer.spec
runtime: errors settings
text.messages.recipe: data.recipe data.recipe.column_plans text
vertex.sentences:
vertex.transport: runtime
vertex.jobs:
vertex: data.models data.recipe data.tables errors nonce runtime settings vertex.jobs vertex.sentences
    vertex.transport
vertex.scripts: runtime settings vertex vertex.jobs
text.messages: data.associations data.comparison data.models data.profile data.reading.parsing
    data.recipe data.tables.column_types pricing runtime text vertex
ingest: data.profile data.reading data.reading.files data.reading.parsing data.recipe data.tables
    errors runtime settings vertex
text.messages.titles: data.models text text.messages vertex
text.messages.evaluation: data.models text text.messages
text.messages.findings: data.findings data.profile data.reading.parsing data.recipe text
    text.messages
workflows: data.associations data.findings data.models data.profile data.reading
    data.reading.parsing data.recipe data.samples data.tables errors ingest nonce runtime
    settings vertex vertex.jobs vertex.scripts vertex.sentences
text.messages.errors: data.findings data.models data.recipe errors text text.messages
    text.messages.evaluation text.messages.findings text.messages.titles vertex
text.messages.errors.cloud: text text.messages.errors vertex
cache: data.associations data.comparison data.findings data.models data.profile data.reading
    data.reading.parsing data.recipe data.samples data.tables errors ingest settings vertex
    vertex.scripts workflows
components.context: cache errors runtime settings text vertex
components.shared: cache components.context data.profile errors settings text text.messages
    text.messages.errors vertex
routes: data.export errors ingest settings text text.messages.errors vertex
components.overview: cache components.context settings text text.messages
components.background: components.context components.shared errors nonce runtime settings text
    text.messages text.messages.errors
app: errors routes runtime settings text text.messages.errors
components.changes: cache components.background data.findings data.recipe runtime settings text
    text.messages.findings text.messages.recipe vertex
components.dataset: cache components.background components.context components.shared data.comparison
    data.export data.findings data.profile data.recipe data.tables.column_types errors ingest routes
    runtime settings text text.messages vertex workflows
components.findings: components.changes components.shared data.findings data.recipe settings text
    text.messages.findings vertex
components.playground: cache components.background components.context components.serving
    components.shared data.models errors runtime settings text text.messages text.messages.evaluation
    text.messages.titles vertex workflows
components.serving: cache components.background components.context components.shared errors pricing
    settings text text.messages text.messages.titles vertex workflows
components.upload: cache components.background components.context components.dataset
    components.shared data.reading data.reading.files data.reading.parsing data.samples
    data.tables.column_types errors routes runtime settings text text.messages text.messages.errors
    vertex workflows
components.recipe: cache components.background components.changes components.context
    components.shared data.associations data.findings data.profile data.recipe
    data.recipe.column_plans data.tables.column_types runtime settings text text.messages
    text.messages.recipe vertex
components.evaluation: cache components.background components.changes components.context
    components.shared data.findings data.models data.recipe settings text text.messages
    text.messages.evaluation text.messages.findings vertex
components.runs: cache components.background components.changes components.context
    components.dataset components.evaluation components.findings components.recipe components.shared
    data.findings data.models data.recipe errors pricing settings text text.messages
    text.messages.errors text.messages.findings text.messages.recipe text.messages.titles vertex
    vertex.jobs vertex.scripts workflows
pages: cache components.background components.changes components.context components.dataset
    components.findings components.overview components.playground components.recipe components.runs
    components.serving components.shared components.upload data.reading.parsing errors runtime
    settings text

data.samples: errors
data.tables.column_types: containers.trainer.marks containers.trainer.spec
data.tables: containers.trainer.date_forms containers.trainer.month_names
    containers.trainer.signed_numbers containers.trainer.spec data.tables.column_types settings
data.profile.pii: data.tables
data.profile: containers.trainer.marks containers.trainer.signed_numbers containers.trainer.spec
    data.profile.pii data.tables data.tables.column_types errors
data.reading.parsing: data.tables errors settings
data.associations: data.profile data.tables data.tables.column_types
data.comparison: data.profile data.tables.column_types
data.recipe.column_plans: containers.trainer.date_forms containers.trainer.marks
    containers.trainer.signed_numbers
    containers.trainer.spec data.profile data.tables data.tables.column_types errors
data.reading.sniffing: data.reading.parsing data.tables data.tables.column_types errors settings
data.recipe: containers.trainer.spec data.profile data.recipe.column_plans data.tables
    data.tables.column_types errors
data.reading.files: data.reading.parsing data.reading.sniffing errors settings
data.reading.json_files: data.reading.files data.reading.parsing data.reading.sniffing data.tables
    errors settings
data.reading.workbooks: data.reading.files data.reading.parsing errors settings
data.findings.fix: data.profile data.recipe data.recipe.column_plans
data.findings: data.associations data.findings.fix data.profile data.reading.parsing data.recipe
    data.tables.column_types errors
data.models: containers.trainer.signed_numbers containers.trainer.spec data.findings.fix data.recipe
    errors
data.reading: data.reading.files data.reading.json_files data.reading.parsing data.reading.sniffing
    data.reading.workbooks data.tables errors settings
data.export: data.comparison data.findings data.profile data.tables errors text text.messages
    text.messages.findings
data.inspection: data.associations data.findings data.profile data.reading data.reading.parsing
    data.recipe errors text text.messages text.messages.errors text.messages.findings text.messages.recipe
data.__main__: data.export data.inspection errors text text.messages.errors
workflows.command_line: data.associations data.findings data.inspection data.models data.profile
    data.reading data.reading.files data.recipe data.recipe.column_plans data.tables
    data.tables.column_types errors ingest pricing runtime settings text
    text.messages text.messages.errors text.messages.findings text.messages.recipe vertex workflows
workflows.__main__: workflows.command_line
"""


def module_name(path: Path) -> str:
    """Return the dotted name by which the app imports a file, a package by its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts[1:] if parts[:2] == ("pages", "components") else parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in FILES}
PACKAGES = {module_name(path) for path in FILES if path.name == "__init__.py"} | {"pages"}


def room(module: str) -> str:
    """Return the room of a module: its folder, or the module itself in a hall or as a command line."""
    if module in PACKAGES or module in SHARED or module in COMMAND_LINES:
        return module
    folder = module.rpartition(".")[0]
    return module if folder in HALLS or not folder else folder


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of the app that a file imports, wherever in the file it does."""
    for name in imports(path):
        while name and name not in MODULES:
            name = name.rpartition(".")[0]
        # Every module lies in a hall; importing from one names the module after it.
        if name and name not in HALLS:
            yield name


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Return the dotted name of everything that a file imports."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    module = module_name(path).split(".")
    package = module if path.name == "__init__.py" else module[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *(node.module or "").split(".")]).strip(".")
            yield from (f"{source}.{alias.name}" for alias in node.names)


def _read_arrows(table: str) -> dict[str, frozenset[str]]:
    """Return the rooms of a table in full names, with those that each may import."""
    lines = table.replace("\n    ", " ").split("\n")
    rooms = (line.partition(":") for line in lines if line)
    return {_full(name): frozenset(map(_full, imported.split())) for name, _colon, imported in rooms}


def _full(name: str) -> str:
    top = name.split(".")[0]
    return name if top in {"app", "pages", "components"} else f"services.{name}"


ARROWS = _read_arrows(_ARROWS)
