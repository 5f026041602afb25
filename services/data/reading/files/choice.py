"""The choice of a table in a file that holds several: sheets, files of an archive, lists of a document."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.data.reading.parsing.repairs import Repair
from services.errors import InvalidInput

_NAMED = 5  # of the other tables
_NAME_LENGTH = 60


@dataclass(frozen=True)
class Choice:
    """The names of the tables in a file, and the one that is read, if wanted by a user or else by default."""

    names: tuple[str, ...]
    chosen: str
    is_wanted: bool = False

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The repair that names the tables that aren't read, unless a user has chosen."""
        others = [] if self.is_wanted else [name for name in self.names if name != self.chosen]
        names = tuple(name[:_NAME_LENGTH] for name in (self.chosen, *others[:_NAMED]))
        return (Repair("other_tables", len(others), names=names),) if others else ()


def choose(names: Sequence[str], wanted: str | None, default: str) -> Choice:
    """Return the choice of the wanted table; None stands for the default.

    Raises InvalidInput if the file has no table of that name.
    """
    if wanted is not None and wanted not in names:
        named = ", ".join(name[:_NAME_LENGTH] for name in names[:_NAMED])
        raise InvalidInput("no_such_table", table=wanted[:_NAME_LENGTH], names=named)
    return Choice(tuple(names), default if wanted is None else wanted, wanted is not None)
