"""The cases: files that users met in public tools, with the right value beside each."""

import json
from pathlib import Path
from typing import Any

from services.settings import ROOT

_COPY = ROOT / "tests/cases"
_SHARED = ROOT.parent / "shared/cases"

CASES = _SHARED if _SHARED.is_dir() else _COPY


def table_cases() -> dict[str, dict[str, Any]]:
    """Return what each file of `tables` must become, by its name."""
    return json.loads((CASES / "tables/expected.json").read_text())


def table_file(name: str) -> Path:
    """Return the path of a file of `tables`."""
    return CASES / "tables" / name
