"""Texts of records of deletions: what was deleted or undeployed by whom and when, and what remains."""

from typing import assert_never

from services.text import formats
from services.text.i18n import _
from services.vertex.deletions import Deletion, Kind, Retained


def deletion_text(deletion: Deletion) -> str:
    """Return what was deleted, by whom and when, and what remains."""
    sentence = deleted_by(deletion) if deletion.by else deleted(deletion)
    return f"{sentence} {retained_text(deletion)}" if deletion.retained else sentence


def undeployment_text(deletion: Deletion) -> str:
    """Return which model was undeployed, by whom and when."""
    return deleted_by(deletion) if deletion.by else deleted(deletion)


def deleted_by(deletion: Deletion) -> str:
    """Return what a person deleted or undeployed, and when."""
    names = {"name": deletion.name, "who": deletion.by, "age": formats.ago(deletion.time)}
    match deletion.kind:
        case "dataset":
            return _("The dataset “{name}” was deleted by {who} {age}.", **names)
        case "model":
            return _("The model “{name}” was deleted by {who} {age}.", **names)
        case "version":
            return _("The version “{name}” was deleted by {who} {age}.", **names)
        case "run":
            return _("The run “{name}” was deleted by {who} {age}.", **names)
        case "endpoint":
            return _("The endpoint “{name}” was deleted by {who} {age}.", **names)
        case "deployment":
            return _("“{name}” was undeployed by {who} {age}.", **names)
        case _:
            assert_never(deletion.kind)


def deleted(deletion: Deletion) -> str:
    """Return what was deleted or undeployed and when, where nobody was signed in."""
    names = {"name": deletion.name, "age": formats.ago(deletion.time)}
    match deletion.kind:
        case "dataset":
            return _("The dataset “{name}” was deleted {age}.", **names)
        case "model":
            return _("The model “{name}” was deleted {age}.", **names)
        case "version":
            return _("The version “{name}” was deleted {age}.", **names)
        case "run":
            return _("The run “{name}” was deleted {age}.", **names)
        case "endpoint":
            return _("The endpoint “{name}” was deleted {age}.", **names)
        case "deployment":
            return _("“{name}” was undeployed {age}.", **names)
        case _:
            assert_never(deletion.kind)


def retained_text(deletion: Deletion) -> str:
    """Return what remains of a deleted thing."""
    return _("Kept: {things}.", things=", ".join(_retained(retained) for retained in deletion.retained))


def unknown_text(kind: Kind, id: str) -> str:
    """Return that a thing isn't there, where nothing else is known of it."""
    match kind:
        case "dataset":
            return _("There is no dataset with the id “{id}”. It may have been deleted elsewhere.", id=id)
        case "model":
            return _("There is no model with the id “{id}”. It may have been deleted elsewhere.", id=id)
        case "version":
            version = id.rpartition("@")[2]
            return _(
                "The model has no version “{version}”. It may have been deleted elsewhere.", version=version
            )
        case "run":
            return _("There is no run with the id “{id}”. It may have been deleted elsewhere.", id=id)
        case "endpoint" | "deployment":
            return _("There is no endpoint with the id “{id}”. It may have been deleted elsewhere.", id=id)
        case _:
            assert_never(kind)


def _retained(retained: Retained) -> str:
    match retained:
        case "table":
            return _("the table in its bucket")
        case "files":
            return _("the files in the bucket")
        case "runs":
            return _("training runs")
        case "models":
            return _("trained models")
        case "model":
            return _("the registered model")
        case "versions":
            return _("the other versions")
        case "endpoints":
            return _("endpoints")
        case "endpoint":
            return _("the endpoint")
        case _:
            assert_never(retained)
