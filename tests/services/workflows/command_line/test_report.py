from datetime import UTC, datetime

import pytest

from services.data.findings import Finding
from services.data.inspection.inspect import inspect
from services.data.models.contract import Prediction
from services.data.models.evaluation import Evaluation, Metric
from services.data.recipe.recipe import Recipe
from services.data.recipe.targets import TargetProposal
from services.errors import InvalidInput
from services.ingest.tombstones import Tombstone
from services.text.messages.errors import error_text
from services.vertex.endpoints import Endpoint
from services.vertex.models import Model
from services.vertex.training import Run
from services.workflows.command_line import stages
from services.workflows.command_line.report import text

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ERROR = InvalidInput("no_target_chosen")
EVALUATION = Evaluation(
    "regression", "r2", 0.5, 0.0, (Metric("r2", 0.5, 0.0, True), Metric("mae", 2, 3, False)), 80, 20, 0, ""
)
RUN = Run("r", "R", "failed", NOW, None, None, "", "1", "linear", "", "", "", "", "")
PREDICTED = stages.Predicted(
    (Prediction("yes", None, (("yes", 0.75), ("no", 0.25))), Prediction(None, 2.5), ERROR)
)


def lines(stage):
    return text(stage, 1.24).splitlines()


@pytest.mark.parametrize(
    ("stage", "count"),
    [
        (stages.Found((Finding("no_features", "error"),)), 2),
        (stages.Found(()), 1),
        (stages.Left((Tombstone("7", "c", "Deleted", "", NOW),)), 2),
        (stages.Planned(Recipe("y", "regression", (("a", "numeric"), ("b", "ignore")))), 5),
        (stages.Refused(ERROR, (TargetProposal("y", "regression", ("last",)),)), 3),
        (stages.Evaluated(EVALUATION), 3),
        (stages.Registered(Model("m", "1", "M", NOW, "gs://b/m", "image", "d", "linear")), 2),
        (stages.Deployed(Endpoint("e", "E", NOW, ())), 1),
        (PREDICTED, 4),
        (stages.Failed(ERROR), 2),
        (stages.Ended(RUN), 1),
        (stages.Ended(RUN, ERROR), 2),
    ],
)
def test_a_stage_is_a_line_with_its_seconds_and_what_came_of_it_below(stage, count):
    title, *below = lines(stage)
    assert title.endswith("(1.2 s)")
    assert len(below) == count - 1
    assert all(line.startswith("  ") for line in below)


def test_a_file_is_named_with_its_rows_and_columns(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n3,4\n5,6,7\n")
    title, counts, rejected = lines(stages.Read(inspect(str(path))))
    assert str(path) in title
    assert counts == "  2 rows, 2 columns"
    assert rejected.startswith("  1 ")


def test_a_prediction_shows_the_likeliest_classes_a_number_or_what_is_wrong():
    _title, label, number, error = lines(PREDICTED)
    assert label == "  1: yes (yes 75%, no 25%)"
    assert number == "  2: 2.5"
    assert str(error_text(ERROR)) in error


def test_many_predictions_are_counted():
    assert len(lines(stages.Predicted((Prediction(None, 1.0),) * 500))) < 30


def test_a_strangers_text_moves_no_terminal():
    assert "\x1b" not in text(stages.Planned(Recipe("\x1b[31m", "regression", ())), 0)
