"""Read one sheet of a workbook of Excel or OpenDocument as a CSV."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.data.reading.files.archives import RATIO_FROM
from services.data.reading.files.choice import Choice, choose
from services.data.reading.files.documents import is_compound, is_encrypted, unpacked_bytes
from services.data.reading.parsing.repairs import Repair
from services.errors import InvalidInput
from services.settings import ROOT, Limits

_SECONDS = 10  # of processor time; an archive may hold more than it declares
_BYTES_PER_SECOND = 128 * 1024  # of a workbook, a tenth of what is usual
_PROCESS = "services.data.reading.workbooks.process"


@dataclass(frozen=True)
class Sheet:
    """A sheet as a CSV in UTF-8, the choice that its workbook gives, and the repairs of its cells."""

    path: Path
    choice: Choice
    repairs: tuple[Repair, ...]


def read_sheet(source: Path, folder: Path, wanted: str | None, limits: Limits) -> Sheet:
    """Return the wanted sheet, else the first one with a table, written to the folder.

    Raises InvalidInput for a workbook that is broken, encrypted, empty or too large.
    """
    if is_encrypted(source):
        raise InvalidInput("workbook_encrypted")
    size = source.stat().st_size
    most_bytes = min(max(size * limits.ratio, RATIO_FROM), limits.unpacked_bytes)
    if unpacked_bytes(source) > most_bytes:
        raise InvalidInput("workbook_too_large")
    target = folder / "sheet.csv"
    request = {
        "source": str(source),
        "target": str(target),
        "sheet": wanted,
        "bytes": most_bytes,
        "seconds": _SECONDS + size // _BYTES_PER_SECOND,
    }
    answer = _ask(request)
    match answer.get("error"):
        case "encrypted":
            raise InvalidInput("workbook_encrypted")
        case "too large":
            raise InvalidInput("workbook_too_large")
        case "broken" if is_compound(source):  # a document of another kind is in this format too
            raise InvalidInput("another_format", format="old_office")
        case "broken":
            raise InvalidInput("workbook_broken")
    names = answer["sheets"]
    if answer["sheet"] is None:
        choose(names, wanted, "")
        raise InvalidInput("workbook_empty")
    choice = choose(names, wanted, answer["sheet"])
    repairs = (Repair("merged_cells", answer["merged"]), Repair("error_cells", answer["errors"]))
    return Sheet(target, choice, tuple(repair for repair in repairs if repair.count))


def _ask(request: dict[str, Any]) -> dict[str, Any]:
    """Return the answer of a process of its own, an error if its limits ended it."""
    command = [sys.executable, "-m", _PROCESS]
    process = subprocess.run(  # noqa: S603 - its own module
        command, input=json.dumps(request).encode(), capture_output=True, cwd=ROOT
    )
    if process.returncode:
        return {"error": "too large" if process.returncode < 0 else "broken"}
    answer: dict[str, Any] = json.loads(process.stdout)
    return answer
