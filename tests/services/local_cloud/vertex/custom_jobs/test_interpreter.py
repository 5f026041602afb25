"""The Python of a job."""

import subprocess
from pathlib import Path

from services.local_cloud.vertex.custom_jobs.interpreter import create_interpreter


def test_a_job_imports_what_is_installed_here_and_its_own_first(tmp_path):
    interpreter = create_interpreter(tmp_path / "python")
    (interpreter.site_packages / "numpy.py").write_text("OWN = True")
    code = "import numpy, starlette, sys; print(numpy.OWN, starlette.__file__, sys.prefix)"
    command = [interpreter.executable, "-I", "-c", code]
    output = subprocess.run(command, capture_output=True, text=True, check=True)
    own, installed, prefix = output.stdout.split()
    assert (own, prefix) == ("True", str(tmp_path / "python"))
    assert not Path(installed).is_relative_to(tmp_path)
