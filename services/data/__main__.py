"""`python -m services.data inspect FILE...` reads tables from the shell as the Data page reads them."""

import argparse
import os
import signal
import sys
from pathlib import Path

from services.errors import LaunchpadError
from services.text.i18n import _
from services.text.messages.errors import error_text

USAGE_STATUS = 2
_SIGNALLED = 128  # a shell reports 128 plus the number of the signal that ended a program


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0, or 2 where a file was rejected or the folder can't be written."""
    options = _parser().parse_args(arguments)
    # Imported here, so that --help and a mistyped command take no time.
    from services.data.export.folder import Export
    from services.data.inspection.inspect import inspect
    from services.data.inspection.text_report import report

    status = 0
    try:
        export = Export(Path(options.export), options.files) if options.export else None
        for file in options.files:
            inspection = inspect(file, options.table)
            written = None
            if inspection.reading is None:
                status = USAGE_STATUS
            elif export:
                written = export.write(inspection.reading.table, file)
            # Printed after the export, so that the reader of the line can open the exported table.
            _print(inspection.to_json() if options.json else report(inspection, written))
    except LaunchpadError as error:
        sys.stderr.buffer.write(_encoded(str(error_text(error))))
        return USAGE_STATUS
    except BrokenPipeError:
        return _ended_by(signal.SIGPIPE)
    except KeyboardInterrupt:
        return _ended_by(signal.SIGINT)
    return status


def _ended_by(number: signal.Signals) -> int:
    """Return the status of a command that a signal ended.

    What is left of the output is dropped: at exit, Python would wait for a reader that reads no more.
    """
    signal.alarm(0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _SIGNALLED + number


def _interrupt(_number: int, _frame: object) -> None:
    """Interrupt the command, and again after a second: a finalizer or a library may drop the exception."""
    signal.alarm(1)
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m services.data", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"))
    inspect = commands.add_parser(
        "inspect", help=_("show how files are read, with their columns and findings")
    )
    inspect.add_argument(
        "files",
        nargs="+",
        metavar=_("FILE"),
        help=_("a CSV, workbook, JSON or Parquet file, also as .zip, .gz, .bz2, .xz or .zst"),
    )
    inspect.add_argument(
        "--table",
        metavar=_("NAME"),
        help=_("the sheet, the file of a ZIP archive or the list to read where there are several"),
    )
    inspect.add_argument("--json", action="store_true", help=_("print one line of JSON for each file"))
    inspect.add_argument(
        "--export", metavar=_("FOLDER"), help=_("write each table to a folder as UTF-8 CSV, cells unchanged")
    )
    return parser


def _print(text: str) -> None:
    sys.stdout.buffer.write(_encoded(text))
    sys.stdout.buffer.flush()  # print the line of a file as soon as it is done


def _encoded(text: str) -> bytes:
    return f"{text}\n".encode(errors="backslashreplace")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGALRM, _interrupt)
    sys.exit(main())
