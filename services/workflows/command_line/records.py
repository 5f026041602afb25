"""Stages as plain values for other programs, one line of JSON each."""

import json
import shlex
from dataclasses import replace
from typing import Any, assert_never

from services.data.findings import Finding
from services.data.models.contract import Prediction
from services.data.models.evaluation import Evaluation
from services.errors import LaunchpadError
from services.text.i18n import _
from services.text.messages.errors import ErrorText, error_text
from services.text.messages.findings import finding_text, fix_label
from services.text.messages.recipe import target_reasons
from services.text.messages.runs import held_out_text, note_texts
from services.workflows.command_line import stages
from services.workflows.command_line.stages import Stage

_NAMED = 5  # columns of a finding


def to_json(stage: Stage, seconds: float) -> str:
    """Return a stage as one line of ASCII JSON, since programs differ in Unicode line breaks."""
    name, values = record(stage)
    return json.dumps({"stage": name, "seconds": round(seconds, 3), **values})


def record(stage: Stage) -> tuple[str, dict[str, Any]]:
    """Return the name of a stage, and what came of it."""
    return _preparation(stage) if isinstance(stage, stages.Preparation) else _result(stage)


def _preparation(stage: stages.Preparation) -> tuple[str, dict[str, Any]]:
    match stage:
        case stages.Read(inspection):
            return "read", inspection.record()
        case stages.Left(tombstones):
            left = [{"id": one.dataset_id, "name": one.name, "deleted": str(one.time)} for one in tombstones]
            return "left_files", {"datasets": left}
        case stages.Found(findings, applied):
            return "findings", {
                "findings": [_finding(finding, finding.key in applied) for finding in findings]
            }
        case stages.Planned(recipe):
            return "recipe", {**json.loads(recipe.to_json()), "roles": dict(recipe.roles)}
        case stages.Refused(error, targets):
            proposed = [
                {"column": proposal.column, "task": proposal.task, "reasons": target_reasons(proposal)}
                for proposal in targets
            ]
            return "refused", {**_error(error), "targets": proposed}
        case _:
            assert_never(stage)


def _result(stage: stages.Result) -> tuple[str, dict[str, Any]]:
    match stage:
        case stages.Launched(run):
            return "launched", {"run": run.name}
        case stages.Ended(run, failure):
            text = error_text(failure) if failure else None
            why = {"error": text and text.message, "hint": text and text.hint}
            return "ended", {"run": run.name, "state": run.state, **why}
        case stages.Evaluated(evaluation):
            return "evaluation", _evaluation(evaluation)
        case stages.Registered(model):
            return "model", {
                "name": model.name,
                "version": model.version,
                "display_name": model.display_name,
                "artifact_uri": model.artifact_uri,
            }
        case stages.Deployed(endpoint):
            return "deployed", {"endpoint": endpoint.name}
        case stages.Predicted(rows):
            return "predictions", {"rows": [_row(row) for row in rows]}
        case stages.Failed(error):
            return "failed", _error(error)
        case _:
            assert_never(stage)


def _finding(finding: Finding, is_fixed: bool) -> dict[str, Any]:
    text = finding_text(finding)
    return {
        "kind": finding.kind,
        "severity": finding.severity,
        "columns": list(finding.columns),
        "message": text.message,
        "advice": text.advice,
        "fix": fix_label(finding.fix) if finding.fix else None,
        "fixed": is_fixed,
    }


def _error(error: LaunchpadError) -> dict[str, Any]:
    text = refusal_text(error)
    return {"message": text.message, "hint": text.hint}


def refusal_text(error: LaunchpadError) -> ErrorText:
    """Return the text of an error, with the options that lead on where a finding is in the way."""
    text, finding = error_text(error), error.parameters.get("finding")
    if not isinstance(finding, Finding):
        return text
    ways = ["--apply-fixes"] if finding.fix else []
    if finding.severity == "question":
        ways += [f"--confirm {shlex.quote(column)}" for column in finding.columns[:_NAMED]]
    return (
        replace(text, hint=_("{hint} Options: {options}.", hint=text.hint, options=", ".join(ways)))
        if ways
        else text
    )


def _evaluation(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "metric": evaluation.metric,
        "metrics": {
            metric.name: {"value": metric.value, "baseline": metric.baseline} for metric in evaluation.metrics
        },
        "rows_train": evaluation.rows_train,
        "rows_test": evaluation.rows_test,
        "notes": notes(evaluation),
    }


def notes(evaluation: Evaluation) -> list[str]:
    """Return what an evaluation says beside its metrics, a text each."""
    held_out = [held_out_text(evaluation.split)] if evaluation.split else []
    return [*note_texts(evaluation), *held_out]


def _row(row: Prediction | LaunchpadError) -> dict[str, Any]:
    if isinstance(row, LaunchpadError):
        return {"error": str(error_text(row))}
    if row.label is None:
        return {"value": row.value}
    return {"label": row.label, "probabilities": dict(row.probabilities)}
