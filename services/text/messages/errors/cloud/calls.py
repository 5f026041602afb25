"""Texts of calls to Vertex AI, Cloud Storage and Cloud Logging that failed: what didn't happen, to what."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature

from services.text.i18n import _
from services.text.messages.errors.cloud.causes import failed
from services.text.messages.errors.registry import ErrorText, error
from services.vertex.failures import Cause


def call(sentence: Callable[..., str]) -> Callable[..., ErrorText]:
    """Register the sentence on a failed call; the text also takes the cause and the cloud's own sentence."""

    @wraps(sentence)
    def text(*, cause: Cause, detail: str, **names: str) -> ErrorText:
        return failed(sentence.__name__, sentence(**names), cause, detail)

    of_cause = (Parameter(name, Parameter.KEYWORD_ONLY) for name in ("cause", "detail"))
    text.__signature__ = Signature([*signature(sentence).parameters.values(), *of_cause])  # type: ignore[attr-defined]
    return error(text)


@call
def bucket_not_opened(bucket: str) -> str:
    return _("The bucket “{bucket}” couldn't be opened.", bucket=bucket)


@call
def object_not_read(file: str, bucket: str) -> str:
    return _("The file “{file}” in the bucket “{bucket}” couldn't be read.", file=file, bucket=bucket)


@call
def object_not_stored(file: str, bucket: str) -> str:
    return _("The file “{file}” couldn't be stored in the bucket “{bucket}”.", file=file, bucket=bucket)


@call
def objects_not_listed(bucket: str) -> str:
    return _("The files in the bucket “{bucket}” couldn't be listed.", bucket=bucket)


@call
def objects_not_deleted(bucket: str) -> str:
    return _("Files in the bucket “{bucket}” couldn't be deleted.", bucket=bucket)


@call
def upload_not_stored() -> str:
    return _("The upload couldn't be stored.")


@call
def upload_not_cancelled() -> str:
    return _("The upload couldn't be canceled.")


@call
def datasets_not_listed() -> str:
    return _("The datasets couldn't be listed.")


@call
def dataset_not_opened(name: str) -> str:
    return _("The dataset “{name}” couldn't be opened.", name=name)


@call
def dataset_not_created(name: str) -> str:
    return _("The dataset “{name}” couldn't be created.", name=name)


@call
def dataset_not_renamed(name: str) -> str:
    return _("The dataset “{name}” couldn't be renamed.", name=name)


@call
def dataset_not_deleted(name: str) -> str:
    return _("The dataset “{name}” couldn't be deleted.", name=name)


@call
def runs_not_listed() -> str:
    return _("The training runs couldn't be listed.")


@call
def run_not_opened(name: str) -> str:
    return _("The training run “{name}” couldn't be opened.", name=name)


@call
def run_not_launched(name: str) -> str:
    return _("The training run “{name}” couldn't be launched.", name=name)


@call
def run_not_cancelled(name: str) -> str:
    return _("The training run “{name}” couldn't be canceled.", name=name)


@call
def run_not_deleted(name: str) -> str:
    return _("The training run “{name}” couldn't be deleted.", name=name)


@call
def log_not_read(name: str) -> str:
    return _("The log of “{name}” couldn't be read.", name=name)


@call
def models_not_listed() -> str:
    return _("The models couldn't be listed.")


@call
def model_versions_not_listed(name: str) -> str:
    return _("The versions of the model “{name}” couldn't be listed.", name=name)


@call
def model_not_opened(name: str) -> str:
    return _("The model “{name}” couldn't be opened.", name=name)


@call
def model_not_deleted(name: str) -> str:
    return _("The model “{name}” couldn't be deleted.", name=name)


@call
def model_version_not_deleted(name: str) -> str:
    return _("The version “{name}” couldn't be deleted.", name=name)


@call
def default_version_not_changed(name: str) -> str:
    return _("“{name}” couldn't become the default version.", name=name)


@call
def endpoints_not_listed() -> str:
    return _("The endpoints couldn't be listed.")


@call
def endpoint_not_opened(name: str) -> str:
    return _("The endpoint “{name}” couldn't be opened.", name=name)


@call
def endpoint_not_created(name: str) -> str:
    return _("The endpoint “{name}” couldn't be created.", name=name)


@call
def endpoint_not_deleted(name: str) -> str:
    return _("The endpoint “{name}” couldn't be deleted.", name=name)


@call
def model_not_deployed(name: str, endpoint: str) -> str:
    return _(
        "The model “{name}” couldn't be deployed to the endpoint “{endpoint}”.",
        name=name,
        endpoint=endpoint,
    )


@call
def model_not_undeployed(name: str, endpoint: str) -> str:
    return _(
        "The model “{name}” couldn't be undeployed from the endpoint “{endpoint}”.",
        name=name,
        endpoint=endpoint,
    )


@call
def traffic_split_not_changed(endpoint: str) -> str:
    return _("The traffic split of the endpoint “{endpoint}” couldn't be changed.", endpoint=endpoint)


@call
def operations_not_listed(name: str) -> str:
    return _("The operations on the endpoint “{name}” couldn't be listed.", name=name)


@call
def operation_not_read(name: str) -> str:
    return _("The state of the operation {name} couldn't be read.", name=name)


@call
def operation_not_cancelled(name: str) -> str:
    return _("The operation {name} couldn't be canceled.", name=name)


@call
def prediction_failed(endpoint: str) -> str:
    return _("The endpoint “{endpoint}” made no prediction.", endpoint=endpoint)
