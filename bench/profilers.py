"""The programs that profile tables, one process per run.

Their packages are installed in separate environments in the user's cache, as they need other versions.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# Prints wall and processor seconds without imports, then peak MB and MB after imports.
_FRAME = """
import re, resource, sys, time
path, rows = sys.argv[1], int(sys.argv[2])
def most():
    try:
        status = open("/proc/self/status").read()  # what it has been since it started, not the parent's
        return int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1000
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
{imports}
imported = most()
began, worked = time.perf_counter(), time.process_time()
{work}
taken = time.perf_counter() - began, time.process_time() - worked
print(*taken, most(), imported)
"""


class Absent(Exception):
    """A program's packages can't be installed; the message says why."""


@dataclass(frozen=True)
class Cost:
    """The cost of one run: wall seconds, seconds of all cores, peak MB and MB after imports."""

    wall: float
    processor: float
    megabytes: float
    imported: float


@dataclass(frozen=True)
class Profiler:
    """A program: its title, the packages it needs besides the app's, and its code."""

    title: str
    packages: tuple[str, ...]
    imports: str
    work: str
    most_rows: int = 10**9

    def run(self, path: Path, rows: int) -> Cost:
        """Profile a file once and return the cost. Raises Absent."""
        code = _FRAME.format(imports=self.imports, work=self.work)
        done = subprocess.run(  # noqa: S603 - our own code
            [str(self._python()), "-c", code, str(path), str(rows)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Absent(f"{self.title} ended with: {done.stderr.strip().splitlines()[-1][:200]}")
        return Cost(*map(float, done.stdout.split()[-4:]))

    def _python(self) -> Path:
        if not self.packages:
            return Path(sys.executable)
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = (
            cache / "vertex-launchpad" / "-".join(package.replace("==", "-") for package in self.packages)
        )
        python = folder / "bin" / "python"
        if not (folder / "installed").exists():  # the installation was interrupted
            shutil.rmtree(folder, ignore_errors=True)
            _install(folder, self.packages)
        return python


def _install(folder: Path, packages: tuple[str, ...]) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603 - a venv of our own
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, *packages], capture_output=True, text=True, check=False)  # noqa: S603 - as above
    if done.returncode:
        shutil.rmtree(folder)
        raise Absent(f"{packages[0]} can't be installed: {done.stderr.strip().splitlines()[-1][:200]}")
    (folder / "installed").touch()


OURS = Profiler(
    "Vertex Launchpad",
    (),
    "import csv\nfrom pathlib import Path\nfrom services.data.profile import profile\n"
    "from services.data.tables.table import Table",
    "names = tuple(next(csv.reader(open(path, encoding='utf-8'))))\n"
    "result = profile(Table(Path(path), names, rows, 'bench'))\nassert result.rows == rows",
)
DUCKDB = Profiler(
    "DuckDB SUMMARIZE",
    ("duckdb==2.0.1",),
    "import duckdb",
    "duckdb.connect().sql(f\"SUMMARIZE FROM read_csv('{path}')\").fetchall()",
)
POLARS = Profiler("Polars describe", ("polars==2.1.0",), "import polars", "polars.read_csv(path).describe()")
PANDAS = Profiler(
    "pandas describe and value_counts",
    (),
    "import pandas",
    "frame = pandas.read_csv(path)\nframe.describe(include='all')\n"
    "for name in frame:\n    frame[name].value_counts().head(20)\nframe.corr(numeric_only=True)",
)
SKRUB = Profiler(
    "skrub TableReport",
    ("skrub==0.11.0", "pandas==3.1.1"),
    "import pandas, skrub",
    "skrub.TableReport(pandas.read_csv(path), verbose=0).html()",
    1_000_000,
)
FG = Profiler(
    "fg-data-profiling, minimal",
    ("fg-data-profiling==4.20.0",),
    "import pandas\nfrom data_profiling import ProfileReport",
    "ProfileReport(pandas.read_csv(path), minimal=True, progress_bar=False).to_html()",
    1_000_000,
)
ALL = (OURS, DUCKDB, POLARS, PANDAS, SKRUB, FG)
