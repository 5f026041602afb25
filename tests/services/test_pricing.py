"""The catalogue file is read whole, and a broken one is named."""

import json
from pathlib import Path

import pytest

from services import pricing as module
from services.errors import NotConfigured


def test_the_shipped_catalogue_names_the_newest_prebuilt_images_and_priced_machines() -> None:
    catalogue = module.catalogue()
    assert catalogue.serving_image.endswith("sklearn-cpu.1-6:latest")
    assert all(machine.usd_per_hour > 0 for machine in catalogue.machines)
    machine = catalogue.machine("n1-standard-4")
    assert machine is not None
    assert machine.cores == 4
    assert catalogue.machine("z9-huge") is None


def test_a_machine_that_only_serves_is_not_offered_for_training() -> None:
    catalogue = module.catalogue()
    offered = {machine.type for machine in catalogue.training_machines}
    assert "e2-standard-2" not in offered
    assert "n1-standard-4" in offered


@pytest.mark.parametrize("text", ["{", json.dumps({"as_of": "x"}), json.dumps([])])
def test_a_catalogue_that_cannot_be_read_is_named(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.json"
    path.write_text(text)
    monkeypatch.setenv("LAUNCHPAD_CATALOGUE", str(path))
    with pytest.raises(NotConfigured) as caught:
        module.catalogue.__wrapped__()
    assert (caught.value.code, caught.value.parameters["file"]) == ("catalogue_unreadable", path.name)
