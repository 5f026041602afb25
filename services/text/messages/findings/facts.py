"""The facts behind findings in words."""

from typing import assert_never

from services.data.findings.finding import FactName, Unit
from services.text.i18n import N_, _, _n

_NAMES: dict[FactName, str] = {
    "addresses": N_("Cells with postal addresses"),
    "association": N_("Association with the target, 0 to 1"),
    "bank_accounts": N_("Cells with bank accounts (IBAN)"),
    "baseline_correct": N_("Predicted correctly without it"),
    "card_numbers": N_("Cells with card numbers"),
    "categories": N_("Categories"),
    "classes": N_("Classes"),
    "column_correct": N_("Predicted correctly from it alone"),
    "columns": N_("Columns"),
    "columns_used": N_("Columns used"),
    "correlation": N_("Correlation of the two columns"),
    "date_cells": N_("Cells that are dates"),
    "distinct_dates": N_("Distinct dates"),
    "distinct_values": N_("Distinct values"),
    "duplicate_rows": N_("Duplicate rows"),
    "email_addresses": N_("Cells with email addresses"),
    "infinite_cells": N_("Infinite values"),
    "largest_class": N_("Largest class"),
    "maximum": N_("Maximum"),
    "median": N_("Median"),
    "minimum": N_("Minimum"),
    "missing_cells": N_("Missing values"),
    "missing_markers": N_("Missing-value markers"),
    "names_of_persons": N_("Cells with names of persons"),
    "number_cells": N_("Cells that are numbers"),
    "numbers_with_symbols": N_("Numbers with symbols or units"),
    "occurrences": N_("Occurrences"),
    "outliers": N_("Outliers"),
    "phone_numbers": N_("Cells with phone numbers"),
    "readable_cells": N_("Cells that fit the role"),
    "resident_numbers": N_("Cells with resident registration numbers"),
    "rows": N_("Rows"),
    "rows_with_target": N_("Rows with a target"),
    "rows_without_target": N_("Rows without a target"),
    "skewness": N_("Skewness"),
    "social_security_numbers": N_("Cells with social security numbers"),
    "spellings": N_("Values that differ in spelling alone"),
    "value_cells": N_("Cells with this value"),
}


def fact_name(name: FactName, *, estimated: bool = False) -> str:
    """Return what a fact counts or measures, marked where hashes were counted."""
    return _("{fact} (estimated)", fact=_(_NAMES[name])) if estimated else _(_NAMES[name])


def quantity(count: int, unit: Unit) -> str:
    """Return a count with its unit, such as "300 rows"."""
    match unit:
        case "rows":
            return _n("{count:,} row", "{count:,} rows", count, count=count)
        case "cells":
            return _n("{count:,} cell", "{count:,} cells", count, count=count)
        case "values":
            return _n("{count:,} value", "{count:,} values", count, count=count)
        case "columns":
            return _n("{count:,} column", "{count:,} columns", count, count=count)
        case "":
            return _("{count:,}", count=count)
        case _:
            assert_never(unit)
