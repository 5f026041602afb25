"""Inspections: what the Data page's own code makes of one file, as a record and as a report."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.data.associations.associations import Link, links
from services.data.findings import Finding, findings
from services.data.profile import Profile, profile
from services.data.reading.read import Reading, read
from services.data.recipe.recipe import propose_target
from services.errors import InvalidInput, LaunchpadError
from services.text.i18n import _
from services.text.messages.errors import error_text

_LINKED_COLUMNS = 1_000


@dataclass(frozen=True)
class Inspection:
    """A file as it was understood; without a reading and a profile, `error` says why it was refused."""

    file: str
    reading: Reading | None = None
    profile: Profile | None = None
    findings: tuple[Finding, ...] = ()
    error: str | None = None

    def to_json(self) -> str:
        """Return the inspection as one line of JSON, in ASCII so that any program splits lines alike."""
        return json.dumps(self.record())

    def record(self) -> dict[str, Any]:
        """Return the inspection as plain values, under the same keys whether the file was refused or not."""
        reading = self.reading
        dialect = reading and reading.dialect
        columns = self.profile.columns if self.profile else ()
        return {
            "file": self.file,
            "ok": reading is not None,
            "error": self.error,
            "encoding": dialect and dialect.encoding,
            "delimiter": dialect and dialect.delimiter,
            "header": dialect and dialect.header,
            "rows_in": reading and reading.rows_in,
            "rows_kept": reading and reading.rows_kept,
            "rows_reported": reading and reading.rows_reported,
            "columns": [{"name": column.name, "type": column.kind} for column in columns],
            "findings": [
                {"kind": finding.kind, "column": finding.column, "message": finding.message}
                for finding in self.findings
            ],
        }


def inspect(file: str) -> Inspection:
    """Read a file, profile its table and look for what speaks against it; never raises for a bad file."""
    try:
        reading = read(_regular(Path(file)))
        described = profile(reading.table)
        found = findings(described, None, _links(reading, described), reading.repairs)
        return Inspection(file, reading, described, found)
    except LaunchpadError as error:
        return Inspection(file, error=str(error_text(error)))
    except OSError as error:
        return Inspection(file, error=_unreadable(error))
    except Exception as fault:
        # The other files are still to be read: a fault of this program's may cost them nothing.
        return Inspection(file, error=_faulty(fault))


def _links(reading: Reading, described: Profile) -> tuple[Link, ...]:
    """Return what each column tells of the likely target; of very wide tables nothing, which took long."""
    if len(described.columns) > _LINKED_COLUMNS:
        return ()
    return links(reading.table, described, propose_target(described))


def _regular(path: Path) -> Path:
    """Return the path of an ordinary file; a pipe or a device might never end."""
    if path.exists() and not path.is_file():
        raise InvalidInput(
            _("This is a folder.") if path.is_dir() else _("This is a pipe or a device, not a file."),
            _("Name the files themselves.") if path.is_dir() else _("Write the table to a file first."),
        )
    return path


def _unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("There is no such file. Check its name and folder.")
    if isinstance(error, PermissionError):
        return _("The file may not be read. Change its permissions, or copy it.")
    reason = error.strerror or str(error)
    return _("The file can't be read: {reason}. Copy it elsewhere and try again.", reason=reason)


def _faulty(fault: Exception) -> str:
    return _(
        "The file can't be read because of a fault in this program ({kind}: {reason}). "
        "Report it with the file, or save the table another way.",
        kind=type(fault).__name__,
        reason=fault,
    )
