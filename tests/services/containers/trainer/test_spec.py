import ast
import re
import sys
from typing import get_args

import pytest

from services.containers.trainer import spec
from services.settings import ROOT

TRAINER = ROOT / "services" / "containers" / "trainer"
LIBRARIES = {"numpy", "pandas", "sklearn", "joblib", "google"}  # of Google's training image


def imported(path):
    """Return the libraries that a file imports, "." for the trainer's own modules."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." if node.level == 1 else str(node.module).partition(".")[0])
    return names


def test_the_specification_imports_the_standard_library_alone():
    assert imported(TRAINER / "spec.py") <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", sorted(TRAINER.glob("*.py")), ids=lambda path: path.name)
def test_the_trainer_imports_itself_and_what_the_training_image_has(path):
    assert imported(path) <= {".", *LIBRARIES, *sys.stdlib_module_names}


def test_every_role_has_defaults():
    assert set(spec.DEFAULTS) == set(get_args(spec.Role))


@pytest.mark.parametrize("algorithm", spec.ALGORITHMS)
def test_every_parameters_default_lies_within_its_bounds(algorithm):
    for parameter in spec.ALGORITHMS[algorithm].parameters:
        assert parameter.minimum <= parameter.default <= parameter.maximum
        assert parameter.whole == isinstance(parameter.minimum, int) == isinstance(parameter.maximum, int)


@pytest.mark.parametrize(
    ("signs", "text", "is_number"),
    [
        ((".", ""), "12", True),
        ((".", ""), "-1.5e3", True),
        ((".", ""), "1.", True),
        ((".", ""), ".5", True),
        ((".", ""), "1,000", False),
        ((".", ""), ".", False),
        ((".", ""), "", False),
        ((".", ","), "1,000.5", True),
        ((".", ","), "10,00", False),
        ((".", ","), "1000", True),
        ((",", "."), "1.000,5", True),
        ((",", "."), "1.5", False),
        ((".", ""), "nan", False),
    ],
)
def test_the_number_pattern_matches_whole_cells_written_with_its_signs(signs, text, is_number):
    assert bool(re.fullmatch(spec.number_pattern(*signs), text)) == is_number
