"""What training runs and their evaluations say: states, held-out rows, baselines."""

from collections.abc import Iterator
from typing import assert_never

from services.data.models.evaluation import Evaluation, Note, SplitUsed
from services.data.models.progress import Count, RunProgress
from services.text import formats
from services.text.i18n import _, _n
from services.text.messages.metrics import metric_title
from services.vertex.training import Run, State


def state_title(state: State) -> str:
    """Return the name of a run's state."""
    match state:
        case "queued":
            return _("Queued")
        case "running":
            return _("Running")
        case "succeeded":
            return _("Succeeded")
        case "failed":
            return _("Failed")
        case "cancelling":
            return _("Canceling")
        case "cancelled":
            return _("Canceled")
        case "paused":
            return _("Paused")
        case _:
            assert_never(state)


def progress_title(progress: RunProgress, *, is_local: bool) -> str:
    """Return what a run is doing, with the iterations or trees of its fit where they are counted."""
    match progress.stage:
        case "starting":
            return _("Starting on this machine…") if is_local else _("Starting the machine…")
        case "reading":
            return _("Reading the table…")
        case "fitting":
            return _fitting(progress.count)
        case "scoring":
            return _("Scoring the held-out rows…")
        case "fitting_all":
            return _fitting_again(progress.count)
        case "registering":
            return _("Registering the model…")
        case _:
            assert_never(progress.stage)


def _fitting(count: Count | None) -> str:
    if count is None:
        return _("Fitting on the training rows…")
    if count.trial:
        return _(
            "Searching for the best number of iterations: {done:,} of {total:,} in trial {trial} of "
            "{trials}…",
            done=count.done,
            total=count.total,
            trial=count.trial,
            trials=count.trials,
        )
    return _("Fitting on the training rows: {count}…", count=_count(count))


def _fitting_again(count: Count | None) -> str:
    if count is None:
        return _("Fitting again on all rows…")
    return _("Fitting again on all rows: {count}…", count=_count(count))


def _count(count: Count) -> str:
    match count.unit:
        case "iterations":
            return _n(
                "{done:,} of {total:,} iteration",
                "{done:,} of {total:,} iterations",
                count.total,
                done=count.done,
                total=count.total,
            )
        case "trees":
            return _n(
                "{done:,} of {total:,} tree",
                "{done:,} of {total:,} trees",
                count.total,
                done=count.done,
                total=count.total,
            )
        case _:
            assert_never(count.unit)


def run_deleted(run: Run) -> str:
    """Return that a run was deleted, and what of it remains."""
    return _(
        "The run “{name}” was deleted. Its files in the bucket stay, and so does a model that it registered.",
        name=run.display_name,
    )


def evaluation_text(evaluation: Evaluation) -> str:
    """Return which rows the metrics were measured on."""
    return _n(
        "Measured on {test:,} held-out row by a model trained on {train:,}. "
        "The registered model was then trained on all rows.",
        "Measured on {test:,} held-out rows by a model trained on {train:,}. "
        "The registered model was then trained on all rows.",
        evaluation.rows_test,
        test=evaluation.rows_test,
        train=evaluation.rows_train,
    )


def baseline_text(evaluation: Evaluation) -> str:
    """Return what the baseline of an evaluation predicts, with its score by the headline metric."""
    metric, score = metric_title(evaluation.metric), formats.score(evaluation.baseline)
    match evaluation.task:
        case "classification":
            return _(
                "The baseline always predicts the most frequent class: {metric} {score}.",
                metric=metric,
                score=score,
            )
        case "regression":
            return _("The baseline always predicts the mean: {metric} {score}.", metric=metric, score=score)
        case _:
            assert_never(evaluation.task)


def note_texts(evaluation: Evaluation) -> tuple[str, ...]:
    """Return what limits the metrics of an evaluation, one sentence each."""
    return tuple(_note(note) for note in evaluation.notes)


def _note(note: Note) -> str:
    names = ", ".join(f"“{label}”" for label in note.classes)
    if note.count > len(note.classes):
        names = _("{names} and {count:,} more", names=names, count=note.count - len(note.classes))
    match note.code:
        case "untested_classes":
            return _n(
                "The metrics don't cover the class {names}: none of its rows is held out.",
                "The metrics don't cover the classes {names}: none of their rows is held out.",
                note.count,
                names=names,
            )
        case "untrained_classes":
            return _n(
                "{rows:,} held-out row is of a class that was never trained on: {names}.",
                "{rows:,} held-out rows are of classes that were never trained on: {names}.",
                note.rows,
                rows=note.rows,
                names=names,
            )
        case _:
            assert_never(note.code)


def held_out_text(split: SplitUsed) -> str:
    """Return how the held-out rows of an evaluation were chosen."""
    return " ".join(_split_sentences(split))


def _split_sentences(split: SplitUsed) -> Iterator[str]:
    yield _method(split)
    if split.undated_rows:
        yield _n(
            "{count:,} row without a date was only trained on.",
            "{count:,} rows without a date were only trained on.",
            split.undated_rows,
            count=split.undated_rows,
        )
    if split.single_row_classes:
        yield _n(
            "{count:,} class with a single row was only trained on.",
            "{count:,} classes with a single row were only trained on.",
            split.single_row_classes,
            count=split.single_row_classes,
        )
    if split.note:
        yield f"({split.note})"


def _method(split: SplitUsed) -> str:
    match split.method:
        case "stratified":
            return _("Held-out rows: a random sample, stratified by class.")
        case "random" if split.unstratified_classes:
            return _n(
                "Held-out rows: a random sample, too small to stratify by {count:,} class.",
                "Held-out rows: a random sample, too small to stratify by {count:,} classes.",
                split.unstratified_classes,
                count=split.unstratified_classes,
            )
        case "random":
            return _("Held-out rows: a random sample.")
        case "time" if split.start:
            return _(
                "Held-out rows: the latest by “{column}”, from {start} on.",
                column=split.column,
                start=formats.cell_date(split.start.removesuffix("T00:00:00")),
            )
        case "time":
            return _("Held-out rows: the latest by “{column}”.", column=split.column)
        case "column":
            return _(
                "Held-out rows: those where “{column}” is “{value}”.", column=split.column, value=split.value
            )
        case "group":
            return _("Held-out rows: all rows of some groups in “{column}”.", column=split.column)
        case _:
            assert_never(split.method)
