"""Texts of findings about what was repaired or rejected while reading a file."""

from services.data.reading.parsing.repairs import Repair
from services.text.i18n import _
from services.text.messages.findings.registry import FindingText, finding
from services.text.messages.repairs import repair_text


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
def short_row(repair: Repair) -> FindingText:
    """Nearly all rows had as many cells fewer than the header."""
    return FindingText(
        repair_text(repair),
        _("If cells other than the last are missing, values are in the wrong columns."),
        _("Check the first rows. Where they are shifted, correct the file and upload it again."),
    )


@finding()
def second_header(repair: Repair) -> FindingText:
    """Rows below the header had names, units or notes above values."""
    return FindingText(
        repair_text(repair),
        _("A word above numbers would turn its column into categories."),
        _("Download the rejected rows, and write what you need of them into the header of the file."),
    )


@finding()
def repeated_header(repair: Repair) -> FindingText:
    """Rows had the column names as cells."""
    return FindingText(
        repair_text(repair),
        _("Joined files have a header each. A name among numbers would turn its column into categories."),
        _("No change is needed, unless these rows hold values: then read the file without a header."),
    )


@finding()
def footnote(repair: Repair) -> FindingText:
    """Rows below the table held notes."""
    return FindingText(
        repair_text(repair),
        _("A note has a text in one cell only and would be a row without values."),
        _("Download the rejected rows to check them. A row is kept if it has a value in another cell."),
    )


@finding()
def blank_row(repair: Repair) -> FindingText:
    """Rows had no value."""
    return FindingText(
        repair_text(repair),
        _("Spreadsheets write such rows where cells have a format only. A model learns nothing from them."),
        _("No change is needed, unless these rows should have values: then export the file again."),
    )


@finding()
def preamble(repair: Repair) -> FindingText:
    """Lines stood above the table."""
    return FindingText(
        repair_text(repair),
        _("Titles and comments above the header are no rows."),
        _("Check the column names. If one of these lines is the header, change how many lines are skipped."),
    )


@finding()
def carriage_return(repair: Repair) -> FindingText:
    """Cells without quotes had a carriage return."""
    return FindingText(
        repair_text(repair),
        _("Lines end with line feeds here, and the row has all its cells only with the text after it."),
        _("Check these cells, or put them in quotes in the file."),
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
