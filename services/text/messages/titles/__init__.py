"""Titles of runs, models, versions and endpoints: what it predicts, by which algorithm, how well, how old."""

from services.text.messages.titles.models import (
    deployed_title,
    endpoint_title,
    model_title,
    model_titles,
    version_title,
    version_titles,
)
from services.text.messages.titles.objectives import (
    endpoint_mix_text,
    objective_text,
    proposed_name,
    version_mix_text,
)
from services.text.messages.titles.runs import run_name, run_title, run_titles

__all__ = [
    "deployed_title",
    "endpoint_mix_text",
    "endpoint_title",
    "model_title",
    "model_titles",
    "objective_text",
    "proposed_name",
    "run_name",
    "run_title",
    "run_titles",
    "version_mix_text",
    "version_title",
    "version_titles",
]
