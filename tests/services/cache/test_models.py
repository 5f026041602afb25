"""Models are cached for seconds, their contracts for good."""

from services import cache
from services.settings import Target
from services.vertex.training import Run


def test_a_model_its_versions_and_its_contract_are_those_of_its_run(here: Target, text_run: Run) -> None:
    model = cache.model(here, f"{text_run.model_id}@{text_run.model_version}")
    assert model.id in {each.id for each in cache.models(here)}
    assert model in cache.model_versions(here, model.id)
    contract = cache.contract(here, model)
    assert contract is not None
    assert contract.target == "label"
