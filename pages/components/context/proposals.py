"""What a page opens where nothing of a kind is open: what belongs to what is."""

from collections.abc import Iterable

from components.context import session
from services.vertex.endpoints import Endpoint
from services.vertex.training import Run


def dataset(runs: Iterable[Run]) -> str:
    """Return the id of the open run's dataset, empty without a run."""
    return next((run.dataset_id for run in runs if run.id == session.current().run), "")


def run(runs: Iterable[Run]) -> str:
    """Return the id of the run that registered the open model, or else of the open dataset's newest run."""
    context = session.current()
    for_model = (run.id for run in runs if context.model and run.model_id == context.model)
    for_dataset = (run.id for run in runs if context.dataset and run.dataset_id == context.dataset)
    return next(for_model, "") or next(for_dataset, "")


def endpoint(endpoints: Iterable[Endpoint]) -> str:
    """Return the id of the endpoint that serves the open version, or else another one of its model."""
    context = session.current()
    serving = [
        (deployed.version == context.version, endpoint.id)
        for endpoint in endpoints
        for deployed in endpoint.deployed
        if context.model and deployed.model_id == context.model
    ]
    return max(serving, key=lambda match: match[0])[1] if serving else ""
