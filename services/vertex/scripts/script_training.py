"""Runs of own code: TrainingPipelines like those of the app's trainer, listed and watched with them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from services.runtime import deadline
from services.settings import Target
from services.vertex import layout, objects, training
from services.vertex.connection import WRITE_TIMEOUT, connect
from services.vertex.scripts import packages
from services.vertex.scripts.script import Container, Package, Script, ScriptRequest
from services.vertex.training import Run


def launch(target: Target, request: ScriptRequest, drawn: str = "") -> Run:
    """Start a run and return it as soon as the cloud has accepted it (trainingPipelines.create).

    The run that was started with the same request and the nonce that was `drawn` for it is returned instead.
    """

    def submit(mark: str) -> Run:
        return _submit(target, request, mark)

    return training.launch_once(target, request.display_name, request, submit, drawn)


def read_script(target: Target, run: Run) -> tuple[Script, tuple[str, ...]]:
    """Return the script and arguments that a run keeps in its folder; NotFound where its code was no script.

    Environment variables are not kept there, since they may hold secrets.
    """
    inputs = json.loads(objects.read(target, f"{run.output_uri}/{layout.SCRIPT_INPUTS}"))
    source = objects.read(target, f"{run.output_uri}/{layout.SCRIPT}").decode()
    return Script(source, tuple(inputs["requirements"])), tuple(inputs["arguments"])


def _submit(target: Target, request: ScriptRequest, mark: str) -> Run:
    output_uri = layout.new_run_folder(target, datetime.now(UTC))
    labels = _labels(request)
    # The SDK uploads the package with retries of its own, for minutes.
    with deadline.within(WRITE_TIMEOUT):
        marked = labels | {layout.NONCE_LABEL: mark}
        match request.code:
            case Script():
                return _submit_script(target, request, request.code, output_uri, marked)
            case Container():
                return _submit_container(target, request, request.code, output_uri, marked)
            case Package():
                return packages.submit(target, request, request.code, output_uri, marked)


def _submit_script(
    target: Target, request: ScriptRequest, script: Script, output_uri: str, labels: dict[str, str]
) -> Run:
    inputs = {"requirements": script.requirements, "arguments": request.arguments}
    objects.write(target, f"{output_uri}/{layout.SCRIPT}", script.source.encode(), "text/x-python")
    content = json.dumps(inputs, ensure_ascii=False).encode()
    objects.write(target, f"{output_uri}/{layout.SCRIPT_INPUTS}", content, "application/json")
    with TemporaryDirectory() as folder:
        path = Path(folder) / layout.SCRIPT
        path.write_text(script.source, "utf-8")
        job = connect(target).sdk.CustomTrainingJob(
            script_path=str(path),
            requirements=list(script.requirements),
            **_job(target, request, labels),
        )
        job.submit(**_run(request, output_uri, labels))
    return training.submitted(target, job)


def _submit_container(
    target: Target, request: ScriptRequest, container: Container, output_uri: str, labels: dict[str, str]
) -> Run:
    job = connect(target).sdk.CustomContainerTrainingJob(
        command=list(container.command) or None, **_job(target, request, labels)
    )
    job.submit(**_run(request, output_uri, labels))
    return training.submitted(target, job)


def _labels(request: ScriptRequest) -> dict[str, str]:
    """Return the labels of a run and its model; the app's own win over the caller's."""
    own = {layout.ALGORITHM_LABEL: layout.OWN_CODE}
    if request.dataset_id:
        own[layout.DATASET_LABEL] = request.dataset_id
    return dict(request.options.labels) | own


def _job(target: Target, request: ScriptRequest, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "display_name": request.display_name,
        "container_uri": request.training_image,
        "model_serving_container_image_uri": request.serving_image or None,
        "labels": labels,
        "project": target.project,
        "location": target.location,
        "staging_bucket": target.uri("").rstrip("/"),
    }


def _run(request: ScriptRequest, output_uri: str, labels: dict[str, str]) -> dict[str, Any]:
    model: dict[str, Any] = {}
    if request.serving_image:
        model = {
            "model_display_name": request.model_name,
            "model_labels": {name: value for name, value in labels.items() if name != layout.NONCE_LABEL},
            "parent_model": request.parent_model,
        }
    return {
        **model,
        **request.options.arguments(),
        "base_output_dir": output_uri,
        "args": request.all_arguments or None,
        "environment_variables": dict(request.environment) or None,
        "machine_type": request.machine_type,
        "create_request_timeout": WRITE_TIMEOUT,
    }
