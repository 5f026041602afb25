"""Texts of errors in recipes and splits."""

from services.data.recipe.algorithms import ALGORITHMS
from services.text.i18n import _
from services.text.messages.algorithms import algorithm_title
from services.text.messages.errors.registry import ErrorText, error


@error
def unreadable_recipe() -> ErrorText:
    return ErrorText(_("The recipe can't be read: recipe.json is incomplete or damaged."), _choose_again())


@error
def unknown_recipe_version(version: str) -> ErrorText:
    return ErrorText(
        _("The recipe can't be read: its version {version} is unknown.", version=version),
        _("Update the app, or choose the target and the column roles again and save them."),
    )


@error
def unknown_recipe_field(field: str) -> ErrorText:
    return ErrorText(
        _("The recipe can't be read: its field “{field}” is unknown.", field=field), _choose_again()
    )


@error
def invalid_recipe_field(field: str, value: str) -> ErrorText:
    return ErrorText(
        _("The recipe can't be read: “{field}” can't be {value}.", field=field, value=value),
        _choose_again(),
    )


@error
def unknown_algorithm(algorithm: str) -> ErrorText:
    return ErrorText(
        _("The algorithm “{algorithm}” is unknown.", algorithm=algorithm),
        _("Choose one of {names}.", names=", ".join(algorithm_title(name) for name in ALGORITHMS)),
    )


@error
def too_few_rows_to_preview(column: str) -> ErrorText:
    return ErrorText(
        _("The first rows hold too few values of “{column}” for a preview.", column=column),
        _("Training uses all rows. Choose another column or other options here."),
    )


def _choose_again() -> str:
    return _("Choose the target and the column roles again and save them.")
