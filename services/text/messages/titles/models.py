"""Titles of models, of their versions, and of endpoints by the models that they serve."""

from collections.abc import Iterable

from services.text import formats
from services.text.messages.algorithms import algorithm_title
from services.text.messages.metrics import score_text
from services.text.messages.titles.parts import (
    SEPARATOR,
    dataset_part,
    different,
    joined,
    moment_part,
    target_part,
)
from services.vertex.endpoints import DeployedModel, Endpoint
from services.vertex.models import Model


def model_title(model: Model) -> str:
    """Return the title of a model in a list, by its default version."""
    return joined(model.display_name, _facts(model, model.display_name), formats.ago(model.created))


def model_titles(models: Iterable[Model]) -> dict[str, str]:
    """Return the titles of models by id; equal ones differ by the dataset or by the moment."""
    by_id = {model.id: model for model in models}
    return _different({id: model_title(model) for id, model in by_id.items()}, by_id)


def version_title(model: Model) -> str:
    """Return the title of a version in the list of its model's."""
    return joined(f"v{model.version}", _facts(model), formats.ago(model.created))


def version_titles(versions: Iterable[Model]) -> dict[str, str]:
    """Return the titles of a model's versions by number."""
    return {version.version: version_title(version) for version in versions}


def deployed_title(deployed: DeployedModel, model: Model | None) -> str:
    """Return the title of a deployed model; `model` is its version, None if it is unknown."""
    if model is None:
        return deployed.display_name
    return joined(model.title, _facts(model, model.display_name))


def endpoint_title(endpoint: Endpoint, model: Model | None) -> str:
    """Return the title of an endpoint with the model that gets most requests, which may be unknown."""
    if not endpoint.deployed:
        return endpoint.display_name
    served = deployed_title(endpoint.deployed[0], model)
    # An endpoint has its model's name unless it was given another one.
    is_named_alike = served.startswith(f"{endpoint.display_name}{SEPARATOR}")
    return served if is_named_alike else joined(endpoint.display_name, served)


def _facts(model: Model, name: str = "") -> str:
    """Return the target that a name doesn't say, the algorithm and the score."""
    algorithm = algorithm_title(model.algorithm) if model.algorithm else ""
    score = score_text(model.score) if model.score else ""
    return joined(target_part(name, model.objective), algorithm, score)


def _different(titles: dict[str, str], by_id: dict[str, Model]) -> dict[str, str]:
    return different(
        titles,
        lambda id: dataset_part(by_id[id].objective),
        lambda id: moment_part(by_id[id].created),
    )
