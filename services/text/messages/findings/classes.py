"""Texts of findings about the classes of a target."""

from services.text.i18n import _, _n
from services.text.messages.findings.registry import FindingText, finding


@finding()
def class_per_row(column: str, is_number: bool) -> FindingText:
    """Every row has a class of its own."""
    return FindingText(
        _("Every row has its own class in “{column}”.", column=column),
        _(
            "A model learns a class from several rows. Held-out rows would have classes that it has"
            " never seen."
        ),
        _("Predict a number instead.") if is_number else _("Choose a target whose values repeat."),
    )


@finding()
def many_classes(column: str, classes: int, rows: int, is_number: bool) -> FindingText:
    """The target has very many classes, with `rows` each on average."""
    return FindingText(
        _("The target “{column}” has {many:,} classes.", column=column, many=classes),
        _n(
            "Each class has about {rows:,} row to learn from.",
            "Each class has about {rows:,} rows to learn from.",
            rows,
            rows=rows,
        ),
        _("If the values are quantities, predict a number instead.")
        if is_number
        else _("Merge rare classes in the file."),
    )


@finding()
def single_row_class(column: str, classes: int, value: str | None) -> FindingText:
    """Some classes have one row; `value` names the class where it is the only one."""
    if value is None:
        message = _n(
            "{count:,} class of “{column}” has only one row.",
            "{count:,} classes of “{column}” have only one row each.",
            classes,
            count=classes,
            column=column,
        )
    else:
        message = _("The class “{value}” has only one row.", value=value)
    return FindingText(
        message,
        _(
            "The row is either a training row or held out, so no score shows whether the model "
            "learned the class."
        ),
        _("Add rows of rare classes, or merge them with others in the file."),
    )


@finding()
def rare_class(column: str, value: str | None, rows: int) -> FindingText:
    """The class `value` has few rows, or several classes have fewer than `rows`."""
    if value is None:
        message = _("Several classes of “{column}” have fewer than {least} rows.", column=column, least=rows)
    else:
        message = _("The class “{value}” has only {many} rows.", value=value, many=rows)
    return FindingText(
        message,
        _("At most one of these rows is held out, so the score of such a class is unreliable."),
        _("Add rows of rare classes."),
    )


@finding()
def imbalance(column: str, value: str, share: float) -> FindingText:
    """One class has nearly all rows."""
    return FindingText(
        _(
            "Class imbalance in “{column}”: {share:.1%} of the rows are “{value}”.",
            column=column,
            share=share,
            value=value,
        ),
        _("A model that always predicts “{value}” is just as accurate.", value=value),
        _("Judge by macro F1 and the scores of each class, not by accuracy, and add rows of rare classes."),
    )
