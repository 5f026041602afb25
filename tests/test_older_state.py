"""A state directory of an earlier version (fdc4565) still opens: its dataset, run, model and endpoint.

It holds the table “Houses” of 118 rows, one run that learned its prices, and an endpoint with its model.
"""

import tarfile
from contextlib import suppress

import pytest
from streamlit.testing.v1 import AppTest

from services.data.models.evaluation import Evaluation
from services.data.models.metrics import METRICS
from services.data.recipe.recipe import Recipe
from services.errors import Unavailable
from services.ingest import dataset_files, stored_tables
from services.settings import ROOT, read_target, target
from services.vertex import datasets, endpoints, models, objects, predictions, training
from tests.polling import wait_until

STATE = ROOT / "tests" / "older_state.tar.xz"
HOUSE = {
    "size": 90,
    "place": "north",
    "built": "1999-05-11",
    "note": "a house with garden and view",
    "column 5": 3,
}
PAGES = ("overview.py", "data.py", "train.py", "deploy.py", "playground.py")


@pytest.fixture(scope="module")
def state_dir(start_local_cloud_in, tmp_path_factory):
    folder = tmp_path_factory.mktemp("older")
    with tarfile.open(STATE) as archive:
        archive.extractall(folder, filter="data")
    with start_local_cloud_in(folder / "state") as cloud, pytest.MonkeyPatch.context() as environment:
        environment.setenv("LAUNCHPAD_STATE_DIR", str(cloud.state_dir))
        environment.setenv("LAUNCHPAD_TARGET", "local")
        environment.setenv("STORAGE_EMULATOR_HOST", cloud.url)
        target.cache_clear()
        yield cloud.state_dir
    target.cache_clear()


@pytest.fixture
def older(state_dir):
    return read_target({"LAUNCHPAD_STATE_DIR": str(state_dir)})


def test_its_dataset_opens(older):
    (dataset,) = datasets.list_datasets(older)
    assert (dataset.display_name, dataset.rows, dataset.columns) == ("Houses", 118, 6)
    how_it_was_read = objects.read(older, f"{dataset.folder}/reading.json")
    mended = dataset_files.repairs(how_it_was_read)
    assert [(repair.kind, repair.count) for repair in mended] == [("blank_header", 1), ("ragged_row", 2)]
    recipe = Recipe.from_json(objects.read(older, f"{dataset.folder}/recipe.json"))
    assert (recipe.target, recipe.task) == ("price", "regression")
    # That version counted neither spellings nor missing-value markers, so its statistics are computed anew.
    assert stored_tables.read_profile(older, dataset.folder) is None
    profile = stored_tables.update_profile(older, dataset.folder)
    assert stored_tables.read_profile(older, dataset.folder) == profile
    assert [column.name for column in profile.columns] == [*HOUSE, "price"]
    assert stored_tables.read_table(older, dataset.folder).rows == 118


def test_its_run_and_model_open(older):
    (run,) = training.list_runs(older)
    assert (run.state, run.algorithm) == ("succeeded", "linear")
    (model,) = models.list_models(older)
    assert (model.id, model.version) == (run.model_id, run.model_version)
    evaluation = Evaluation.from_json(models.evaluation(older, model.artifact_uri))
    assert evaluation.metric == "r2"
    assert {metric.name for metric in evaluation.metrics} <= set(METRICS)


def test_its_endpoint_answers(older):
    (endpoint,) = endpoints.list_endpoints(older)
    (deployed,) = endpoint.deployed
    assert (deployed.display_name, deployed.traffic) == ("Houses · v1", 100)

    def answer():
        # The serving process starts again with the local cloud.
        with suppress(Unavailable):
            return predictions.predict(older, endpoint.id, [HOUSE])

    assert 200 < wait_until(answer).predictions[0] < 400


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("state_dir")
def test_every_page_opens_on_it(page):
    app = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=60).run()
    app.switch_page(page).run()
    assert not app.exception
    assert not app.error
