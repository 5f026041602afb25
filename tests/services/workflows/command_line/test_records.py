import json
from datetime import UTC, datetime

import pytest

from services.data.findings import Finding, fix
from services.data.models.contract import Prediction
from services.data.models.evaluation import Evaluation, Metric, SplitUsed
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import Split
from services.data.recipe.targets import TargetProposal
from services.errors import InvalidInput
from services.ingest.tombstones import Tombstone
from services.text.messages.errors import error_text
from services.vertex.training import Run
from services.workflows.command_line import stages
from services.workflows.command_line.records import record, to_json

FINDING = Finding("no_features", "error", fix=fix.leave_out("b"))
LEAK = {"target": "y", "is_copy": False}
EVALUATION = Evaluation(
    "regression",
    "r2",
    0.5,
    0.0,
    (Metric("r2", 0.5, -0.1, True), Metric("mae", 2.0, 3.0, False)),
    80,
    20,
    0,
    "all rows",
    split=SplitUsed("random"),
)
RECIPE = Recipe("y", "regression", (("a", "numeric"), ("b", "ignore")), split=Split("time", "a"))
ERROR = InvalidInput("no_target_chosen")
LEFT = Tombstone("7", "c", "Deleted", "", datetime(2026, 1, 1, tzinfo=UTC))
LEFT_RECORD = {"id": "7", "name": "Deleted", "deleted": "2026-01-01 00:00:00+00:00"}
RUN = Run(
    "r", "R", "failed", datetime(2026, 1, 1, tzinfo=UTC), None, None, "", "1", "linear", "", "", "", "", ""
)
ROWS = (Prediction("yes", None, (("yes", 0.75), ("no", 0.25))), Prediction(None, 2.5), ERROR)


@pytest.mark.parametrize(
    ("stage", "name", "values"),
    [
        (stages.Found((FINDING,), frozenset({FINDING.key})), "findings", {}),
        (stages.Left((LEFT,)), "left_files", {"datasets": [LEFT_RECORD]}),
        (stages.Planned(RECIPE), "recipe", {"target": "y", "roles": {"a": "numeric", "b": "ignore"}}),
        (stages.Refused(ERROR), "refused", {"targets": []}),
        (stages.Failed(ERROR), "failed", {}),
        (stages.Ended(RUN), "ended", {"run": "r", "state": "failed", "error": None, "hint": None}),
        (stages.Ended(RUN, ERROR), "ended", {"error": error_text(ERROR).message}),
        (
            stages.Evaluated(EVALUATION),
            "evaluation",
            {
                "metric": "r2",
                "metrics": {"r2": {"value": 0.5, "baseline": -0.1}, "mae": {"value": 2.0, "baseline": 3.0}},
            },
        ),
    ],
)
def test_a_stage_has_a_name_and_plain_values(stage, name, values):
    recorded = record(stage)
    assert recorded[0] == name
    assert {key: recorded[1][key] for key in values} == values
    assert json.loads(to_json(stage, 1.23456)) == {"stage": name, "seconds": 1.235, **recorded[1]}


def test_a_finding_says_what_it_is_and_whether_it_is_fixed():
    (described,) = record(stages.Found((FINDING,), frozenset({FINDING.key})))[1]["findings"]
    assert (described["kind"], described["severity"], described["columns"]) == ("no_features", "error", [])
    assert described["message"]
    assert described["fix"]
    assert described["fixed"]
    assert not record(stages.Found((FINDING,)))[1]["findings"][0]["fixed"]


def test_a_refusal_has_a_message_a_hint_and_the_proposals():
    refused = record(stages.Refused(ERROR, (TargetProposal("y", "regression", ("last",)),)))[1]
    assert refused["message"]
    assert refused["hint"]
    assert [(proposal["column"], proposal["task"]) for proposal in refused["targets"]] == [
        ("y", "regression")
    ]


@pytest.mark.parametrize(
    ("code", "finding", "options"),
    [
        ("blocking_finding", FINDING, "--apply-fixes"),
        ("unconfirmed_finding", Finding("leak", "question", "a b", LEAK), "--confirm 'a b'"),
    ],
)
def test_a_refusal_by_a_finding_names_the_options_that_lead_on(code, finding, options):
    assert options in record(stages.Refused(InvalidInput(code, finding=finding)))[1]["hint"]


def test_a_row_is_a_label_a_value_or_an_error():
    first, second, third = record(stages.Predicted(ROWS))[1]["rows"]
    assert first == {"label": "yes", "probabilities": {"yes": 0.75, "no": 0.25}}
    assert second == {"value": 2.5}
    assert list(third) == ["error"]


def test_a_record_is_one_line_of_ascii():
    line = to_json(stages.Planned(Recipe("정답\u2028", "regression", ())), 0)
    assert (len(line.splitlines()), line.isascii()) == (1, True)
