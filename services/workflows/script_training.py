"""Runs of own code: the checks that each passes before it is launched, whoever launches it."""

import re
from typing import assert_never

from services.errors import InvalidInput, Unsupported
from services.runtime.background import report
from services.settings import LIMITS, Limits, Target
from services.vertex.scripts import script_training
from services.vertex.scripts.script import Container, Package, Script, ScriptRequest
from services.vertex.training import Run
from services.workflows.job_options import require_options
from services.workflows.script_inputs import require_python

PACKAGE_KINDS = (".tar.gz", ".whl", ".zip")
_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
_IMAGE = re.compile(r"[\w.-]+(:\d+)?(/[\w.-]+)+(:[\w.-]+)?(@sha256:[0-9a-f]{64})?", re.ASCII)
# Google's scikit-learn images, of which the local cloud runs its own version or says which one that is.
_SCIKIT_LEARN = re.compile(r"/(vertex-ai|cloud-aiplatform)/training/(sklearn|scikit-learn)-cpu\.")


def launch(target: Target, request: ScriptRequest, drawn: str = "", limits: Limits = LIMITS) -> Run:
    """Launch a run of own code unless something in it is sure to fail, and report the stage.

    The same request with the same nonce, `drawn` by the caller, is one run. Raises InvalidInput with what
    forbids the run, and Unsupported where the local cloud can't run it.
    """
    require_launchable(target, request, limits)
    report("launching_run")
    return script_training.launch(target, request, drawn)


def require_launchable(target: Target, request: ScriptRequest, limits: Limits = LIMITS) -> None:
    """Raise InvalidInput or Unsupported with what forbids a run; asks no cloud."""
    if not request.display_name.strip():
        raise InvalidInput("run_without_name")
    _require_code(request.code, limits)
    for image in filter(None, (request.training_image, request.serving_image)):
        if not _IMAGE.fullmatch(image):
            raise InvalidInput("image_invalid", image=image)
    if not request.training_image:
        raise InvalidInput("image_invalid", image="")
    require_options(target, request.options)
    if target.kind == "local" and not _SCIKIT_LEARN.search(request.training_image):
        raise Unsupported("image_not_local", image=request.training_image)


def _require_code(code: Script | Package | Container, limits: Limits) -> None:
    match code:
        case Script():
            if len(code.source.encode()) > limits.script_bytes:
                raise InvalidInput("script_too_large", limit=limits.script_bytes)
            require_python(code.source)
        case Package():
            if not code.content or not code.file_name.lower().endswith(PACKAGE_KINDS):
                raise InvalidInput("package_kind_unknown", name=code.file_name)
            if len(code.content) > limits.package_bytes:
                raise InvalidInput("package_too_large", limit=limits.package_bytes)
            if not _MODULE.fullmatch(code.module):
                raise InvalidInput("module_invalid", module=code.module)
        case Container():
            pass
        case _:
            assert_never(code)
