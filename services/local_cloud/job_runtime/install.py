"""Install a job's packages with pip: `python -m … FOLDER PACKAGE…`, run by the job's own Python.

Source distributions run their own code while they are built, so this is part of the job's process.
It imports only the standard library and packaging.
"""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

_OPTIONS = ("--no-input", "--disable-pip-version-check", "--progress-bar", "off", "--no-color")
# pip waits a second, then two, before it tries an index again.
_RETRIES = ("--retries", "2")


def main(arguments: list[str]) -> int:
    """Build the packages into a folder, install them with what they require, and return pip's status."""
    folder, packages = Path(arguments[0]), [Path(argument) for argument in arguments[1:]]
    sources = [path for path in packages if path.suffix != ".whl"]
    if sources:
        # What is installed already builds them, so that a machine without a network can.
        options = ("--no-build-isolation",) if all(map(_is_buildable_here, sources)) else ()
        if status := _pip("wheel", "--no-deps", *options, "--wheel-dir", str(folder), *map(str, sources)):
            return status
    wheels = [*(path for path in packages if path.suffix == ".whl"), *sorted(folder.glob("*.whl"))]
    if status := _pip("install", *map(str, wheels)):
        return status
    _make_movable(Path(sys.prefix) / "bin")
    return 0


def build_requirements(package: Path) -> list[str]:
    """Return what a source distribution requires to be built, as its pyproject.toml says."""
    system = tomllib.loads(_pyproject(package)).get("build-system", {})
    return [str(text) for text in system.get("requires", ())]


def _is_buildable_here(package: Path) -> bool:
    try:
        return all(map(_is_installed, build_requirements(package)))
    except (OSError, ValueError, tarfile.TarError, zipfile.BadZipFile):
        return True  # pip says what is wrong with it


def _is_installed(text: str) -> bool:
    try:
        requirement = Requirement(text)
        if requirement.name == "wheel":  # setuptools makes wheels itself
            return True
        return requirement.specifier.contains(metadata.version(requirement.name), prereleases=True)
    except (InvalidRequirement, metadata.PackageNotFoundError):
        return False


def _pyproject(package: Path) -> str:
    if zipfile.is_zipfile(package):
        with zipfile.ZipFile(package) as archive:
            name = _top(archive.namelist())
            return archive.read(name).decode() if name else ""
    with tarfile.open(package) as tape:
        name = _top(tape.getnames())
        file = tape.extractfile(name) if name else None
        return file.read().decode() if file else ""


def _top(names: Iterable[str]) -> str | None:
    return next((name for name in names if name.split("/")[1:] == ["pyproject.toml"]), None)


def _pip(*arguments: str) -> int:
    options = (*_OPTIONS, *_RETRIES)
    command = [sys.executable, *_pip_program(), arguments[0], *options, *arguments[1:]]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - its own pip, no shell


def _make_movable(scripts: Path) -> None:
    """Let installed scripts find Python on the path, as their folder is another one in the next job."""
    own = f"#!{scripts / 'python'}".encode()
    for script in scripts.iterdir():
        if script.is_symlink() or not script.is_file():
            continue
        first, line_break, rest = script.read_bytes().partition(b"\n")
        if first.startswith(own):
            script.write_bytes(b"#!/usr/bin/env python" + line_break + rest)


def _pip_program() -> tuple[str, ...]:
    """Return the arguments of Python that run pip: the installed one, else Python's own copy."""
    if find_spec("pip") is None and find_spec("ensurepip"):  # some tools make environments without it
        import ensurepip

        for wheel in (Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"):
            return (f"{wheel}/pip",)
    return ("-m", "pip")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
