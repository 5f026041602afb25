"""Files that well-known packages ship with, as they are installed here; one that isn't there is left out."""

from importlib.util import find_spec
from pathlib import Path

from .case import Case

# Package, path within it, rows below the header, columns; None where it isn't a clean table.
_TABLES = [
    ("sklearn", "datasets/data/iris.csv", 150, 5),
    ("sklearn", "datasets/data/wine_data.csv", 178, 14),
    ("sklearn", "datasets/data/breast_cancer.csv", 569, 31),
    ("sklearn", "datasets/data/digits.csv.gz", 1797, 65),
    ("sklearn", "datasets/data/diabetes_data_raw.csv.gz", 442, 10),
    ("sklearn", "datasets/data/diabetes_target.csv.gz", 442, 1),
    ("sklearn", "datasets/data/linnerud_exercise.csv", 20, 3),
    ("sklearn", "datasets/data/linnerud_physiological.csv", 20, 3),
    ("sklearn", "datasets/data/boston_house_prices.csv", 506, 14),
    ("plotly", "package_data/datasets/carshare.csv.gz", 249, 4),
    ("plotly", "package_data/datasets/election.csv.gz", 58, 8),
    ("plotly", "package_data/datasets/experiment.csv.gz", 100, 5),
    ("plotly", "package_data/datasets/gapminder.csv.gz", 1704, 8),
    ("plotly", "package_data/datasets/iris.csv.gz", 150, 6),
    ("plotly", "package_data/datasets/medals.csv.gz", 3, 4),
    ("plotly", "package_data/datasets/stocks.csv.gz", 105, 7),
    ("plotly", "package_data/datasets/tips.csv.gz", 244, 7),
    ("plotly", "package_data/datasets/wind.csv.gz", 128, 3),
    ("altair", "datasets/_metadata/metadata.csv.gz", None, None),
    ("altair", "datasets/_metadata/metadata.parquet", None, None),
    ("numpy", "_core/tests/data/umath-validation-set-exp.csv", None, None),
    ("numpy", "_core/tests/data/umath-validation-set-log.csv", None, None),
    ("numpy", "random/tests/data/mt19937-testset-1.csv", 1000, 2),
    ("numpy", "random/tests/data/pcg64-testset-1.csv", 1000, 2),
    ("plotly", "package_data/datasets/election.geojson.gz", 58, None),
    ("pyarrow", "tests/data/parquet/v0.7.1.parquet", 10, 10),
    ("pyarrow", "tests/data/parquet/v0.7.1.all-named-index.parquet", 10, 10),
    ("pyarrow", "tests/data/parquet/v0.7.1.some-named-index.parquet", 10, 10),
    ("pyarrow", "tests/data/parquet/v0.7.1.column-metadata-handling.parquet", None, None),
    ("scipy", "stats/tests/data/nist_anova/AtmWtAg.dat", None, None),
    ("scipy", "stats/tests/data/nist_anova/SmLs01.dat", None, None),
]
_OTHERS = [
    ("joblib", "test/data/joblib_0.10.0_compressed_pickle_py27_np16.gz", "gzip|binary|pickle|damaged"),
    ("sklearn", "datasets/tests/data/openml/id_1/api-v1-jd-1.json.gz", "JSON"),
    ("pyarrow", "tests/data/orc/decimal.orc", "ORC|binary"),
    ("pyarrow", "tests/data/feather/v0.17.0.version.2-compression.lz4.feather", "Arrow|binary"),
    ("sklearn", "datasets/images/china.jpg", "picture|image"),
    ("dateutil", "zoneinfo/dateutil-zoneinfo.tar.gz", "tar|archive|binary|several"),
    ("scipy", "io/tests/data/fortran-sf8-15x10x22.dat", "binary|text"),
]


def place(package: str, path: str) -> Path | None:
    """Return where an installed package keeps a file, or None where it doesn't."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    found = Path(spec.origin).parent / path
    return found if found.is_file() else None


def _title(package: str, path: str) -> str:
    return f"{package}_{Path(path).name}"


CASES = [
    *[
        Case(_title(package, path), found.read_bytes, rows_in=rows, reported=None if rows is None else 0)
        for package, path, rows, _columns in _TABLES
        if (found := place(package, path))
    ],
    *[
        Case(_title(package, path), found.read_bytes, refused=reason)
        for package, path, reason in _OTHERS
        if (found := place(package, path))
    ],
]
