"""Packages of custom jobs: what pip installs in a job, and what is kept of it."""

import gzip
import io
import os
import tarfile
import zipfile

import pytest

from services.local_cloud import limits
from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.custom_jobs import packages as module
from services.local_cloud.vertex.custom_jobs.interpreter import create_interpreter
from services.local_cloud.vertex.custom_jobs.packages import PackageCache, fetch_packages, packages_digest

SETUP = "from setuptools import setup\nsetup(name='work', version='1', packages=['work'], {})"
TASK = """
import helper, numpy, sys
from pathlib import Path
from subprocess import run
print(helper.ANSWER, sys.argv[1:], Path(sys.prefix).name, Path.cwd() in Path(helper.__file__).parents)
print(run(["helping"], capture_output=True, text=True, check=True).stdout.strip())
"""


def wheel():
    """A wheel with a module, a command and an extra that is installed here."""
    content = io.BytesIO()
    files = {
        "helper.py": "ANSWER = 42\ndef main(): print('helped')",
        "helper-2.dist-info/METADATA": (
            "Metadata-Version: 2.1\nName: helper\nVersion: 2\nProvides-Extra: tables\n"
            "Requires-Dist: pandas>=3; extra == 'tables'\n"
        ),
        "helper-2.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "helper-2.dist-info/entry_points.txt": "[console_scripts]\nhelping = helper:main\n",
        "helper-2.dist-info/RECORD": "",
    }
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def tarred(time, **files):
    """A tar file whose members were written at a time."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(text), time
            archive.addfile(entry, io.BytesIO(text.encode()))
    return content.getvalue()


def test_packages_are_installed_as_pip_would_and_kept_for_the_next_job(
    submit, ended, log_lines, package, store
):
    uri = f"{store(**{'helper-2-py3-none-any__whl': wheel()})}/helper-2-py3-none-any.whl"
    requirements = "install_requires=['helper[tables]', 'numpy>=2', 'nowhere; sys_platform==\"win32\"']"
    sources = {"setup.py": SETUP.format(requirements), "work/__init__.py": "", "work/task.py": TASK}
    result = ["42 ['--a', 'b c'] python True", "helped"]
    spec = {"args": ["--a", "b c"]}
    first = ended(submit("", package(**sources), uri, spec=spec))
    assert first.state.name == "JOB_STATE_SUCCEEDED", first.error.message
    lines = log_lines(first)
    assert lines[-2:] == result
    assert any(line.startswith("Requirement already satisfied: pandas>=3") for line in lines)
    second = ended(submit("", package(**sources), uri, spec=spec))
    assert log_lines(second)[1:] == result
    assert "earlier job" in log_lines(second)[0]


@pytest.mark.parametrize(
    ("requirements", "reason"),
    [
        ("install_requires=['numpy==0.0.1']", "No matching distribution found for numpy==0.0.1"),
        ("packages_dir=1/0", "ZeroDivisionError"),
    ],
)
@pytest.mark.local("its own pip")
def test_what_pip_can_not_install_fails_the_job_with_its_reason(submit, ended, package, requirements, reason):
    failed = ended(submit("", package(**{"setup.py": SETUP.format(requirements), "work/__init__.py": ""})))
    assert failed.state.name == "JOB_STATE_FAILED"
    assert failed.error.message.startswith("The replica workerpool0-0 exited with a non-zero status of 1.")
    assert reason in failed.error.message


@pytest.mark.parametrize(("name", "reason"), [("missing", "No such object"), ("junk__tar__gz", "work|junk")])
def test_a_package_that_can_not_be_unpacked_fails_the_job(submit, ended, store, name, reason):
    folder = store(**{name: b"junk"}) if "junk" in name else store()
    failed = ended(submit("", f"{folder}/{name.replace('__', '.')}"))
    assert failed.state.name == "JOB_STATE_FAILED"
    assert any(part in failed.error.message for part in reason.split("|"))


@pytest.mark.parametrize("name", ["a/", "a/..", "a/."])
def test_a_package_needs_a_file_name(objects, tmp_path, name):
    objects.write("bucket", name, b"x")
    with pytest.raises(Exception, match="has no file name"):
        fetch_packages(objects, [f"gs://bucket/{name}"], tmp_path / "packages")


def test_the_digest_is_of_names_and_contents(tmp_path):
    digests = []
    for number, content in enumerate(
        (tarred(1, a="x", b="y"), tarred(2, a="x", b="y"), tarred(1, a="x", b="z"), tarred(1, a="x", c="y"))
    ):
        path = tmp_path / f"{number}.tar.gz"
        path.write_bytes(content)
        digests.append(packages_digest([path]))
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3
    assert packages_digest([tmp_path / "0.tar.gz", tmp_path / "0.tar.gz"]) not in digests


@pytest.mark.parametrize("limit", ["PACKAGE_BYTES", "PACKAGE_FILES"])
@pytest.mark.parametrize("name", ["work.tar.gz", "work-1-py3-none-any.whl"])
def test_a_package_beyond_the_limits_is_refused(tmp_path, monkeypatch, limit, name):
    path = tmp_path / name
    path.write_bytes(wheel() if name.endswith("whl") else tarred(1, a="x" * 200, b="y"))
    packages_digest([path])
    monkeypatch.setattr(limits, limit, 1)
    with pytest.raises(ApiError, match="unpacks to more than"):
        packages_digest([path])


@pytest.mark.local("Google sets other limits")
def test_a_job_whose_package_is_beyond_the_limits_fails_before_it_is_unpacked(submit, ended, store):
    entry = tarfile.TarInfo("bomb")
    entry.size = limits.PACKAGE_BYTES + 1
    failed = ended(submit("", f"{store(bomb__tar__gz=gzip.compress(entry.tobuf()))}/bomb.tar.gz"))
    assert "unpacks to more than 1 GB or 20,000 files" in failed.error.message


def test_the_cache_keeps_what_is_installed_without_links_and_runtime(tmp_path):
    first = create_interpreter(tmp_path / "first")
    (first.site_packages / "mine.py").write_text("x = 1")
    (first.site_packages / "link").symlink_to("/etc")
    os.mkfifo(first.site_packages / "pipe")
    cache = PackageCache(tmp_path / "kept")
    cache.keep("digest", first)
    [kept] = (tmp_path / "kept").iterdir()
    with tarfile.open(kept) as archive:
        assert not [name for name in archive.getnames() if "_local_cloud_job" in name]
    second = create_interpreter(tmp_path / "second")
    assert cache.restore("digest", second)
    names = {path.name for path in second.site_packages.iterdir()}
    assert "mine.py" in names
    assert not names & {"link", "pipe"}
    assert not cache.restore("another", second)


def test_a_broken_file_of_the_cache_is_removed_and_so_is_an_unfinished_one(tmp_path):
    (tmp_path / "digest.tar").write_bytes(b"broken")
    (tmp_path / "half.tmp").write_bytes(b"half")
    cache = PackageCache(tmp_path)
    assert not cache.restore("digest", create_interpreter(tmp_path / "python"))
    assert [path.name for path in tmp_path.iterdir()] == ["python"]


def test_the_least_recently_used_go_first(tmp_path, monkeypatch):
    interpreter = create_interpreter(tmp_path / "python")
    cache = PackageCache(tmp_path / "kept")
    cache.keep("a", interpreter)
    size = (tmp_path / "kept" / "a.tar").stat().st_size
    monkeypatch.setattr(module, "_MAX_CACHE", 2 * size)
    cache.keep("b", interpreter)
    os.utime(tmp_path / "kept" / "a.tar", (1, 1))
    os.utime(tmp_path / "kept" / "b.tar", (2, 2))
    assert cache.restore("a", create_interpreter(tmp_path / "other"))
    cache.keep("c", interpreter)
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["a.tar", "c.tar"]
    monkeypatch.setattr(module, "_MAX_KEPT", 10)
    cache.keep("d", interpreter)
    assert not (tmp_path / "kept" / "d.tar").exists()
