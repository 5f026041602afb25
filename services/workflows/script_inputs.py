"""What is entered for a run of own code: requirements, arguments, variables, labels and the script itself."""

import ast
import re
import shlex
from collections.abc import Iterator

from packaging.requirements import InvalidRequirement, Requirement

from services.errors import InvalidInput

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LABEL_NAME = re.compile(r"[a-z][a-z0-9_-]{0,62}")
_LABEL_VALUE = re.compile(r"[a-z0-9_-]{0,63}")
_COMMENT = re.compile(r"(^|\s)#.*")
_RESERVED = ("AIP_", "CLOUD_ML_", "CLUSTER_SPEC")  # Vertex AI sets them itself
_OWN_LABELS = "launchpad_"


def parse_requirements(text: str) -> tuple[str, ...]:
    """Return the requirements of a text with one per line, as in a requirements.txt without options."""
    return tuple(_requirement(number, line) for number, line in _lines(_without_comments(text)))


def parse_arguments(text: str) -> tuple[str, ...]:
    """Return the arguments of a text, split at spaces and line breaks outside of quotes, as a shell does."""
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        raise InvalidInput("arguments_with_open_quote") from error


def parse_environment(text: str) -> tuple[tuple[str, str], ...]:
    """Return the variables of a text with one NAME=value per line; no error shows a value."""
    variables: dict[str, str] = {}
    for number, line in _lines(text):
        name, equals, value = line.partition("=")
        if not equals or not _VARIABLE.fullmatch(name):
            raise InvalidInput("variable_invalid", line=number)
        if name.startswith(_RESERVED):
            raise InvalidInput("variable_reserved", name=name)
        if name in variables:
            raise InvalidInput("variable_twice", name=name)
        variables[name] = value
    return tuple(variables.items())


def parse_labels(text: str) -> tuple[tuple[str, str], ...]:
    """Return the labels of a text with one name=value per line, as Google Cloud allows them."""
    labels: dict[str, str] = {}
    for number, line in _lines(text):
        name, _equals, value = (part.strip() for part in line.partition("="))
        if not _LABEL_NAME.fullmatch(name) or not _LABEL_VALUE.fullmatch(value):
            raise InvalidInput("label_invalid", line=number)
        if name.startswith(_OWN_LABELS) or name in labels:
            raise InvalidInput("label_taken", name=name)
        labels[name] = value
    return tuple(labels.items())


def require_python(source: str) -> None:
    """Raise InvalidInput, with the line, where a script isn't Python."""
    if not source.strip():
        raise InvalidInput("script_empty")
    try:
        ast.parse(source)
    except SyntaxError as error:
        raise InvalidInput("script_not_python", line=error.lineno or 1, detail=error.msg) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise InvalidInput("script_not_python", line=1, detail=str(error)) from error


def _requirement(number: int, line: str) -> str:
    try:
        parsed = Requirement(line)
    except InvalidRequirement as error:
        raise InvalidInput("requirement_invalid", line=number, text=line) from error
    # The SDK writes it into a setup.py between double quotes; markers may have single ones.
    written = str(parsed).replace('"', "'")
    if "\\" in written or not written.isprintable():
        raise InvalidInput("requirement_invalid", line=number, text=line)
    return written


def _without_comments(text: str) -> str:
    return "\n".join(_COMMENT.sub("", line) for line in text.splitlines())


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are neither empty nor a comment, with their numbers."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()
