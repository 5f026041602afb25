"""Texts of calls to Vertex AI, Cloud Storage and Cloud Logging that failed: which call, why, what to do."""

from typing import assert_never

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error
from services.vertex.failures import Cause


def failed(call: str, cause: Cause, detail: str) -> ErrorText:
    """Return the text of a failed call: a sentence on the call, one on the cause, and the hint."""
    return ErrorText(f"{call} {_reason(cause, detail)}", _hint(cause))


def _reason(cause: Cause, detail: str) -> str:
    match cause:
        case "not_signed_in":
            return _("The cloud doesn't accept the credentials.")
        case "no_answer":
            return _("The cloud didn't answer.")
        case "unreadable_answer":
            return _("The cloud's answer can't be read.")
        case _:
            return _("The cloud answered: {detail}", detail=detail)


def _hint(cause: Cause) -> str:
    match cause:
        case "not_signed_in":
            return _(
                "On Google Cloud, run “gcloud auth application-default login”. "
                "On the local cloud, try again in a moment."
            )
        case "not_permitted":
            return _("Ask for the role Vertex AI User on the project and for access to the bucket.")
        case "not_found":
            return _("It may have been deleted. Refresh the page.")
        case "conflict":
            return _("Refresh the page to see the current state.")
        case "changed_meanwhile":
            return _("Someone else changed it. Refresh the page and try again.")
        case "quota_exceeded":
            return _("Wait a minute and try again, or request a higher quota.")
        case "unsupported":
            return _("The local cloud doesn't support this call. Use Google Cloud for it.")
        case "refused":
            return _("Correct what the answer mentions and try again.")
        case "unavailable" | "no_answer" | "unreadable_answer":
            return _("The cloud can't be reached or is busy. Nothing was lost; try again in a moment.")
        case _:
            assert_never(cause)


@error
def bucket_not_opened(bucket: str, cause: Cause, detail: str) -> ErrorText:
    return failed(_("The bucket “{bucket}” couldn't be opened.", bucket=bucket), cause, detail)


@error
def object_not_read(uri: str, cause: Cause, detail: str) -> ErrorText:
    return failed(_("{uri} couldn't be read.", uri=uri), cause, detail)


@error
def object_not_stored(uri: str, cause: Cause, detail: str) -> ErrorText:
    return failed(_("{uri} couldn't be stored.", uri=uri), cause, detail)


@error
def objects_not_listed(uri: str, cause: Cause, detail: str) -> ErrorText:
    return failed(_("{uri} couldn't be listed.", uri=uri), cause, detail)


@error
def objects_not_deleted(uri: str, cause: Cause, detail: str) -> ErrorText:
    return failed(_("{uri} couldn't be deleted.", uri=uri), cause, detail)


@error
def upload_not_stored(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The upload couldn't be stored."), cause, detail)


@error
def upload_not_cancelled(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The upload couldn't be canceled."), cause, detail)


@error
def datasets_not_listed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The datasets couldn't be listed."), cause, detail)


@error
def dataset_not_opened(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The dataset couldn't be opened."), cause, detail)


@error
def dataset_not_created(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The dataset couldn't be created."), cause, detail)


@error
def dataset_not_renamed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The dataset couldn't be renamed."), cause, detail)


@error
def dataset_not_deleted(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The dataset couldn't be deleted."), cause, detail)


@error
def runs_not_listed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The training runs couldn't be listed."), cause, detail)


@error
def run_not_opened(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The training run couldn't be opened."), cause, detail)


@error
def run_not_launched(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The training run couldn't be launched."), cause, detail)


@error
def run_not_cancelled(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The training run couldn't be canceled."), cause, detail)


@error
def run_not_deleted(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The training run couldn't be deleted."), cause, detail)


@error
def log_not_read(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The log couldn't be read."), cause, detail)


@error
def models_not_listed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The models couldn't be listed."), cause, detail)


@error
def model_versions_not_listed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The model's versions couldn't be listed."), cause, detail)


@error
def model_not_opened(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The model couldn't be opened."), cause, detail)


@error
def model_not_deleted(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The model couldn't be deleted."), cause, detail)


@error
def model_version_not_deleted(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The model's version couldn't be deleted."), cause, detail)


@error
def default_version_not_changed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The model's default version couldn't be changed."), cause, detail)


@error
def endpoints_not_listed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The endpoints couldn't be listed."), cause, detail)


@error
def endpoint_not_opened(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The endpoint couldn't be opened."), cause, detail)


@error
def endpoint_not_created(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The endpoint couldn't be created."), cause, detail)


@error
def endpoint_not_deleted(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The endpoint couldn't be deleted."), cause, detail)


@error
def model_not_deployed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The model couldn't be deployed."), cause, detail)


@error
def model_not_undeployed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The model couldn't be undeployed."), cause, detail)


@error
def traffic_split_not_changed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The traffic split couldn't be changed."), cause, detail)


@error
def operations_not_listed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The endpoint's operations couldn't be listed."), cause, detail)


@error
def operation_not_read(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The state of the operation couldn't be read."), cause, detail)


@error
def prediction_failed(cause: Cause, detail: str) -> ErrorText:
    return failed(_("The prediction failed."), cause, detail)
