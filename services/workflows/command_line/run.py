"""From a file to an answer, by the workflows that the pages use."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from services.data.associations.associations import Association, measure_associations
from services.data.findings import Finding, findings
from services.data.inspection.inspect import Inspection, inspect
from services.data.models.contract import Contract
from services.data.models.evaluation import Evaluation
from services.data.profile import Profile
from services.data.reading.files.names import safe_name, table_name
from services.data.reading.read import Reading
from services.data.recipe.algorithms import BALANCED
from services.data.recipe.recipe import Recipe, propose
from services.errors import InvalidInput, LaunchpadError, NotFound
from services.ingest import tombstones
from services.ingest.tombstones import Tombstone
from services.pricing import catalogue
from services.settings import Target, read_target
from services.vertex import models
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Deployment
from services.vertex.models import Model
from services.vertex.training import Run, TrainingRequest
from services.workflows import datasets, deployment, predictions, training
from services.workflows.command_line import stages
from services.workflows.command_line.cloud import cloud_of
from services.workflows.command_line.fixes import apply_fixes, contradicting
from services.workflows.command_line.options import Options, parse_split
from services.workflows.command_line.rows import Rows, instances, read_rows
from services.workflows.command_line.stages import Stage
from services.workflows.run_failures import run_failure


def run(options: Options, environment: Mapping[str, str]) -> Generator[Stage]:
    """Yield each stage once it is over, on the cloud that the environment names.

    Nothing is trained without a chosen target. What goes wrong is the last stage.
    """
    inspection = inspect(options.file)
    yield stages.Read(inspection)
    launched = False
    try:
        asked = _asked(options, inspection)
        target = read_target({**environment, **_state_dir(options)})
        with cloud_of(target):
            for stage in _answer(target, asked):
                launched = launched or isinstance(stage, stages.Launched)
                yield stage
    except LaunchpadError as error:
        if launched:
            yield stages.Failed(error)
        else:
            yield stages.Refused(error, () if options.target else inspection.targets)


@dataclass(frozen=True)
class _Asked:
    """A table that was read, its column to predict, and the rows to predict once there is a model."""

    options: Options
    reading: Reading
    profile: Profile
    column: str
    rows: Rows | None

    @property
    def name(self) -> str:
        """The name of the table, the run and the model."""
        return table_name(safe_name(Path(self.options.file).name))

    @cached_property
    def associations(self) -> tuple[Association, ...]:
        """How well each column predicts the target."""
        return measure_associations(self.reading.table, self.profile, self.column)

    def findings(self, recipe: Recipe) -> tuple[Finding, ...]:
        """Return the findings about the table and a recipe."""
        return findings(self.profile, recipe, self.associations, self.reading.repairs)

    def recipe(self) -> Recipe:
        """Return the proposed recipe with the task and the split that were asked for."""
        recipe = propose(self.profile, self.column, self.reading.table.numbers)
        split = (
            parse_split(self.options.split, self.reading.table.names) if self.options.split else recipe.split
        )
        return replace(recipe, task=self.options.task or recipe.task, split=split)


def _asked(options: Options, inspection: Inspection) -> _Asked:
    """Return what was asked for; raises what forbids it before a cloud is needed."""
    reading, profile = inspection.reading, inspection.profile
    if reading is None or profile is None:
        raise inspection.error or InvalidInput("inspected_file_missing")
    if options.target is None:
        raise InvalidInput("no_target_chosen")
    profile.column(options.target)
    rows = read_rows(options.rows) if options.rows else None
    return _Asked(options, reading, profile, options.target, rows)


def _state_dir(options: Options) -> dict[str, str]:
    return {"LAUNCHPAD_STATE_DIR": str(options.state_dir)} if options.state_dir else {}


def _answer(target: Target, asked: _Asked) -> Iterator[Stage]:
    left = _left(target)
    if left:
        yield stages.Left(left)
    started = yield from _launched(target, asked)
    ended = training.wait(target, started)
    yield stages.Ended(ended, run_failure(target, ended) if ended.state == "failed" else None)
    if ended.state != "succeeded":
        return
    yield stages.Evaluated(Evaluation.from_json(models.evaluation(target, ended.model_uri)))
    model = models.get(target, f"{ended.model_id}@{ended.model_version}")
    yield stages.Registered(model)
    if asked.options.deploy or asked.rows:
        yield from _served(target, asked, model)


def _left(target: Target) -> tuple[Tombstone, ...]:
    """Return the deleted datasets whose files can't be deleted now."""
    try:
        return tombstones.clear(target, datetime.now(UTC))
    except NotFound:
        return ()  # there is no bucket, as storing the table says


def _launched(target: Target, asked: _Asked) -> Generator[Stage, None, Run]:
    options = asked.options
    dataset = datasets.store_table(
        target, asked.name, asked.reading, asked.column, Path(options.file), profile=asked.profile
    )
    recipe, applied = asked.recipe(), frozenset[str]()
    proposed = asked.findings(recipe)
    if options.apply_fixes:
        excluded = contradicting(task=options.task is not None, split=options.split is not None)
        recipe, applied = apply_fixes(recipe, asked.findings, excluded, options.confirmed)
    yield stages.Found(proposed, applied)
    yield stages.Planned(datasets.save_recipe(target, dataset.folder, recipe))
    started = training.launch(
        target,
        _request(asked, dataset, recipe),
        options.confirmed,
        profile=lambda *_folder: asked.profile,
        associations=lambda *_column: asked.associations,
    )
    yield stages.Launched(started)
    return started


def _request(asked: _Asked, dataset: Dataset, recipe: Recipe) -> TrainingRequest:
    prices = catalogue()
    return TrainingRequest(
        display_name=asked.name,
        model_name=asked.name,
        dataset_id=dataset.id,
        table_uri=dataset.uri,
        recipe=recipe,
        algorithm=asked.options.algorithm,
        parameters={BALANCED: True} if asked.options.balanced else {},
        machine_type=prices.training_machines[0].type,
        training_image=prices.training_image,
        serving_image=prices.serving_image,
        dataset_name=dataset.display_name,
        dataset_version=dataset.version,
    )


def _served(target: Target, asked: _Asked, model: Model) -> Iterator[Stage]:
    machine = catalogue().machines[0].type
    deployed = Deployment(f"{model.id}@{model.version}", model.title, machine)
    created, operation = deployment.deploy_to_new_endpoint(target, model.display_name, deployed)
    endpoint = deployment.wait(target, created, operation)
    yield stages.Deployed(endpoint)
    if asked.rows is None:
        return
    contract = Contract.from_json(models.contract(target, model))
    rows = instances(asked.rows, contract, asked.reading, asked.profile)
    yield stages.Predicted(predictions.predict_rows(target, endpoint, contract, rows))
