"""The locks pin every package with its hashes, and the tests run on what they pin."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
CHANGED = "requirements*.txt changed; run make lock"


def pinned(name: str) -> dict[str, Requirement]:
    """Return the requirements of a file by their packages."""
    lines = re.split(r"\n(?=\S)", (ROOT / name).read_text().replace("\\\n", " "))
    requirements = [re.split(r"#|--hash", line)[0].strip() for line in lines if not line.startswith("-r ")]
    return {parsed.name: parsed for parsed in map(Requirement, filter(None, requirements))}


@pytest.mark.parametrize(
    ("requirements", "lock"),
    [("requirements.txt", "requirements.lock"), ("requirements-dev.txt", "requirements-dev.lock")],
)
def test_a_lock_holds_what_the_requirements_pin(requirements, lock):
    locked = pinned(lock)
    for name, requirement in pinned(requirements).items():
        assert name in locked, CHANGED
        assert locked[name].specifier == requirement.specifier, CHANGED


def test_the_tests_lock_holds_the_apps_lock():
    app, tests = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert {name: tests[name].specifier for name in app} == {
        name: requirement.specifier for name, requirement in app.items()
    }


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_has_hashes(lock):
    entries = re.findall(r"^(\S+==\S+).*?(?=^\S|\Z)", (ROOT / lock).read_text(), re.M | re.S)
    assert len(entries) == len(pinned(lock))
    text = (ROOT / lock).read_text()
    for entry in entries:
        following = text[text.index(f"\n{entry}") + 1 :].split("\n", 2)[1]
        assert following.strip().startswith("--hash=sha256:"), entry


def test_the_installed_packages_are_the_locked_ones():
    for requirement in pinned("requirements-dev.lock").values():
        if requirement.marker is None or requirement.marker.evaluate():
            assert version(requirement.name) in requirement.specifier, requirement.name
