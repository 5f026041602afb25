"""`python -m services.data inspect FILE...` reads tables from the shell as the Data page reads them."""

import argparse
import os
import signal
import sys
from pathlib import Path

from services.errors import LaunchpadError

USAGE_STATUS = 2
_SIGNALLED = 128  # a shell's status for a program that a signal ended, plus the signal's number


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0, or 2 where a file was refused or the folder can't be written."""
    options = _parser().parse_args(arguments)
    # Imported here, so that --help and a mistyped command take no time.
    from services.data.export.folder import Export
    from services.data.inspection.inspect import inspect
    from services.data.inspection.text_report import report
    from services.text.messages.errors import error_text

    status = 0
    try:
        export = Export(Path(options.export), options.files) if options.export else None
        for file in options.files:
            inspection = inspect(file)
            written = None
            if inspection.reading is None:
                status = USAGE_STATUS
            elif export:
                written = export.write(inspection.reading.table, file)
            # Said last: who reads the line may count on the exported table.
            _say(inspection.to_json() if options.json else report(inspection, written))
    except LaunchpadError as error:
        return _complain(str(error_text(error)))
    except BrokenPipeError:  # whoever read the output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _SIGNALLED + signal.SIGPIPE
    except KeyboardInterrupt:
        return _SIGNALLED + signal.SIGINT
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m services.data", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    inspect = commands.add_parser(
        "inspect", help="say how files are read, what they hold and what speaks against them"
    )
    inspect.add_argument("files", nargs="+", metavar="FILE", help="CSV, .gz or .zip of a CSV, or Parquet")
    inspect.add_argument("--json", action="store_true", help="one JSON object a line for each file")
    inspect.add_argument(
        "--export", metavar="DIR", help="write each table to DIR as UTF-8 CSV with the same cell texts"
    )
    return parser


def _say(line: str) -> None:
    sys.stdout.buffer.write(f"{line}\n".encode(errors="backslashreplace"))
    sys.stdout.buffer.flush()  # each file's line is there when the file is done


def _complain(message: str) -> int:
    sys.stderr.buffer.write(f"{message}\n".encode(errors="backslashreplace"))
    return USAGE_STATUS


if __name__ == "__main__":
    sys.exit(main())
