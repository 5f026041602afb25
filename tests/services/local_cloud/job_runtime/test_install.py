"""What a package needs to be built; the installation itself is in vertex/custom_jobs/test_packages.py."""

import io
import subprocess
import sys
import tarfile
import zipfile

import pytest

from services.local_cloud.job_runtime import install

PYPROJECT = '[build-system]\nrequires = ["setuptools>=61", "wheel"]\n'


def archive(path, name, text):
    """Write an archive of one file by the kind that the path names."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as zipped:
            zipped.writestr(name, text)
    else:
        with tarfile.open(path, "w:gz") as tape:
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            tape.addfile(entry, io.BytesIO(text.encode()))
    return path


@pytest.mark.parametrize("name", ["work-1.tar.gz", "work-1.zip"])
def test_what_builds_a_package_is_in_its_pyproject(tmp_path, name):
    package = archive(tmp_path / name, "work-1/pyproject.toml", PYPROJECT)
    assert install.build_requirements(package) == ["setuptools>=61", "wheel"]
    assert install.build_requirements(archive(package, "work-1/tests/pyproject.toml", PYPROJECT)) == []


@pytest.mark.parametrize(
    ("requires", "is_buildable"),
    [
        ('["setuptools", "wheel"]', True),
        ('["setuptools>=10000"]', False),
        ('["nowhere-at-all"]', False),
        ('["???"]', False),
        ("broken", True),  # pip says so
    ],
)
def test_a_package_is_built_by_what_is_installed_where_that_suffices(tmp_path, requires, is_buildable):
    text = f"[build-system]\nrequires = {requires}\n"
    assert install._is_buildable_here(archive(tmp_path / "w.zip", "w/pyproject.toml", text)) is is_buildable


def test_scripts_find_their_python_on_the_path(tmp_path):
    (tmp_path / "python").symlink_to("/usr/bin/env")
    (tmp_path / "own").write_text(f"#!{tmp_path}/python\nprint(1)")
    (tmp_path / "shell").write_text("#!/bin/sh\n")
    install._make_movable(tmp_path)
    assert (tmp_path / "own").read_text() == "#!/usr/bin/env python\nprint(1)"
    assert (tmp_path / "shell").read_text() == "#!/bin/sh\n"


def test_without_an_installed_pip_pythons_own_copy_runs(monkeypatch):
    find_spec = install.find_spec
    monkeypatch.setattr(install, "find_spec", lambda name: None if name == "pip" else find_spec(name))
    program = install._pip_program()
    assert program != ("-m", "pip")
    printed = subprocess.run([sys.executable, "-I", *program, "--version"], capture_output=True, text=True)
    assert printed.stdout.startswith("pip ")
