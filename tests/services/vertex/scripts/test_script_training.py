"""Own code runs as the app's trainer does: listed, logged, and with the model that it leaves registered."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from services import nonce
from services.errors import Refused, Unsupported
from services.pricing import catalogue
from services.settings import ROOT, Target
from services.vertex import layout, logs, models, training
from services.vertex.datasets import Dataset
from services.vertex.jobs.job_options import JobOptions
from services.vertex.scripts import script_training
from services.vertex.scripts.script import Container, Package, Script, ScriptRequest
from services.vertex.training import Run

SAYS = "import os, sys\nprint(sys.argv[1:], os.environ['GREETING'])\n"
SHORT = JobOptions(labels=(("team", "search"),), timeout_seconds=3600, restart_job_on_worker_restart=True)


def _request(code: Script | Package | Container, **changes: object) -> ScriptRequest:
    request = ScriptRequest("Own code", code, catalogue().training_image, "n1-standard-4")
    return replace(request, **changes)


def _log(here: Target, run: Run) -> str:
    return "\n".join(line.text for line in logs.of_job(here, run.job_id, run.created))


def test_the_template_learns_any_table_and_its_model_is_registered(
    here: Target, text_dataset: Dataset, ended: Callable[..., Run]
) -> None:
    source = (ROOT / "examples" / "train_table.py").read_text()
    request = _request(
        Script(source, ("pandas", "google-cloud-storage")),
        dataset_id=text_dataset.id,
        table_uri=text_dataset.uri,
        arguments=("--target=label",),
        serving_image=catalogue().serving_image,
        model_name="Own model",
        options=SHORT,
    )
    run = ended(here, script_training.launch(here, request))
    assert run.state == "succeeded", run.error
    assert (run.algorithm, run.is_own_code) == (layout.OWN_CODE, True)
    assert (run.dataset_id, run.display_name) == (text_dataset.id, "Own code")
    assert run in training.list_runs(here)
    assert "over 320 rows" in _log(here, run)
    model = models.get(here, f"{run.model_id}@{run.model_version}")
    assert (model.display_name, model.algorithm) == ("Own model", layout.OWN_CODE)
    assert script_training.read_script(here, run) == (request.code, request.arguments)
    models.delete(here, model)
    training.delete(here, run)


def test_a_nonce_is_spent_once_and_arguments_and_variables_arrive(
    here: Target, ended: Callable[..., Run]
) -> None:
    drawn = nonce.fresh()
    request = _request(Script(SAYS), arguments=("a b", "--c=é"), environment=(("GREETING", "x=y z"),))
    run = script_training.launch(here, request, drawn)
    assert script_training.launch(here, request, drawn).id == run.id
    run = ended(here, run)
    assert run.state == "succeeded", run.error
    assert (run.model_id, run.dataset_id) == ("", "")
    assert "['a b', '--c=é'] x=y z" in _log(here, run)
    training.delete(here, run)


@pytest.mark.local
def test_the_local_cloud_refuses_an_own_image_and_an_accelerator_in_a_sentence(here: Target) -> None:
    image = "us-docker.pkg.dev/mine/images/trainer:latest"
    with pytest.raises(Refused, match="runs no containers"):
        script_training.launch(here, _request(Container(("train",)), training_image=image))
    gpu = JobOptions(accelerator_type="NVIDIA_TESLA_T4", accelerator_count=1)
    with pytest.raises(Unsupported, match="NVIDIA_TESLA_T4"):
        script_training.launch(here, _request(Script("print(1)"), options=gpu))
