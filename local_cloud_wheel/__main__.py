"""Build the wheel vertex-local-cloud of services/local_cloud (`make wheel`).

The wheel holds the same files under a package of its own, with the name of the package replaced in them.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "services/local_cloud"
NAME, PACKAGE = "services.local_cloud", "vertex_local_cloud"
# What the package imports, and what jobs and models find in Google's images. These hold to one release ...
EXACT = ("scikit-learn", "scipy")
# ... and these to no older one than the tests run on.
LEAST = (
    *("google-cloud-aiplatform", "google-cloud-storage", "google-cloud-logging", "google-crc32c"),
    *("starlette", "uvicorn", "uvloop", "httptools", "python-multipart"),
    *("numpy", "pandas", "packaging", "cloudml-hypertune", "setuptools"),
)


def main(destination: Path) -> Path:
    """Build the wheel in a folder and return its path."""
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        copy(project / PACKAGE)
        (project / "requirements.txt").write_text("\n".join(dependencies()) + "\n")
        for file in (
            *(Path(__file__).parent / name for name in ("pyproject.toml", "README.md")),
            ROOT / "LICENSE",
        ):
            shutil.copy(file, project)
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
        subprocess.run([*command, "--wheel-dir", str(destination), str(project)], check=True)
    return max(destination.glob(f"{PACKAGE}-*.whl"), key=lambda path: path.stat().st_mtime)


def copy(package: Path) -> None:
    """Copy the local cloud to a folder, under the package's own name."""
    for path in SOURCE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            _copy(path, package / path.relative_to(SOURCE))
    _copy(Path(__file__).parent / "pytest_plugin.py", package / "pytest_plugin.py")


def _copy(path: Path, copied: Path) -> None:
    copied.parent.mkdir(parents=True, exist_ok=True)
    copied.write_text(path.read_text().replace(NAME, PACKAGE))


def dependencies() -> list[str]:
    """Return what the package requires, by the versions of requirements.txt."""
    pins = dict(re.findall(r"^([\w-]+)==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    return [f"{name}=={pins[name]}" for name in EXACT] + [f"{name}>={pins[name]}" for name in LEAST]


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / 'dist')}\n")
