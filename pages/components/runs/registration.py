"""The choice of the model that a run registers, as a new one or as the next version of another."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import streamlit as st

from components.shared import choice
from components.shared.acknowledge import acknowledge
from services import cache
from services.data.models.objective import Objective
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.titles import model_titles, run_name, version_mix_text
from services.vertex.datasets import Dataset
from services.vertex.models import Model
from services.vertex.training import Run

NEW_MODEL = ""
_READ = 5  # models that don't say what they predict, whose contracts are read


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
    models = {
        model.name: model for model in cache.models(target) if model.algorithm and not model.is_own_code
    }
    names = _names(target)
    proposed = _proposal(models.values(), objective, names, lambda model: cache.objective(target, model))
    default = proposed.name if proposed else NEW_MODEL
    titles = model_titles(models.values())
    labels = choice.distinct({name: titles[model.id] for name, model in models.items()})
    # A key with the proposal, so that a new one shows where an earlier default stood.
    key = f"parent_model_{dataset.id}_{objective.task}_{objective.column}_{default.rpartition('/')[2]}"
    options = [NEW_MODEL, *models]
    name = st.selectbox(
        _("Register as"),
        options,
        index=options.index(default),
        format_func=lambda name: _("New version of “{name}”", name=labels[name]) if name else _("New model"),
        key=key,
    )
    parent = models.get(name)
    if parent is None:
        if proposed is None:
            _hint_at_first_run(cache.runs(target), objective)
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


def _hint_at_first_run(runs: Iterable[Run], objective: Objective) -> None:
    """Say that a run under way will register the model that this one could become a version of."""
    first = next(
        (
            run
            for run in runs
            if not run.has_ended
            and run.objective
            and run.objective.dataset == objective.dataset
            and run.objective.predicts_same(objective)
        ),
        None,
    )
    if first is not None:
        with st.container(key="first_run_under_way"):
            st.caption(
                _(
                    "“{name}” is learning the same target and will register a new model. To make this run "
                    "the next version of that model, launch it once “{name}” has ended.",
                    name=escape(run_name(first)),
                )
            )


def _names(target: Target) -> dict[str, str]:
    """Return the names of the datasets by id; all versions of one share theirs."""
    return {dataset.id: dataset.display_name for dataset in cache.datasets(target)}


def _proposal(
    models: Iterable[Model],
    objective: Objective,
    names: dict[str, str],
    read: Callable[[Model], Objective | None],
) -> Model | None:
    """Return the newest model that learned the same target from a version of the same dataset.

    `read` returns the objective of a model whose description has none.
    """
    unread = _READ
    for model in sorted(models, key=lambda model: model.created, reverse=True):
        known = model.objective
        # A dataset that was renamed since is found by its id, one that was deleted by the name it had.
        if names.get(model.dataset_id, known.dataset if known else None) != objective.dataset:
            continue
        if known is None and unread:
            unread -= 1
            known = read(model)
        if known and known.predicts_same(objective):
            return model
    return None
