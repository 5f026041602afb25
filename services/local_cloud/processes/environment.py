"""The environment of a child process: what a container has, and nothing of the user's."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

# How many threads OpenMP, OpenBLAS, MKL and joblib use.
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "LOKY_MAX_CPU_COUNT")


def scrubbed_environment(home: Path, address: str, token: str, threads: int = 1) -> Mapping[str, str]:
    """Return a child's environment: this Python on the path, its own home, its token for the bucket.

    Google's storage client takes the token from STORAGE_EMULATOR_HOST. Numerical libraries use so many
    `threads`; left alone, those of each process would take all cores and wait for each other.
    """
    scheme, rest = address.split("://")
    temporary = home / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "LANG": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "STORAGE_EMULATOR_HOST": f"{scheme}://job:{token}@{rest}",
        **dict.fromkeys(THREAD_VARIABLES, str(threads)),
    }
