"""The environment of a child process: what a container has, and nothing of the user's."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def scrubbed_environment(home: Path, address: str, token: str) -> Mapping[str, str]:
    """Return a child's environment: this Python on the path, its own home, its token for the bucket.

    Google's storage client takes the token from STORAGE_EMULATOR_HOST.
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
    }
