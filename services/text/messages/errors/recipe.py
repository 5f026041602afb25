"""Texts of errors in recipes and splits."""

from collections.abc import Iterable, Sequence

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
        _one_of(ALGORITHMS),
    )


@error
def algorithm_predicts_classes(algorithm: str, possible: Sequence[str]) -> ErrorText:
    return ErrorText(
        _(
            "“{algorithm}” predicts classes, and the recipe's target is a number.",
            algorithm=algorithm_title(algorithm),
        ),
        _one_of(possible),
    )


@error
def algorithm_learns_from_texts(algorithm: str, possible: Sequence[str]) -> ErrorText:
    return ErrorText(
        _("“{algorithm}” learns from texts, and the recipe has none.", algorithm=algorithm_title(algorithm)),
        _one_of(possible),
    )


@error
def algorithm_without_class_weights(algorithm: str) -> ErrorText:
    return ErrorText(
        _("“{algorithm}” can't weight classes.", algorithm=algorithm_title(algorithm)), _without_weights()
    )


@error
def classes_missing(target: str) -> ErrorText:
    return ErrorText(
        _("“{target}” is a number to predict, so there are no classes to weight.", target=target),
        _without_weights(),
    )


@error
def too_few_rows_to_preview(column: str) -> ErrorText:
    return ErrorText(
        _("The first rows hold too few values of “{column}” for a preview.", column=column),
        _("Training uses all rows. Choose another column or other options here."),
    )


def _one_of(algorithms: Iterable[str]) -> str:
    return _("Choose one of {names}.", names=", ".join(map(algorithm_title, algorithms)))


def _without_weights() -> str:
    return _("Launch the run without weighting classes equally.")


def _choose_again() -> str:
    return _("Choose the target and the column roles again and save them.")
