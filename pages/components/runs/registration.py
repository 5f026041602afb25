"""The choice of the model that a run registers, as a new one or as the next version of another."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from components.shared import choice
from components.shared.acknowledge import acknowledge
from services import cache
from services.data.models.objective import Objective
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.titles import model_titles, version_mix_text
from services.vertex.datasets import Dataset
from services.vertex.models import Model

NEW_MODEL = ""


@dataclass(frozen=True)
class Registration:
    """The model whose next version a run registers, None for a new model.

    `allow_other_target` says that the reader confirmed another target, and `barrier` what is to be confirmed.
    """

    parent: Model | None = None
    allow_other_target: bool = False
    barrier: str = ""


def choose(target: Target, dataset: Dataset, objective: Objective) -> Registration:
    """Show the choice, by default a new version where the same dataset and target were trained before."""
    models = {model.name: model for model in cache.models(target) if model.algorithm}
    proposed = _proposal(models.values(), objective, _names(target))
    default = proposed.name if proposed else NEW_MODEL
    titles = model_titles(models.values())
    names = choice.distinct({name: titles[model.id] for name, model in models.items()})
    # A key with the proposal, so that a new one shows where an earlier default stood.
    key = f"parent_model_{dataset.id}_{objective.task}_{objective.column}_{default.rpartition('/')[2]}"
    options = [NEW_MODEL, *models]
    name = st.selectbox(
        _("Register as"),
        options,
        index=options.index(default),
        format_func=lambda name: _("New version of “{name}”", name=names[name]) if name else _("New model"),
        key=key,
    )
    parent = models.get(name)
    if parent is None:
        return Registration()
    if parent is proposed:
        with st.container(key="version_proposed"):
            st.caption(
                _(
                    "Proposed because “{name}” learned the same target from the same dataset.",
                    name=escape(parent.display_name),
                )
            )
    existing = cache.objective(target, parent)
    if existing is None or existing.predicts_same(objective):
        return Registration(parent)
    confirmed = acknowledge(
        version_mix_text(parent.display_name, existing, objective),
        _("Register it as a version of this model anyway"),
        f"other_target_{parent.id}_{dataset.id}_{objective.column}",
    )
    barrier = "" if confirmed else _("Confirm the other target, or register a new model.")
    return Registration(parent, confirmed, barrier)


def _names(target: Target) -> dict[str, str]:
    """Return the names of the datasets by id; all versions of one share theirs."""
    return {dataset.id: dataset.display_name for dataset in cache.datasets(target)}


def _proposal(models: Iterable[Model], objective: Objective, names: dict[str, str]) -> Model | None:
    """Return the newest model that learned the same target from a version of the same dataset."""
    alike = [
        model
        for model in models
        if model.objective
        and model.objective.predicts_same(objective)
        # A dataset that was renamed since is found by its id, one that was deleted by the name it had.
        and names.get(model.dataset_id, model.objective.dataset) == objective.dataset
    ]
    return max(alike, key=lambda model: model.created, default=None)
