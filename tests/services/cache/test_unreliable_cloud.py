"""What a passing fault gave is an error, and is asked for again; it is never cached as the truth."""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from services import cache
from services.errors import LaunchpadError, Refused, Unavailable
from services.local_cloud.testing.changed_replies import CHANGES
from services.settings import Target
from services.vertex import connection, models, objects
from services.vertex.datasets import Dataset
from services.vertex.training import Run

FAULTS = ("return-503", "return-reset-connection", *CHANGES)
GET = "storage.objects.get"

# The storage client leaves the connection of a download that failed to the garbage collector.
pytestmark = [
    pytest.mark.usefixtures("collected_garbage"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _short_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (connection, objects):
        monkeypatch.setattr(module, "READ_TIMEOUT", 0.6)


@pytest.fixture
def reads(here: Target, text_dataset: Dataset, text_run: Run) -> dict[str, Callable[[], Any]]:
    """The cached reads of what is in the bucket."""
    model = models.get(here, f"{text_run.model_id}@{text_run.model_version}")
    folder = text_dataset.folder
    return {
        "contract": lambda: cache.contract(here, model),
        "evaluation": lambda: cache.evaluation(here, text_run.model_uri),
        "first rows": lambda: cache.first_rows(here, folder).to_csv(),
        "profile": lambda: cache.stored_profile(here, folder),
        "recipe": lambda: cache.recipe(here, folder),
        "repairs": lambda: cache.repairs(here, folder),
    }


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_an_error_and_the_next_read_the_truth(
    reads: dict[str, Callable[[], Any]], faults: Any, fault: str
) -> None:
    truth = {name: read() for name, read in reads.items()}
    assert None not in truth.values()
    st.cache_data.clear()
    st.cache_resource.clear()
    believed = []
    for name, read in reads.items():
        faults.plan(GET, *[fault] * 20)
        try:
            if read() != truth[name]:
                believed.append(name)
        except LaunchpadError as error:
            assert isinstance(error, Unavailable | Refused), (name, error)  # noqa: PT017 - some do no harm
        faults.clear()
        if read() != truth[name]:
            believed.append(f"{name}, cached")
    assert believed == []


def test_a_stored_profile_is_not_computed_again_because_of_a_fault(
    here: Target, text_dataset: Dataset, faults: Any
) -> None:
    before = objects.get(here, f"{text_dataset.folder}/profile.json")
    faults.plan(GET, *["return-html"] * 20)
    with pytest.raises(Unavailable):
        cache.profile(here, text_dataset.folder)
    faults.clear()
    assert objects.get(here, f"{text_dataset.folder}/profile.json") == before
