"""The markers of missing values."""

MARKS = (
    *("NA", "N/A", "n/a", "na", "#N/A", "#NA", "N.A.", "n.a.", "NaN", "nan", "NAN", "-nan", "-NaN", "<NA>"),
    *("null", "NULL", "Null", "None", "NONE", "none", "nil", "NIL", "NaT", "#NULL!", "#VALUE!", "#DIV/0!"),
    *("-", "--", "---", "–", "—", "?", "??", ".", "..", "*", "missing", "Missing", "MISSING", "\\N"),
    *("없음", "해당없음"),
)
