"""The code on the playground runs as it stands and holds no secret."""

import ast
from pathlib import Path

import pytest

from components.playground import snippets
from services.settings import Target

LOCAL = Target("local", "launchpad-local", "us-central1", "launchpad-local", Path("/tmp/a state"))  # noqa: S108 - a name
CLOUD = Target("cloud", "acme-ml", "europe-west4", "acme-launchpad")
INSTANCE = {"text": "It's “fine”", "n": None, "x": 1.5}


@pytest.mark.parametrize("target", [LOCAL, CLOUD], ids=["local", "cloud"])
def test_the_python_is_a_program_that_sends_this_instance(target: Target) -> None:
    tree = ast.parse(snippets.python(target, "77", INSTANCE))
    sent = [
        node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "instances"
    ]
    assert ast.literal_eval(sent[0]) == [INSTANCE]


def test_the_curl_goes_where_the_target_is() -> None:
    assert "https://europe-west4-aiplatform.googleapis.com/v1/projects/acme-ml/" in snippets.curl(
        CLOUD, "77", INSTANCE
    )
    local = snippets.curl(LOCAL, "77", INSTANCE)
    assert "$(cat '/tmp/a state'/address)" in local
    assert "$(cat '/tmp/a state'/token)" in local
