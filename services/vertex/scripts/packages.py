"""Runs of a Python package that is there already, which the SDK only starts by waiting for their end."""

from typing import Any

from services.settings import Target
from services.vertex import layout, objects, training
from services.vertex.connection import connect, write_options
from services.vertex.scripts.script import Package, ScriptRequest
from services.vertex.training import Run

_TASK = "gs://google-cloud-aiplatform/schema/trainingjob/definition/custom_task_1.0.0.yaml"


def submit(
    target: Target, request: ScriptRequest, package: Package, output_uri: str, labels: dict[str, str]
) -> Run:
    """Upload a package to the run's folder and start it (trainingPipelines.create)."""
    uri = f"{output_uri}/{package.file_name}"
    objects.write(target, uri, package.content, "application/octet-stream")
    pipeline: dict[str, Any] = {
        "display_name": request.display_name,
        "labels": labels,
        "training_task_definition": _TASK,
        "training_task_inputs": _inputs(request, package, uri, output_uri),
    }
    if request.serving_image:
        pipeline["model_to_upload"] = {
            "display_name": request.model_name,
            "labels": {name: value for name, value in labels.items() if name != layout.NONCE_LABEL},
            "container_spec": {"image_uri": request.serving_image},
        }
        pipeline["parent_model"] = request.parent_model or ""
    created = connect(target).pipelines.create_training_pipeline(
        {"parent": target.parent, "training_pipeline": pipeline}, **write_options()
    )
    return training.get(target, created.name.rsplit("/", 1)[-1])


def _inputs(request: ScriptRequest, package: Package, uri: str, output_uri: str) -> dict[str, Any]:
    options = request.options
    machine: dict[str, Any] = {"machineType": request.machine_type}
    if options.accelerator_type:
        machine["acceleratorType"] = options.accelerator_type
        machine["acceleratorCount"] = options.accelerator_count
    pool = {
        "machineSpec": machine,
        "replicaCount": options.replica_count,
        "diskSpec": {"bootDiskType": options.boot_disk_type, "bootDiskSizeGb": options.boot_disk_size_gb},
        "pythonPackageSpec": {
            "executorImageUri": request.training_image,
            "packageUris": [uri],
            "pythonModule": package.module,
            "args": request.all_arguments,
            "env": [{"name": name, "value": value} for name, value in request.environment],
        },
    }
    inputs: dict[str, Any] = {
        "workerPoolSpecs": [pool],
        "baseOutputDirectory": {"outputUriPrefix": output_uri},
        "scheduling": _scheduling(request),
    }
    return inputs | ({"serviceAccount": options.service_account} if options.service_account else {})


def _scheduling(request: ScriptRequest) -> dict[str, Any]:
    options = request.options
    scheduling: dict[str, Any] = {
        "restartJobOnWorkerRestart": options.restart_job_on_worker_restart,
        "strategy": options.scheduling_strategy,
    }
    if options.timeout_seconds:
        scheduling["timeout"] = f"{options.timeout_seconds}s"
    if options.max_wait_seconds:
        scheduling["maxWaitDuration"] = f"{options.max_wait_seconds}s"
    return scheduling
