"""A Python package of one's own runs by its module."""

import io
import zipfile
from collections.abc import Callable

from services.pricing import catalogue
from services.settings import Target
from services.vertex import logs, models, training
from services.vertex.jobs.job_options import JobOptions
from services.vertex.scripts import script_training
from services.vertex.scripts.script import Package, ScriptRequest
from services.vertex.training import Run

CODE = """
import os, sys
from sklearn.dummy import DummyClassifier
import joblib
print(sys.argv[1:], os.environ["GREETING"])
folder = os.environ["AIP_MODEL_DIR"].replace("gs://", "/gcs/")
os.makedirs(folder, exist_ok=True)
joblib.dump(DummyClassifier().fit([[0]], ["a"]), os.path.join(folder, "model.joblib"))
"""
METADATA = "Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def _wheel() -> bytes:
    content = io.BytesIO()
    files = {"mine/__init__.py": "", "mine/task.py": CODE}
    files |= {"mine-1.0.dist-info/METADATA": METADATA, "mine-1.0.dist-info/WHEEL": WHEEL}
    record = "".join(f"{name},,\n" for name in (*files, "mine-1.0.dist-info/RECORD"))
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in (files | {"mine-1.0.dist-info/RECORD": record}).items():
            archive.writestr(name, text)
    return content.getvalue()


def test_a_package_runs_by_its_module_and_its_model_is_registered(
    here: Target, ended: Callable[..., Run]
) -> None:
    request = ScriptRequest(
        "Own package",
        Package("mine-1.0-py3-none-any.whl", _wheel(), "mine.task"),
        catalogue().training_image,
        "n1-standard-4",
        arguments=("--a=b c",),
        environment=(("GREETING", "hello"),),
        serving_image=catalogue().serving_image,
        model_name="Packaged",
        options=JobOptions(scheduling_strategy="SPOT", timeout_seconds=3600),
    )
    run = ended(here, script_training.launch(here, request))
    assert run.state == "succeeded", run.error
    log = "\n".join(line.text for line in logs.of_job(here, run.job_id, run.created))
    assert "['--a=b c'] hello" in log
    model = models.get(here, f"{run.model_id}@{run.model_version}")
    assert (model.display_name, model.algorithm) == ("Packaged", run.algorithm)
    models.delete(here, model)
    training.delete(here, run)
