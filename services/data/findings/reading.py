"""Findings about the file itself: what reading it mended or set aside."""

from collections.abc import Iterator

from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Case
from services.text.i18n import _
from services.text.messages.reading import repair_text

# By what was mended: why it matters and what to do. Each of these may have changed what the table says.
_REASONS: dict[str, tuple[str, str]] = {
    "duplicate_header": (
        _("Two columns of one name can't be told apart, so the later one got a number."),
        _("Check that the numbered columns are what you take them for, or rename them in the file."),
    ),
    "blank_header": (
        _("A column needs a name to be used; it got its place in the file as one."),
        _("Name the columns in the file, so that forms and predictions can be understood."),
    ),
    "ragged_row": (
        _("Cells may have moved to another column in such a row, so none of it was taken."),
        _("Look at the rows that were set aside, mend them in the file and upload it again."),
    ),
    "stray_quote": (
        _("Cells may begin or end elsewhere than it was meant."),
        _("Look at the first rows, or read the file with another quote sign."),
    ),
    "unreadable": (
        _("What stood there is lost in the table, and words with it are unlike the same words elsewhere."),
        _("Read the file with another encoding, or save it as UTF-8."),
    ),
    "no_header": (
        _("Without names, forms and predictions can only number the columns."),
        _("Name the columns in a first line, or say that the first line is one."),
    ),
}


def search(case: Case) -> Iterator[Finding]:
    """Yield what reading the file mended, with a kind of the same words."""
    other = (_("The table differs from the file there."), _("Look whether it reads as you meant it."))
    for repair in case.repairs:
        kind = repair.kind.replace(" ", "_")
        reason, advice = _REASONS.get(kind, other)
        yield Finding(
            kind,
            "warning" if kind in _REASONS else "note",
            None,
            repair_text(repair),
            reason,
            advice,
            Evidence((Fact(_("How often"), repair.count),)),
        )
