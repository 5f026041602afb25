"""Stages as text for a terminal."""

from collections.abc import Iterator
from typing import assert_never

from services.data.findings import Finding
from services.data.inspection.inspect import Inspection
from services.data.inspection.text_report import printable
from services.data.models.contract import Prediction
from services.data.models.evaluation import Evaluation
from services.data.recipe.recipe import Recipe
from services.errors import LaunchpadError
from services.text import formats
from services.text.i18n import _, _n
from services.text.messages.errors import error_text
from services.text.messages.findings import finding_text, severity_label
from services.text.messages.metrics import metric_title
from services.text.messages.recipe import role_title, split_text, target_reasons, task_title
from services.text.messages.runs import state_title
from services.workflows.command_line import stages
from services.workflows.command_line.records import notes, refusal_text
from services.workflows.command_line.stages import Stage

_ROWS = 20
_CLASSES = 3


def text(stage: Stage, seconds: float) -> str:
    """Return a stage as lines of text, the first of which has its seconds."""
    title, *lines = _lines(stage)
    shown = [f"{title} ({formats.decimal(seconds, 1)} s)", *(f"  {line}" for line in lines)]
    return "\n".join(printable(line) for line in shown)


def _lines(stage: Stage) -> Iterator[str]:
    return _preparation(stage) if isinstance(stage, stages.Preparation) else _result(stage)


def _preparation(stage: stages.Preparation) -> Iterator[str]:
    match stage:
        case stages.Read(inspection):
            yield _("Read: {file}", file=inspection.file)
            yield from _counts(inspection)
        case stages.Left(tombstones):
            yield _("Files of deleted datasets are still in the bucket; the next run tries again")
            yield from (f"{tombstone.name}, {formats.ago(tombstone.time)}" for tombstone in tombstones)
        case stages.Found(findings, applied):
            yield _n("{count:,} finding", "{count:,} findings", len(findings), count=len(findings))
            yield from (_finding(finding, finding.key in applied) for finding in findings)
        case stages.Planned(recipe):
            yield _("Recipe")
            yield from _recipe(recipe)
        case stages.Refused(error, targets):
            yield _("Refused")
            yield str(refusal_text(error))
            yield from (f"{proposal.column}: {target_reasons(proposal)}" for proposal in targets)
        case _:
            assert_never(stage)


def _result(stage: stages.Result) -> Iterator[str]:
    match stage:
        case stages.Launched(run):
            yield _("Launched: {name}", name=run.name)
        case stages.Ended(run, failure):
            yield _("Run: {state}", state=state_title(run.state))
            if failure is not None:
                yield str(error_text(failure))
        case stages.Evaluated(evaluation):
            yield from _evaluation(evaluation)
        case stages.Registered(model):
            yield _("Registered: {name}, version {version}", name=model.name, version=model.version)
            yield model.artifact_uri
        case stages.Deployed(endpoint):
            yield _("Deployed: {name}", name=endpoint.name)
        case stages.Predicted(rows):
            yield _n("{count:,} prediction", "{count:,} predictions", len(rows), count=len(rows))
            yield from _rows(rows)
        case stages.Failed(error):
            yield _("Failed")
            yield str(error_text(error))
        case _:
            assert_never(stage)


def _counts(inspection: Inspection) -> Iterator[str]:
    reading = inspection.reading
    if reading is None:
        return
    rows, columns = reading.rows_kept, len(reading.table.names)
    rows_text = _n("{count:,} row", "{count:,} rows", rows, count=rows)
    columns_text = _n("{count:,} column", "{count:,} columns", columns, count=columns)
    yield f"{rows_text}, {columns_text}"
    if reading.rows_reported:
        rejected = reading.rows_reported
        yield _n("{count:,} rejected row", "{count:,} rejected rows", rejected, count=rejected)


def _finding(finding: Finding, is_fixed: bool) -> str:
    message = finding_text(finding).message
    if is_fixed:
        return _("{severity}, fixed: {message}", severity=severity_label(finding.severity), message=message)
    return _("{severity}: {message}", severity=severity_label(finding.severity), message=message)


def _recipe(recipe: Recipe) -> Iterator[str]:
    yield _("Target: {column}. Task: {task}.", column=recipe.target, task=task_title(recipe.task))
    yield split_text(recipe.split, recipe.task, recipe.test_fraction)
    for column, role in recipe.roles:
        yield f"{column}: {role_title(role)}"


def _evaluation(evaluation: Evaluation) -> Iterator[str]:
    yield _("Evaluation")
    for metric in evaluation.metrics:
        yield _(
            "{metric}: {score} (baseline {baseline})",
            metric=metric_title(metric.name),
            score=formats.score(metric.value),
            baseline=formats.score(metric.baseline),
        )
    yield from notes(evaluation)


def _rows(rows: tuple[Prediction | LaunchpadError, ...]) -> Iterator[str]:
    for number, row in enumerate(rows[:_ROWS], 1):
        yield f"{number}: {_row(row)}"
    more = len(rows) - _ROWS
    if more > 0:
        yield _n("… and {count:,} more row", "… and {count:,} more rows", more, count=more)


def _row(row: Prediction | LaunchpadError) -> str:
    if isinstance(row, LaunchpadError):
        return _("Error: {error}", error=error_text(row))
    if row.label is None:
        return formats.number(row.value)
    likeliest = ", ".join(
        f"{label} {formats.percent(share)}" for label, share in row.probabilities[:_CLASSES]
    )
    return f"{row.label} ({likeliest})"
