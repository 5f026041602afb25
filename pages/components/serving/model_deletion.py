"""The buttons that delete a model or one of its versions, or lead to the endpoints that serve it."""

from collections.abc import Sequence

import streamlit as st

from components.background import confirm
from components.background.form import Form
from components.serving import deployed_dialog
from components.shared import user
from services import cache
from services.settings import Target
from services.text.i18n import _
from services.text.messages.serving import model_deleted, version_deleted, version_loss
from services.vertex.endpoints import Endpoint, where_deployed
from services.vertex.models import Model
from services.workflows.deletion import Deleted

DELETE = Form[Deleted[Model]]("delete_model", "calling_cloud")
DELETE_VERSION = Form[Deleted[Model]]("delete_version", "calling_cloud")


def button(target: Target, model: Model, endpoints: tuple[Endpoint, ...]) -> None:
    """Show the button; where a version is deployed, its dialog leads to the endpoints instead."""
    online = where_deployed(endpoints, model.id)
    by = user.email()
    if not online:
        confirm.button(
            _("Delete"),
            _("Delete the model “{name}”?", name=model.display_name),
            _("This deletes all its versions for everyone. Its runs and its files in the bucket stay."),
            lambda: DELETE.about(model.id).submit(cache.delete_model, target, model, by),
            key="delete_model",
            disabled=DELETE.about(model.id).is_running(),
            about=model.id,
            name=model.display_name,
        )
    elif st.button(_("Delete"), icon=":material/delete:", key="delete_model"):
        reason = _("A model that is deployed can't be deleted. Undeploy it first:")
        deployed_dialog.open_on(model.display_name, reason, online)


def version_button(
    target: Target, version: Model, versions: Sequence[Model], endpoints: tuple[Endpoint, ...]
) -> None:
    """Show the button for one of several versions; its dialog leads to the endpoints that serve it."""
    if len(versions) < 2:
        return
    label = _("Delete v{version}", version=version.version)
    online = where_deployed(endpoints, version.id, version.version)
    form = DELETE_VERSION.about(f"{version.id}_{version.version}")
    by = user.email()
    if not online:
        confirm.button(
            label,
            _("Delete “{name}”?", name=version.title),
            version_loss(version, versions),
            lambda: form.submit(cache.delete_version, target, version, by),
            key="delete_version",
            disabled=form.is_running(),
            about=f"{version.id}@{version.version}",
        )
    elif st.button(label, icon=":material/delete:", key="delete_version"):
        reason = _("A version that is deployed can't be deleted. Undeploy it first:")
        deployed_dialog.open_on(version.title, reason, online)


def outcome() -> None:
    """Show that a model or a version was deleted; until then the progress or the error."""
    for model in DELETE.results():
        confirm.done(model_deleted(model.thing), "model", model.thing.id, model.unrecorded)
    for version in DELETE_VERSION.results():
        confirm.done(version_deleted(version.thing), "version", version.thing.version, version.unrecorded)
