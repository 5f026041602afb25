"""The caching room: each read with its lifetime, each mutation beside what it invalidates.

What is named by its content, or has ended, never changes and is kept by number; what others may
change is kept for seconds, so that many sessions share one call.
"""

import time

import streamlit as st

from services import arrival, intake, leftovers, sources, storing
from services.background import background
from services.data import samples
from services.data.comparison import Comparison, compare
from services.data.contract import Contract
from services.data.dialect import Given
from services.data.evaluation import Evaluation
from services.data.links import Link
from services.data.links import links as find_links
from services.data.profile import Profile
from services.data.reading import Reading, read_csv
from services.data.recipe import Recipe
from services.data.repairs import Repair
from services.data.samples import Sample
from services.data.spool import Spool
from services.errors import LaunchpadError, NotFound
from services.settings import Target
from services.sources import Source
from services.uploads import uploads
from services.vertex import datasets as vertex_datasets
from services.vertex import dependents as vertex_dependents
from services.vertex import endpoints as vertex_endpoints
from services.vertex import logs as vertex_logs
from services.vertex import models as vertex_models
from services.vertex import objects
from services.vertex import operations as vertex_operations
from services.vertex import training as vertex_training
from services.vertex.datasets import Dataset
from services.vertex.dependents import Dependents
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.logs import LogLine
from services.vertex.models import Model
from services.vertex.operations import Operation
from services.vertex.training import Run, TrainingRequest


@st.cache_data(ttl=15, max_entries=16, show_spinner=False)
def datasets(target: Target) -> tuple[Dataset, ...]:
    """Return all datasets, newest first."""
    return vertex_datasets.listing(target)


@st.cache_data(max_entries=64, show_spinner=False)
def profile(target: Target, folder: str) -> Profile:
    """Return the stored profile of the table in a folder; named by content, so it never changes."""
    return Profile.from_json(objects.read(target, f"{folder}/profile.json").decode())


@st.cache_data(max_entries=32, show_spinner=False)
def preview(target: Target, folder: str) -> bytes:
    """Return the first rows of the table in a folder, as CSV; named by content, so it never changes."""
    return objects.read(target, f"{folder}/preview.csv")


@st.cache_data(ttl=15, max_entries=64, show_spinner=False)
def recipe(target: Target, folder: str) -> Recipe:
    """Return the stored recipe of the table in a folder."""
    return Recipe.from_json(objects.read(target, f"{folder}/recipe.json").decode())


@st.cache_data(ttl=2, max_entries=16, show_spinner=False)
def dependents(target: Target, dataset: Dataset) -> Dependents:
    """Return what depends on a dataset, asked before it is deleted."""
    return vertex_dependents.of(target, dataset)


@st.cache_data(max_entries=64, show_spinner=False)
def comparison(target: Target, before: str, after: str) -> Comparison:
    """Return what changed from the table in one folder to that in another; named by their contents."""
    return compare(profile(target, before), profile(target, after))


@st.cache_data(max_entries=64, show_spinner=False)
def repairs(target: Target, folder: str) -> tuple[Repair, ...]:
    """Return what reading mended in the table in a folder; named by content, so it never changes."""
    return intake.repairs(objects.read(target, f"{folder}/reading.json"))


@st.cache_data(max_entries=64, show_spinner=False)
def links(target: Target, folder: str, column: str) -> tuple[Link, ...]:
    """Return how much each column of the table in a folder tells of one; the content never changes.

    It reads the whole table, so call it in the background.
    """
    spool = Spool()
    objects.download(target, f"{folder}/table.csv", spool.folder / "table.csv")
    described = profile(target, folder)
    table = intake.table(spool, described, objects.read(target, f"{folder}/reading.json"))
    return find_links(table, described, column)


@st.cache_data(ttl=5, max_entries=64, show_spinner=False)
def source(target: Target, address: str) -> Source:
    """Return the objects that a gs:// address names."""
    return sources.find(target, address)


def read_again(target: Target, brought: Source, given: Given) -> None:
    """Forget how the reading of a source ended, so that it is tried anew."""
    arrival.forget(target, brought, given)
    source.clear(target, brought.address)


@st.cache_data(ttl=3, max_entries=16, show_spinner=False)
def runs(target: Target) -> tuple[Run, ...]:
    """Return this app's training runs, newest first."""
    return vertex_training.listing(target)


@st.cache_data(ttl=1, max_entries=64, show_spinner=False)
def run(target: Target, run_id: str) -> Run:
    """Return one training run."""
    return vertex_training.get(target, run_id)


@st.cache_data(ttl=1, max_entries=64, show_spinner=False)
def job_log(target: Target, run: Run) -> tuple[LogLine, ...]:
    """Return a run's last log lines, oldest first."""
    return vertex_logs.of_job(target, run.job_id, run.created)


@st.cache_data(ttl=5, max_entries=32, show_spinner=False)
def endpoint_log(target: Target, endpoint: Endpoint) -> tuple[LogLine, ...]:
    """Return the last log lines of an endpoint's serving processes, oldest first."""
    return vertex_logs.of_endpoint(target, endpoint.id, endpoint.created)


@st.cache_data(max_entries=256, show_spinner=False)
def evaluation(target: Target, model_uri: str) -> Evaluation:
    """Return the scores that an ended run wrote beside its model."""
    return Evaluation.from_json(vertex_models.evaluation(target, model_uri))


@st.cache_data(ttl=3, max_entries=16, show_spinner=False)
def models(target: Target) -> tuple[Model, ...]:
    """Return the default version of each model, newest first."""
    return vertex_models.listing(target)


@st.cache_data(ttl=3, max_entries=64, show_spinner=False)
def model_versions(target: Target, model_id: str) -> tuple[Model, ...]:
    """Return all versions of a model, newest first."""
    return vertex_models.versions(target, model_id)


@st.cache_data(ttl=60, max_entries=128, show_spinner=False)
def model(target: Target, model_id: str) -> Model:
    """Return one model by `id@version`."""
    return vertex_models.get(target, model_id)


@st.cache_data(max_entries=128, show_spinner=False)
def contract(target: Target, model: Model) -> Contract | None:
    """Return the contract of a model version, or None for a model made elsewhere; it never changes."""
    try:
        return Contract.from_json(vertex_models.contract(target, model))
    except NotFound:
        return None


@st.cache_data(ttl=3, max_entries=16, show_spinner=False)
def endpoints(target: Target) -> tuple[Endpoint, ...]:
    """Return all endpoints, newest first."""
    return vertex_endpoints.listing(target)


@st.cache_data(ttl=1, max_entries=64, show_spinner=False)
def operation(target: Target, name: str) -> Operation | None:
    """Return the present state of an operation, or None where it isn't known any more."""
    try:
        return vertex_operations.get(target, name)
    except NotFound:
        return None


@st.cache_data(ttl=2, max_entries=64, show_spinner=False)
def running_operations(target: Target, resource: str) -> tuple[Operation, ...]:
    """Return the unfinished operations on a resource."""
    return vertex_operations.running(target, resource)


def begin_upload(target: Target, name: str, size: int) -> str:
    """Return the token with which a file may be sent; once an hour, what was left behind goes."""
    token = uploads.begin(target, name, size)
    background.start(f"leftovers {target} {int(time.time() // 3600)}", leftovers.clear, target)
    return token


def store_dataset(
    target: Target,
    display_name: str,
    read: Reading,
    to_predict: str | None = None,
    raw: bytes | None = None,
    brought: Source | None = None,
    by: str = "",
) -> Dataset:
    """Store and register a table; `by` is who does (see storing.store)."""
    dataset = storing.store(target, display_name, read, to_predict, raw, brought, by)
    datasets.clear(target)
    return dataset


def store_sample(target: Target, sample: Sample, by: str = "") -> Dataset:
    """Store and register a sample table."""
    _name, content = samples.load(sample.key)
    return store_dataset(target, sample.title, read_csv(content), sample.target, content, by=by)


def rename_dataset(target: Target, dataset: Dataset, display_name: str) -> tuple[Dataset, ...]:
    """Give all versions of a dataset another name."""
    try:
        return vertex_datasets.rename(target, dataset, display_name)
    finally:
        datasets.clear(target)


def delete_dataset(target: Target, dataset: Dataset) -> None:
    """Delete a dataset with its files."""
    vertex_datasets.delete(target, dataset)
    datasets.clear(target)
    preview.clear(target, dataset.folder)
    profile.clear(target, dataset.folder)
    repairs.clear(target, dataset.folder)
    recipe.clear(target, dataset.folder)


def save_recipe(target: Target, folder: str, saved: Recipe) -> Recipe:
    """Store a table's recipe and return it."""
    objects.write(target, f"{folder}/recipe.json", saved.to_json().encode(), "application/json")
    recipe.clear(target, folder)
    return saved


def launch(target: Target, request: TrainingRequest) -> Run:
    """Start a training run."""
    launched = vertex_training.launch(target, request)
    runs.clear(target)
    return launched


def cancel_run(target: Target, stopped: Run) -> None:
    """Ask the cloud to stop a run."""
    vertex_training.cancel(target, stopped)
    runs.clear(target)
    run.clear(target, stopped.id)


def delete_run(target: Target, ended: Run) -> None:
    """Delete an ended run's record."""
    vertex_training.delete(target, ended)
    runs.clear(target)
    run.clear(target, ended.id)


def run_ended(target: Target) -> None:
    """Forget the runs and models, once a run that was watched has ended."""
    runs.clear(target)
    models.clear(target)


def delete_model(target: Target, deleted: Model) -> None:
    """Delete a model with all its versions."""
    vertex_models.delete(target, deleted)
    models.clear(target)
    model_versions.clear(target, deleted.id)


def create_and_deploy(
    target: Target, display_name: str, deployment: Deployment
) -> tuple[Endpoint, Operation]:
    """Make an endpoint and start to put a model online behind it; none is left where that is refused."""
    created = vertex_endpoints.create(target, display_name)
    try:
        return deploy(target, created, deployment)
    except LaunchpadError:
        vertex_endpoints.delete(target, created)
        raise
    finally:
        endpoints.clear(target)


def deploy(target: Target, endpoint: Endpoint, deployment: Deployment) -> tuple[Endpoint, Operation]:
    """Start to put a model online behind an endpoint that is there."""
    started = vertex_endpoints.deploy(target, endpoint, deployment)
    endpoint_changed(target, endpoint)
    return endpoint, started


def undeploy(target: Target, endpoint: Endpoint, deployed_id: str) -> Operation:
    """Start to take a model offline."""
    started = vertex_endpoints.undeploy(target, endpoint, deployed_id)
    endpoint_changed(target, endpoint)
    return started


def set_traffic(target: Target, endpoint: Endpoint, split: dict[str, int]) -> Endpoint:
    """Change the shares of the models behind an endpoint."""
    changed = vertex_endpoints.set_traffic(target, endpoint, split)
    endpoint_changed(target, endpoint)
    return changed


def delete_endpoint(target: Target, endpoint: Endpoint) -> None:
    """Delete an endpoint without models."""
    vertex_endpoints.delete(target, endpoint)
    endpoint_changed(target, endpoint)


def endpoint_changed(target: Target, endpoint: Endpoint) -> None:
    """Forget the endpoints and what runs on this one, once something there has begun or ended."""
    endpoints.clear(target)
    running_operations.clear(target, endpoint.name)
