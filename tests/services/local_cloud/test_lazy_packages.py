"""Packages that run when more of them is needed than a submodule."""

import subprocess
import sys

from services.settings import ROOT

LAZY = """
import sys
from services.local_cloud.lazy_packages import import_lazily
import_lazily("google.cloud.aiplatform_v1")
import_lazily("google.cloud.logging_v2")
"""
CLIENTS = "[name for name in sys.modules if name.startswith('google.cloud.aiplatform_v1.services')]"


def output(code):
    ran = subprocess.run([sys.executable, "-c", LAZY + code], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def test_the_local_cloud_starts_without_any_client():
    assert output(f"import services.local_cloud.server\nprint(len({CLIENTS}))") == ["0"]


def test_a_package_runs_once_more_of_it_is_needed():
    code = f"""
from google.cloud import aiplatform_v1
from google.cloud.aiplatform_v1 import types
print(types.Model.__name__, len({CLIENTS}))
print(aiplatform_v1.EndpointServiceClient.__name__, len({CLIENTS}) > 0, aiplatform_v1.types is types)
print(aiplatform_v1.__class__.__name__, "EndpointServiceClient" in dir(aiplatform_v1))
"""
    assert output(code) == ["Model", "0", "EndpointServiceClient", "True", "True", "module", "True"]


def test_what_a_package_lists_is_what_it_has_when_it_has_run():
    code = "from google.cloud import aiplatform_v1; print('EndpointServiceClient' in dir(aiplatform_v1))"
    assert output(code) == ["True"]


def test_a_package_that_is_imported_stays_as_it_is():
    code = """
import json
import_lazily("json")
print(sys.modules["json"] is json, type(json).__name__)
"""
    assert output(code) == ["True", "module"]
