"""Texts of why a training run failed."""

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error


@error
def run_column_missing(column: str) -> ErrorText:
    """The recipe names a column that the table doesn't have."""
    return ErrorText(
        _("The run failed: the table has no column “{column}”.", column=column),
        _("Save the recipe again on the Data page, which knows the table's columns, and launch another run."),
    )


@error
def run_nothing_to_learn() -> ErrorText:
    """No column with a role has a value among the rows."""
    return ErrorText(
        _("The run failed: no column in use holds a value among the rows to train on."),
        _("On the Data page, give a role to columns with values, and launch another run."),
    )


@error
def run_target_constant() -> ErrorText:
    """All rows have the same target."""
    return ErrorText(
        _("The run failed: the target is the same in every row that has one."),
        _("Choose another target on the Data page, or store a table with other values of it."),
    )


@error
def run_classes_unique() -> ErrorText:
    """No two rows have the same class."""
    return ErrorText(
        _("The run failed: no two rows have the same class, so none can be held out."),
        _("Choose a target whose values repeat, or predict its values as numbers."),
    )


@error
def run_split_without_dates(column: str) -> ErrorText:
    """The column that decides a split by time holds no dates."""
    return ErrorText(
        _(
            "The run failed: the column “{column}”, by which the rows are split, holds no dates.",
            column=column,
        ),
        _("On the Data page, split by a column of dates or at random, and launch another run."),
    )


@error
def run_split_column_constant(column: str) -> ErrorText:
    """The column that decides the split has one value."""
    return ErrorText(
        _(
            "The run failed: all rows have the same value in “{column}”, by which they are split.",
            column=column,
        ),
        _("On the Data page, split by another column or at random, and launch another run."),
    )


@error
def run_split_empty(tests: bool) -> ErrorText:
    """The split leaves one of its sides empty."""
    return ErrorText(
        _("The run failed: the split leaves no rows to test on.")
        if tests
        else _("The run failed: the split leaves no rows to train on."),
        _("On the Data page, split by another value or at random, and launch another run."),
    )


@error
def run_split_one_class() -> ErrorText:
    """The rows to train on have one class."""
    return ErrorText(
        _("The run failed: all rows to train on have the same target."),
        _("On the Data page, choose a split that keeps other targets among them, such as a stratified one."),
    )


@error
def run_refused(detail: str) -> ErrorText:
    """The trainer refuses the recipe or a parameter for another reason."""
    return ErrorText(
        _(
            "The run failed: the trainer can't use the recipe or a parameter. It says: “{detail}”",
            detail=detail,
        )
        if detail
        else _("The run failed: the trainer can't use the recipe or a parameter."),
        _("Set the algorithm's parameters within their bounds in the form, and launch another run."),
    )


@error
def run_out_of_memory() -> ErrorText:
    """The process was killed for its memory."""
    return ErrorText(
        _("The run failed: the table and the model need more memory than the machine has."),
        _("Launch it on a machine with more memory, or with fewer words, levels or columns in the recipe."),
    )


@error
def run_ended_by_bug(detail: str) -> ErrorText:
    """The trainer ended with an exception that it doesn't expect."""
    return ErrorText(
        _(
            "The run failed: the trainer stopped at something that it doesn't expect. It says: “{detail}”",
            detail=detail,
        )
        if detail
        else _("The run failed: the trainer stopped at something that it doesn't expect."),
        _("The log below says where. Launch another run with another algorithm, which may not meet it."),
    )


@error
def run_packages_missing(packages: str) -> ErrorText:
    """Packages that the training code needs can't be installed."""
    return ErrorText(
        _("The run failed: packages couldn't be installed: {packages}.", packages=packages)
        if packages
        else _("The run failed: packages couldn't be installed."),
        _("The log below has the installer's lines. Launch another run once the package index answers."),
    )


@error
def run_over_quota() -> ErrorText:
    """The project has no quota left for the machine."""
    return ErrorText(
        _("The run failed: the project's quota doesn't allow this machine now."),
        _("Launch it on a smaller machine, wait until other runs end, or ask Google for a higher quota."),
    )


@error
def run_timed_out() -> ErrorText:
    """The job ran longer than it may."""
    return ErrorText(
        _("The run failed: it took longer than a training job may."),
        _("Launch it on a larger machine, or with fewer iterations, trees or words."),
    )


@error
def run_of_own_code_failed(detail: str) -> ErrorText:
    """Own code ended with an exception."""
    return ErrorText(
        _("The run failed: your code raised an exception. It says: “{detail}”", detail=detail),
        _("The log below has the lines of the code that led to it. Correct them and launch another run."),
    )


@error
def run_ended(detail: str) -> ErrorText:
    """The cloud ended the run, and the trainer said nothing."""
    return ErrorText(
        _("The run failed before the trainer could say why. The cloud says: “{detail}”", detail=detail)
        if detail
        else _("The run failed before the trainer could say why."),
        _(
            "The log below has the machine's last lines. Launch another run; if it fails too, show the log "
            "to the project's owner."
        ),
    )
