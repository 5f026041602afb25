"""Headers: the first record of a file becomes unique, non-blank column names."""

from collections import Counter

from services.data.repairs import Repair
from services.errors import InvalidInput
from services.settings import Limits
from services.words import _

_PROSE_WORDS = 5


def read_header(cells: list[str], limits: Limits) -> tuple[list[str], tuple[Repair, ...]]:
    """Return the column names of a header record and what was mended in it.

    Raises InvalidInput where there are too many columns, or where the record is a line of prose.
    """
    given = [name.strip() for name in cells]
    if len(given) > limits.columns:
        raise InvalidInput(
            _("The table has {count:,} columns; at most {most:,} are taken.").format(
                count=len(given), most=limits.columns
            ),
            _("Leave out columns that the model doesn't need."),
        )
    if len(given) == 1 and len(given[0].split()) > _PROSE_WORDS:
        raise InvalidInput(
            _("The file doesn't look like a CSV table: its first line has no separated column names."),
            _("Save the table as CSV with commas, semicolons, tabs or bars between the cells."),
        )
    return _unique(given)


def _unique(given: list[str]) -> tuple[list[str], tuple[Repair, ...]]:
    named = [name or _("column {number}").format(number=index) for index, name in enumerate(given, start=1)]
    taken, seen, unique = set(named), Counter[str](), list[str]()
    for name in named:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else _free(name, taken))
    blank = sum(not name for name in given)
    repeated = sum(old != new for old, new in zip(named, unique, strict=True))
    repairs = (
        Repair(
            "blank header", blank, _("{count:,} columns without a name were numbered.").format(count=blank)
        ),
        Repair(
            "duplicate header",
            repeated,
            _("{count:,} columns had the name of an earlier one and were numbered.").format(count=repeated),
        ),
    )
    return unique, tuple(repair for repair in repairs if repair.count)


def _free(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name} {number}" in taken:
        number += 1
    taken.add(f"{name} {number}")
    return f"{name} {number}"
