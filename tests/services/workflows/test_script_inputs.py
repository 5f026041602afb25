"""What is entered for own code is read as pip, a shell and Google Cloud read it, or refused by its line."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from services.errors import InvalidInput
from services.workflows.script_inputs import (
    parse_arguments,
    parse_environment,
    parse_labels,
    parse_requirements,
    require_python,
)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]))))
def test_arguments_are_those_of_a_shell(arguments: list[str]) -> None:
    assert parse_arguments("\n".join(map(shlex.quote, arguments))) == tuple(arguments)


_NAMES = st.from_regex(r"\A[B-Z_][A-Z0-9_]{0,20}\Z").filter(lambda name: not name.startswith("CL"))


@given(st.dictionaries(_NAMES, st.from_regex(r"\A[!-~]([ -~]*[!-~])?\Z")))
def test_variables_keep_what_follows_the_first_equals_sign(variables: dict[str, str]) -> None:
    text = "\n\n# a comment\n".join(f"{name}={value}" for name, value in variables.items())
    assert dict(parse_environment(text)) == variables


@pytest.mark.parametrize(
    ("text", "requirements"),
    [
        ("", ()),
        ("# nothing\n\n", ()),
        ("pandas>=2 # tables\r\n  google-cloud-storage\n", ("pandas>=2", "google-cloud-storage")),
        ("gcsfs[crc] ~= 2024.1", ("gcsfs[crc]~=2024.1",)),
        ("a @ https://example.com/a.whl#sha256=1f", ("a@ https://example.com/a.whl#sha256=1f",)),
    ],
)
def test_requirements_are_one_a_line(text: str, requirements: tuple[str, ...]) -> None:
    assert tuple(map(Requirement, parse_requirements(text))) == tuple(map(Requirement, requirements))


def test_markers_hold_no_quote_that_ends_a_string_of_the_setup_script() -> None:
    (written,) = parse_requirements('tomli; python_version < "3.11"')
    assert '"' not in written
    assert Requirement(written) == Requirement('tomli; python_version < "3.11"')


@pytest.mark.parametrize(
    ("parse", "text", "code", "parameters"),
    [
        (parse_arguments, "--name 'open", "arguments_with_open_quote", {}),
        (
            parse_requirements,
            "pandas\n-r more.txt",
            "requirement_invalid",
            {"line": 2, "text": "-r more.txt"},
        ),
        (parse_requirements, "a b", "requirement_invalid", {"line": 1, "text": "a b"}),
        (parse_environment, "A=1\n\nsecret", "variable_invalid", {"line": 3}),
        (parse_environment, "1A=secret", "variable_invalid", {"line": 1}),
        (parse_environment, "AIP_MODEL_DIR=x", "variable_reserved", {"name": "AIP_MODEL_DIR"}),
        (parse_environment, "A=1\nA=2", "variable_twice", {"name": "A"}),
        (parse_labels, "Team=x", "label_invalid", {"line": 1}),
        (parse_labels, "team=X", "label_invalid", {"line": 1}),
        (parse_labels, "launchpad_nonce=x", "label_taken", {"name": "launchpad_nonce"}),
        (require_python, " \n", "script_empty", {}),
        (require_python, "x = 1\nif x\n", "script_not_python", {"line": 2, "detail": "expected ':'"}),
    ],
)
def test_what_is_wrong_is_said_by_its_line(parse, text, code, parameters) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse(text)
    assert (refusal.value.code, refusal.value.parameters) == (code, parameters)


def test_labels_are_pairs() -> None:
    assert parse_labels("team=search\n cost_center = 12 ") == (("team", "search"), ("cost_center", "12"))
