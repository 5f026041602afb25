"""Words for the formats of files; for one that holds no table also what to do with it."""

from services.text.i18n import N_, _

_NAMES = {
    "arrow": N_("an Arrow or Feather file"),
    "audio_or_video": N_("an audio or video file"),
    "avro": N_("an Avro file"),
    "database": N_("a database"),
    "diff": N_("a diff of source code"),
    "email": N_("an email"),
    "hdf5": N_("an HDF5 file"),
    "image": N_("an image"),
    "markup": N_("a web page or XML"),
    "matlab": N_("a MATLAB file"),
    "nested_archive": N_("an archive inside an archive"),
    "numpy": N_("a NumPy array"),
    "old_office": N_("an old Excel workbook or another Office document"),
    "old_pickle": N_("a Python pickle"),
    "opendocument": N_("an OpenDocument text or drawing"),
    "orc": N_("an ORC file"),
    "pdf": N_("a PDF document"),
    "pickle": N_("a Python pickle"),
    "presentation": N_("a presentation"),
    "program": N_("a program"),
    "r_object": N_("an R object"),
    "rar": N_("a RAR archive"),
    "rtf": N_("a rich text document"),
    "seven_zip": N_("a 7z archive"),
    "source_code": N_("source code"),
    "spss": N_("an SPSS file"),
    "sqlite": N_("a SQLite database"),
    "stata": N_("a Stata file"),
    "tar": N_("a tar archive"),
    "word": N_("a Word document"),
}

_EXPORT = N_("Export the table as CSV and upload that file.")
_SAVE_AS = N_("Open it, choose “Save as”, then CSV, and upload that file.")
_COPY = N_("Copy its table into a spreadsheet and export it as CSV.")
_ZIP = N_("Extract it, or put a single table into a .zip.")
_CONVERT = N_("Convert the table to CSV or Parquet, for example with pandas.")
_CHOOSE = N_("Choose a file that holds a table.")
_NESTED = N_("Extract the outer archive and upload the file inside it.")
_UNSAFE = N_("Loading it could run untrusted code. Save the table as CSV or Parquet.")

_HINTS = {
    "arrow": _CONVERT,
    "audio_or_video": _CHOOSE,
    "avro": _CONVERT,
    "database": N_("Export one of its tables as CSV."),
    "diff": _EXPORT,
    "email": _EXPORT,
    "hdf5": _CONVERT,
    "image": _CHOOSE,
    "markup": _COPY,
    "matlab": _CONVERT,
    "nested_archive": _NESTED,
    "numpy": _CONVERT,
    "old_office": _SAVE_AS,
    "old_pickle": _UNSAFE,
    "opendocument": _COPY,
    "orc": _CONVERT,
    "pdf": N_("Save the original table of the PDF as CSV."),
    "pickle": _UNSAFE,
    "presentation": _COPY,
    "program": _CHOOSE,
    "r_object": N_("Save the table in R with write.csv."),
    "rar": _ZIP,
    "rtf": _COPY,
    "seven_zip": _ZIP,
    "source_code": _EXPORT,
    "spss": _CONVERT,
    "sqlite": N_("Export one of its tables as CSV."),
    "stata": _CONVERT,
    "tar": _ZIP,
    "word": _COPY,
}


_TABLES = {"parquet": N_("Parquet"), "workbook": N_("Workbook"), "json": N_("JSON")}
_ARCHIVES = {"gzip": "gzip", "bzip2": "bzip2", "xz": "xz", "zstandard": "Zstandard", "zip": "ZIP"}


def table_format_name(code: str) -> str:
    """Return the name of a format of tables that isn't text."""
    return _(_TABLES[code])


def archive_name(packing: str) -> str:
    """Return the name of an archive's format, the same in every language."""
    return _ARCHIVES[packing]


def format_name(code: str) -> str:
    """Return what a file of a format is, with its article in English."""
    return _(_NAMES[code])


def format_hint(code: str) -> str:
    """Return how to get a table out of a file of a format."""
    return _(_HINTS[code])
