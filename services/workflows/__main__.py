"""`python -m services.workflows run FILE --target NAME` goes from a table to a model and its predictions.

It ends with 0, with 2 where no run is launched, and with 1 where the run or what follows it fails.
"""

import os
import signal
import sys
from contextlib import closing
from time import monotonic

from services.workflows.command_line.options import parse

_SIGNALLED = 128  # a shell reports 128 plus the number of the signal that ended a program


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = parse(arguments, __doc__)
    # Imported here, so that --help and a mistyped command take no time.
    from services.workflows.command_line import records, report
    from services.workflows.command_line.run import run
    from services.workflows.command_line.stages import status

    shown = records.to_json if options.json else report.text
    start, last = monotonic(), 0
    try:
        with closing(run(options, os.environ)) as stages:
            for stage in stages:
                _print(shown(stage, monotonic() - start))
                start, last = monotonic(), status(stage)
    except BrokenPipeError:  # the reader of the output has closed it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _SIGNALLED + signal.SIGPIPE
    except KeyboardInterrupt:
        return _SIGNALLED + signal.SIGINT
    return last


def _print(text: str) -> None:
    sys.stdout.buffer.write(f"{text}\n".encode(errors="backslashreplace"))
    sys.stdout.buffer.flush()  # print a stage as soon as it is over


if __name__ == "__main__":
    sys.exit(main())
