"""The options of the command line."""

import argparse
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from services.data.recipe.algorithms import ALGORITHMS, Task
from services.data.recipe.split import METHODS, Split
from services.errors import InvalidInput
from services.text.i18n import _

_SPLIT = "time:COLUMN|column:COLUMN=VALUE|group:COLUMN|random|stratified"


@dataclass(frozen=True)
class Options:
    """What is asked for: a file, what to predict of it and how, and what to do with the model.

    None stands for what is proposed, of `state_dir` for the directory that the environment names. `split` is
    written as `parse_split` reads it, and `rows` is a file of rows to predict.
    """

    file: str
    target: str | None = None
    task: Task | None = None
    algorithm: str = next(iter(ALGORITHMS))
    balanced: bool = False
    split: str | None = None
    apply_fixes: bool = False
    confirmed: tuple[str, ...] = ()
    deploy: bool = False
    rows: Path | None = None
    state_dir: Path | None = None
    json: bool = False


def parse(arguments: list[str] | None, description: str | None = None) -> Options:
    """Return the options on a command line; a mistake in them ends the program with status 2."""
    given = vars(_parser(description).parse_args(arguments))
    return Options(**{**given, "confirmed": tuple(given["confirmed"])})


def parse_split(text: str, columns: Collection[str]) -> Split:
    """Return the split that is written as METHOD, METHOD:COLUMN or column:COLUMN=VALUE.

    A name or a value may have a "=" in it: where it can, the part before one is the name of a column. Raises
    InvalidInput for any other text.
    """
    method, _colon, rest = text.partition(":")
    known = next((known for known in METHODS if known == method), None)
    if known is None:
        raise InvalidInput("unknown_split", split=text)
    split = Split(known)
    if known == "column":
        places = [place for place, letter in enumerate(rest) if letter == "="]
        place = next(
            (place for place in places if rest[:place] in columns), places[0] if places else len(rest)
        )
        split = Split(known, rest[:place], rest[place + 1 :])
    elif rest:
        split = Split(known, rest)
    if not split.complete or split.column == "" or bool(rest) != split.needs_column:
        raise InvalidInput("unknown_split", split=text)
    return split


def _parser(description: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m services.workflows", description=description)
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"))
    run = commands.add_parser(
        "run", help=_("train a model on a table, deploy it and predict rows, as the pages do")
    )
    run.add_argument("file", metavar=_("FILE"), help=_("a table in any format that the Data page opens"))
    run.add_argument(
        "--target", metavar=_("NAME"), help=_("the column to predict; without it, some are proposed")
    )
    run.add_argument("--task", choices=get_args(Task), help=_("default: by the target's values"))
    run.add_argument(
        "--algorithm", choices=tuple(ALGORITHMS), default=Options.algorithm, help=_("default: %(default)s")
    )
    run.add_argument("--balanced", action="store_true", help=_("weight classes equally"))
    run.add_argument("--split", type=_split, metavar=_SPLIT, help=_("how to choose the held-out rows"))
    run.add_argument(
        "--apply-fixes", action="store_true", help=_("apply the fixes that the findings propose")
    )
    run.add_argument(
        "--confirm",
        dest="confirmed",
        action="append",
        default=[],
        metavar=_("COLUMN"),
        help=_("state that a column is known at prediction time; may be repeated"),
    )
    run.add_argument("--deploy", action="store_true", help=_("deploy the model to a new endpoint"))
    run.add_argument(
        "--predict",
        dest="rows",
        type=Path,
        metavar=_("ROWS"),
        help=_("deploy, and predict the rows of a JSON Lines or CSV file"),
    )
    run.add_argument(
        "--state-dir",
        type=Path,
        metavar=_("FOLDER"),
        help=_("where the local cloud keeps its state; default: the app's"),
    )
    run.add_argument("--json", action="store_true", help=_("print one line of JSON for each stage"))
    return parser


def _split(text: str) -> str:
    try:
        parse_split(text, ())
    except InvalidInput:
        raise argparse.ArgumentTypeError(_("“{text}” isn't {forms}", text=text, forms=_SPLIT)) from None
    return text
