"""Models are listed with what the app needs of them, without ever being loaded."""

import pytest

from services.data.models.contract import Contract
from services.errors import NotFound
from services.settings import Target
from services.vertex import models
from services.vertex.training import Run


def test_a_registered_model_is_listed_and_its_contract_is_read(here: Target, text_run: Run) -> None:
    model_id = text_run.model_id
    (listed,) = [model for model in models.list_models(here) if model.id == model_id]
    assert (listed.display_name, listed.algorithm) == ("Message sorter", "linear")
    assert listed.serving_image.endswith("sklearn-cpu.1-6:latest")
    contract = Contract.from_json(models.contract(here, listed))
    assert [field.name for field in contract.columns] == ["text"]
    first = models.get(here, f"{model_id}@1")
    assert (first.id, first.version) == (model_id, "1")


def test_a_model_that_is_not_there_is_said_to_be_missing(here: Target) -> None:
    with pytest.raises(NotFound, match="model_not_opened"):
        models.get(here, "404404404")
