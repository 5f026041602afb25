import os
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import local_cloud_wheel.__main__ as wheel
from tests.local_cloud import clean_environment
from tests.rooms import FILES, imports

TESTS = Path(__file__).with_name("other_project.py")
PASSED = "3 passed"

pytestmark = pytest.mark.local("the wheel is the local cloud")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The wheel."""
    return wheel.main(tmp_path_factory.mktemp("dist"))


def environment(folder: Path) -> tuple[Path, Path]:
    """Make a virtual environment; return its Python and where its packages are."""
    venv.create(folder, symlinks=True)
    return folder / "bin/python", Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))


def run_tests(python: Path, folder: Path) -> str:
    """Run the other project's tests in a folder of their own and return what pytest printed."""
    (folder / "test_other_project.py").write_text(TESTS.read_text())
    done = subprocess.run(
        [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
        cwd=folder,
        env=clean_environment() | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def install(python: Path, *arguments: str) -> None:
    """Install with the pip that runs these tests, into another environment."""
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", *arguments]
    subprocess.run(command, check=True, env=os.environ)


@pytest.mark.soak
def test_tests_of_another_project_train_deploy_and_predict_with_its_fixture(built, tmp_path):
    python, packages = environment(tmp_path / "environment")
    # What the wheel requires is linked, not installed again.
    (packages / "linked.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    install(python, "--no-deps", str(built))
    assert PASSED in (output := run_tests(python, tmp_path)), output


@pytest.mark.soak
def test_it_is_installed_beside_googles_sdk_in_a_clean_environment(built, tmp_path):
    python, _ = environment(tmp_path / "environment")
    install(python, str(built), "google-cloud-aiplatform", "pytest")
    assert PASSED in (output := run_tests(python, tmp_path)), output


def test_it_requires_every_package_that_the_local_cloud_imports():
    distributions = packages_distributions()
    names = {
        name
        for path in FILES
        if path.is_relative_to(wheel.SOURCE)
        for top in (module.split(".")[0] for module in imports(path))
        for name in distributions.get(top, ())
        if top != "google"
    }
    bundled = {"joblib", "protobuf"}  # by scikit-learn and Google's clients
    assert names - bundled <= {*wheel.EXACT, *wheel.LEAST}
