"""The labels of fixes."""

from services.data.findings import Fix, FixCode
from services.text.i18n import N_, _

_LABELS: dict[FixCode, str] = {
    "all_safe": N_("Apply all {many:,} safe fixes"),
    "drop_columns": N_("Remove from the recipe"),
    "hold_out_more": N_("Hold out more rows"),
    "leave_out": N_("Leave out “{column}”"),
    "log_target": N_("Learn the logarithm of “{column}”"),
    "merge_classes": N_("Merge the spellings of “{column}”"),
    "merge_spellings": N_("Merge the spellings of “{column}”"),
    "predict_class": N_("Predict a class"),
    "predict_column": N_("Predict “{column}” instead"),
    "predict_number": N_("Predict a number"),
    "scale_log": N_("Take the logarithm of “{column}”"),
    "scale_robust": N_("Scale “{column}” robustly (by the IQR)"),
    "split_by_group": N_("Keep the rows of one “{column}” together"),
    "split_by_time": N_("Hold out the latest rows by “{column}”"),
    "stratify": N_("Stratify the split by class"),
    "target_encoding": N_("Use target encoding for “{column}”"),
    "keep_marks": N_("Keep the markers of “{column}” as values"),
    "use_as_category": N_("Use “{column}” as a category"),
    "use_as_date": N_("Use “{column}” as a date"),
    "use_as_number": N_("Use “{column}” as a number"),
    "use_as_text": N_("Use “{column}” as text"),
    "use_suggested": N_("Use the suggested roles"),
}
_LABELS_OF_MANY: dict[FixCode, str] = {
    "leave_out": N_("Leave out {many:,} columns"),
    "merge_spellings": N_("Merge the spellings of {many:,} columns"),
    "scale_log": N_("Take the logarithm of {many:,} columns"),
    "scale_robust": N_("Scale {many:,} columns robustly (by the IQR)"),
    "target_encoding": N_("Use target encoding for {many:,} columns"),
    "keep_marks": N_("Keep the markers of {many:,} columns as values"),
    "use_as_category": N_("Use {many:,} columns as categories"),
    "use_as_date": N_("Use {many:,} columns as dates"),
    "use_as_number": N_("Use {many:,} columns as numbers"),
    "use_as_text": N_("Use {many:,} columns as text"),
}


def fix_label(fix: Fix) -> str:
    """Return what a fix does, as the label of its button."""
    if len(fix.columns) > 1:
        return _(_LABELS_OF_MANY[fix.code], many=len(fix.columns))
    return _(_LABELS[fix.code], column="".join(fix.columns), many=len(fix.changes))
