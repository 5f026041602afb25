"""Texts of errors of the command line: options and files of rows."""

from services.text.i18n import _, _n
from services.text.messages.errors.registry import ErrorText, error

_MB = 1024**2


@error
def no_target_chosen() -> ErrorText:
    """No column to predict is named."""
    return ErrorText(_("No target is chosen."), _("Name the column to predict: --target NAME."))


@error
def unknown_split(split: str) -> ErrorText:
    """The option isn't written as a split is."""
    return ErrorText(
        _("“{split}” is no way to choose the held-out rows.", split=split),
        _("Write time:COLUMN, column:COLUMN=VALUE, group:COLUMN, random or stratified."),
    )


@error
def rows_too_large(size: int, limit: int) -> ErrorText:
    """The file of rows to predict is too large to be held in memory."""
    return ErrorText(
        _(
            "The file of rows is {size:,.0f} MB; the limit is {limit:,.0f} MB.",
            size=size / _MB,
            limit=limit / _MB,
        ),
        _("Split it, or use a batch prediction job."),
    )


@error
def row_not_json() -> ErrorText:
    """A line is no JSON."""
    return ErrorText(
        _("The row isn't JSON."),
        _("Write one object a line, with names and texts in double quotes and no comma after the last one."),
    )


@error
def row_not_object() -> ErrorText:
    """A line is JSON, but no object."""
    return ErrorText(_("The row isn't a JSON object."), _("Write the columns and their values in braces."))


@error
def row_of_another_width(cells: int, columns: int) -> ErrorText:
    """A row of a CSV file has more or fewer cells than its header."""
    return ErrorText(
        _n(
            "The row has {cells:,} cell; the header has {columns:,}.",
            "The row has {cells:,} cells; the header has {columns:,}.",
            cells,
            cells=cells,
            columns=columns,
        ),
        _("Put quotes around cells that contain the delimiter."),
    )


@error
def local_cloud_not_started(detail: str) -> ErrorText:
    """The local cloud's process ends before it is ready."""
    return ErrorText(
        _("The local cloud didn't start: {detail}", detail=detail), _("Try another --state-dir.")
    )


@error
def deployment_failed(detail: str) -> ErrorText:
    """The operation that deploys a model ended with an error."""
    return ErrorText(
        _("The model couldn't be deployed. The cloud says: “{detail}”", detail=detail),
        _("The endpoint's log on the Deploy page says more. Deploy the model again on another machine."),
    )
