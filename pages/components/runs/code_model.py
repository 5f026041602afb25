"""The choice of the model that a run of own code registers: a new one, a new version, or none."""

from dataclasses import dataclass

import streamlit as st

from components.shared import choice
from services import cache
from services.pricing import catalogue
from services.settings import Target
from services.text.i18n import _
from services.text.messages.titles import model_titles
from services.vertex.models import Model

NEW_MODEL, NO_MODEL = "new", "none"


@dataclass(frozen=True)
class CodeModel:
    """The image that serves the model, empty where none is registered, and the model it is a version of."""

    serving_image: str = ""
    parent: Model | None = None


def choose(target: Target) -> CodeModel:
    """Show the choice and, where a model is registered, its serving image."""
    models = {model.name: model for model in cache.models(target) if model.is_own_code}
    titles = model_titles(models.values())
    labels = choice.distinct({name: titles[model.id] for name, model in models.items()})

    def title(name: str) -> str:
        if name in models:
            return _("New version of “{name}”", name=labels[name])
        return _("New model") if name == NEW_MODEL else _("No model")

    chosen = st.selectbox(
        _("Register as"), [NEW_MODEL, NO_MODEL, *models], format_func=title, key="code_registers"
    )
    if chosen == NO_MODEL:
        return CodeModel()
    st.session_state.setdefault("serving_image", catalogue().serving_image)
    image = st.text_input(
        _("Serving image"),
        key="serving_image",
        persist_state="session",
        help=_("The image that answers predictions with what the code wrote to AIP_MODEL_DIR."),
    )
    return CodeModel(str(image).strip(), models.get(chosen))
