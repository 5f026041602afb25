"""What a failed call to Vertex AI, Cloud Storage or Cloud Logging says besides which call it is.

That is the cause, the cloud's own sentence, what to do, and the buttons.
"""

from typing import assert_never

from services.text.i18n import N_, _
from services.text.messages.errors.actions import call_actions
from services.text.messages.errors.registry import ErrorText
from services.vertex.failures import Cause

_CAUSES: dict[Cause, str] = {
    "not_signed_in": N_("The cloud doesn't accept the credentials."),
    "not_permitted": N_("The app's account isn't allowed to do this."),
    "not_found": N_("It doesn't exist, or no longer."),
    "conflict": N_("Its present state doesn't allow it."),
    "changed_meanwhile": N_("Someone else changed it in the meantime."),
    "quota_exceeded": N_("A quota of the project is used up."),
    "unsupported": N_("The local cloud doesn't do this."),
    "refused": N_("The cloud refused it."),
    "unavailable": N_("The cloud is busy or out of order."),
    "no_answer": N_("The cloud didn't answer."),
    "unreadable_answer": N_("The cloud's answer can't be read."),
}
# What another command or program would make a second time; the button has the nonce of the first.
_CREATIONS = frozenset({"endpoint_not_created", "model_not_deployed", "run_not_launched"})
_TWICE = N_("Wait a moment and try again. Doing this twice does no harm.")
_ONCE = N_("The app didn't find it anywhere. “Try again” looks for it once more, and makes no second one.")
_REFUSED: dict[str, str] = {
    "dataset_not_created": N_("Give it another name, of 1 to 128 characters, and store it again."),
    "dataset_not_renamed": N_("Give it another name, of 1 to 128 characters."),
    "run_not_launched": N_("Choose another machine or another name in the form, and launch it again."),
    "run_not_cancelled": N_("It may have ended by now. Reload the page to see its state."),
    "run_not_deleted": N_("Cancel it first, and delete it once it has ended."),
    "model_not_deleted": N_("Undeploy all its versions first: the endpoints below list them."),
    "model_version_not_deleted": N_("Undeploy it first. The only version goes with its model alone."),
    "endpoint_not_created": N_("Give the endpoint another name, of 1 to 128 characters, and deploy again."),
    "endpoint_not_deleted": N_("Undeploy its models first, and wait until that has ended."),
    "model_not_deployed": N_("Choose another machine type or another version in the form, and deploy again."),
    "model_not_undeployed": N_("It may be undeployed by now. Reload the page to see the endpoint's models."),
    "traffic_split_not_changed": N_(
        "Reload the page, and give each model that is deployed now a share; all shares add up to 100%."
    ),
    "prediction_failed": N_("Correct the field in the input row, or leave it empty, and predict again."),
}


def failed(code: str, call: str, cause: Cause, detail: str) -> ErrorText:
    """Return the text of a failed call, of which `call` says what didn't happen."""
    return ErrorText(f"{call} {_reason(cause, detail)}", _hint(code, cause), call_actions(code, cause))


def _reason(cause: Cause, detail: str) -> str:
    reason = _(_CAUSES[cause])
    if not detail or cause in ("not_signed_in", "no_answer", "unreadable_answer"):
        return reason
    quoted = _("The cloud says: “{detail}”", detail=detail)
    return f"{reason} {quoted}"


def _hint(code: str, cause: Cause) -> str:
    match cause:
        case "not_signed_in":
            return _(
                "On Google Cloud, run “gcloud auth application-default login” and restart the app. "
                "On the local cloud, try again in a moment."
            )
        case "not_permitted":
            return _(
                "Ask an owner of the project to give the app's account the role Vertex AI User, "
                "and Storage Object Admin on the bucket."
            )
        case "not_found":
            return _("Someone may have deleted it. Choose another one from the list.")
        case "conflict":
            return _("Nothing was changed. See what state it is in, and wait until other changes to it end.")
        case "changed_meanwhile":
            return _("Nothing was changed. See what it is like now, then make your change again.")
        case "quota_exceeded":
            return _("Nothing was changed. Wait a minute and try again, or ask Google for a higher quota.")
        case "unsupported":
            return _("Start the app with LAUNCHPAD_TARGET=cloud to do this on Google Cloud.")
        case "refused":
            reload = N_("Reload the page. If this happens again, show the message to the project's owner.")
            return _(_REFUSED.get(code, reload))
        case "unavailable" | "no_answer" | "unreadable_answer":
            return _(_ONCE if code in _CREATIONS else _TWICE)
        case _:
            assert_never(cause)
