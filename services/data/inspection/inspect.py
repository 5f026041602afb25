"""Inspect one file: its reading, its profile and its findings, as on the Data page."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.data.associations.associations import Association, measure_associations
from services.data.findings import Finding, findings
from services.data.profile import Profile, profile
from services.data.reading.parsing.dialect import DialectOptions
from services.data.reading.read import Reading, read
from services.data.recipe.targets import TargetProposal, propose_target, propose_targets
from services.errors import InvalidInput, LaunchpadError
from services.text.messages.errors import error_text
from services.text.messages.findings import finding_text

_ASSOCIATED_COLUMNS = 1_000


@dataclass(frozen=True)
class Inspection:
    """The inspection of a file; a rejected file has an `error` instead of a reading and a profile."""

    file: str
    reading: Reading | None = None
    profile: Profile | None = None
    findings: tuple[Finding, ...] = ()
    targets: tuple[TargetProposal, ...] = ()
    error: LaunchpadError | None = None

    def to_json(self) -> str:
        """Return the inspection as one line of ASCII JSON, since programs differ in Unicode line breaks."""
        return json.dumps(self.record())

    def record(self) -> dict[str, Any]:
        """Return the inspection as plain values; the keys don't depend on the result."""
        reading = self.reading
        dialect = reading and reading.dialect
        columns = self.profile.columns if self.profile else ()
        return {
            "file": self.file,
            "ok": reading is not None,
            "error": str(error_text(self.error)) if self.error else None,
            "encoding": dialect and dialect.encoding,
            "delimiter": dialect and dialect.delimiter,
            "header": dialect and dialect.header,
            "rows_in": reading and reading.rows_in,
            "rows_kept": reading and reading.rows_kept,
            "rows_reported": reading and reading.rows_reported,
            "columns": [{"name": column.name, "type": column.kind} for column in columns],
            "targets": [proposal.column for proposal in self.targets],
            "findings": [
                {"kind": finding.kind, "column": finding.column, "message": finding_text(finding).message}
                for finding in self.findings
            ],
        }


def inspect(file: str, table: str | None = None) -> Inspection:
    """Read a file, profile its table and look for findings; never raises for a bad file.

    `table` is the name of the one to read in a file that holds several.
    """
    try:
        reading = read(_regular(Path(file)), DialectOptions(table=table))
        statistics = profile(reading.table)
        associations = _associations(reading, statistics)
        found = findings(statistics, None, associations, reading.repairs)
        return Inspection(file, reading, statistics, found, propose_targets(statistics))
    except LaunchpadError as error:
        return Inspection(file, error=error)
    except OSError as error:
        return Inspection(file, error=_unreadable(error))
    except Exception as error:
        # A bug that one file triggers must not stop the inspection of the others.
        detail = InvalidInput("inspection_failed", exception=type(error).__name__, detail=str(error))
        return Inspection(file, error=detail)


def _associations(reading: Reading, statistics: Profile) -> tuple[Association, ...]:
    """Return the associations with the proposed target; empty for a very wide table, where they are slow."""
    if len(statistics.columns) > _ASSOCIATED_COLUMNS:
        return ()
    return measure_associations(reading.table, statistics, propose_target(statistics))


def _regular(path: Path) -> Path:
    """Return the path of a regular file; a pipe or a device might never end."""
    if path.is_dir():
        raise InvalidInput("inspected_file_is_folder")
    if path.exists() and not path.is_file():
        raise InvalidInput("inspected_file_is_device")
    return path


def _unreadable(error: OSError) -> InvalidInput:
    if isinstance(error, FileNotFoundError):
        return InvalidInput("inspected_file_missing")
    if isinstance(error, PermissionError):
        return InvalidInput("inspected_file_forbidden")
    return InvalidInput("inspected_file_unreadable", detail=error.strerror or str(error))
