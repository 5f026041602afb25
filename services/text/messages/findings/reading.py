"""Texts of findings about what was repaired or rejected while reading a file."""

from services.data.reading.parsing.repairs import Repair
from services.text.i18n import _
from services.text.messages.findings.registry import FindingText, finding
from services.text.messages.reading import repair_text


@finding()
def duplicate_header(repair: Repair) -> FindingText:
    """Columns had the name of an earlier one."""
    return FindingText(
        repair_text(repair),
        _("Columns of the same name can't be told apart, so the later ones got a number."),
        _("Check the numbered columns, or rename them in the file."),
    )


@finding()
def blank_header(repair: Repair) -> FindingText:
    """Columns had no name."""
    return FindingText(
        repair_text(repair),
        _("A column needs a name, so it was named by its position."),
        _("Name the columns in the file: forms and predictions show these names."),
    )


@finding()
def ragged_row(repair: Repair) -> FindingText:
    """Rows had another number of cells than the header."""
    return FindingText(
        repair_text(repair),
        _("Cells of such a row may be in the wrong column, so it isn't used."),
        _("Download the rejected rows, correct them in the file and upload it again."),
    )


@finding()
def stray_quote(repair: Repair) -> FindingText:
    """Quotes stood in the wrong place."""
    return FindingText(
        repair_text(repair),
        _("Cells may start or end in the wrong place."),
        _("Check the first rows, or read the file with another quote character."),
    )


@finding()
def unreadable(repair: Repair) -> FindingText:
    """Characters couldn't be decoded."""
    return FindingText(
        repair_text(repair),
        _("The original characters are lost, so a word may differ from the same word elsewhere."),
        _("Read the file with another encoding, or save it as UTF-8."),
    )


@finding()
def doubtful_encoding(repair: Repair) -> FindingText:
    """The encoding isn't certain."""
    return FindingText(
        repair_text(repair),
        _("In the wrong encoding, letters turn into other letters in every text."),
        _(
            "Look at “{example}”: if it is misspelt, read the file with another encoding.",
            example=repair.example,
        ),
    )


@finding()
def no_header(repair: Repair) -> FindingText:
    """The file has no header."""
    return FindingText(
        repair_text(repair),
        _("Without names, forms and predictions can only number the columns."),
        _("Add a header row to the file, or read its first row as the header."),
    )


@finding()
def other_repair(repair: Repair) -> FindingText:
    """Any other repair, which hardly changes what the table says."""
    return FindingText(
        repair_text(repair),
        _("The table differs from the file there."),
        _("Check that it was read as you intended."),
    )
