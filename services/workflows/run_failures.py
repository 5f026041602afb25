"""Why a training run failed: a code for what the trainer says, else the cloud's own sentence."""

import re
from collections.abc import Callable, Iterable

from services.errors import InvalidInput, LaunchpadError, QuotaExceeded, Refused, Unavailable
from services.settings import Target
from services.vertex import logs
from services.vertex.logs import LogLine
from services.vertex.sentences.sentence import sentence
from services.vertex.training import Run

ReadLog = Callable[[Target, Run], Iterable[LogLine]]

_SAID = re.compile(r"Training failed: (\w+)(?:: )?([^\n]*)")
_QUOTED = r"['\"](.*)['\"]"
_MEMORY = re.compile(
    r"MemoryError|Unable to allocate|out of memory|status of (?:137|-9)\b|Killed\b", re.IGNORECASE
)
_QUOTA = re.compile(r"quota|resource_exhausted|RESOURCE_EXHAUSTED", re.IGNORECASE)
_PACKAGES = re.compile(r"No matching distribution found for (\S+)")  # as pip says
_TIMEOUT = re.compile(r"timeout|longer than", re.IGNORECASE)
_EXPLAINED = ("run_out_of_memory", "run_packages_missing")  # also of own code
_TRACEBACK = re.compile(r"^Traceback \(most recent call last\):\n(?:[ \t].*\n|\n)*(\S.*)", re.MULTILINE)
_LINES = 20  # the last ones of a log, among which the trainer's reason is


def _log(target: Target, run: Run) -> tuple[LogLine, ...]:
    return logs.of_job(target, run.job_id, run.created)


def run_failure(target: Target, run: Run, log: ReadLog = _log) -> LaunchpadError:
    """Return why a run failed; its log, which may be gone, says more than the cloud."""
    try:
        lines = log(target, run) if run.job_id else ()
    except LaunchpadError:
        lines = ()
    texts = [line.text for line in lines]
    failure = diagnose(run.error, texts)
    has_exited = run.is_own_code and "non-zero status" in run.error
    raised = _raised(texts) if has_exited and failure.code not in _EXPLAINED else ""
    if raised:
        return Refused("run_of_own_code_failed", detail=sentence(raised))
    return failure


def _raised(log: Iterable[str]) -> str:
    """Return the exception that ends the last traceback of a log, empty if there is none."""
    tracebacks = _TRACEBACK.findall("\n".join(log))
    return tracebacks[-1] if tracebacks else ""


def diagnose(error: str, log: Iterable[str] = ()) -> LaunchpadError:
    """Return why a run failed, by the cloud's sentence and the last lines of its log."""
    lines = list(log)[-_LINES:]
    last = "\n".join([error, *lines])
    said = _SAID.findall(last)
    if said and said[-1][0] == "ValueError":
        return _of_trainer(said[-1][1].strip())
    if _MEMORY.search(last):
        return Refused("run_out_of_memory")
    if said:
        return LaunchpadError("run_ended_by_bug", detail=sentence(said[-1][1]))
    if packages := _PACKAGES.search(error):
        return Unavailable("run_packages_missing", packages=packages[1] or "")
    if _QUOTA.search(error):
        return QuotaExceeded("run_over_quota")
    if _TIMEOUT.search(error):
        return Refused("run_timed_out")
    return Unavailable("run_ended", detail=_own_sentence(error))


def _of_trainer(said: str) -> LaunchpadError:
    """Return the error for a sentence with which the trainer refuses a table or a recipe."""
    column = re.search(_QUOTED, said)
    name = column[1] if column else ""
    if said.startswith("the table has no column"):
        return InvalidInput("run_column_missing", column=name)
    if "holds anything to learn from" in said:
        return InvalidInput("run_nothing_to_learn")
    if said.startswith("the target is the same in every row"):
        return InvalidInput("run_target_constant")
    if said.startswith("every row has a class of its own"):
        return InvalidInput("run_classes_unique")
    if "holds no dates to split by" in said:
        return InvalidInput("run_split_without_dates", column=name)
    if said.startswith("all rows have the same"):
        return InvalidInput("run_split_column_constant", column=name)
    if said.startswith("the split by"):
        return InvalidInput("run_split_empty", tests="to test on" in said)
    if said.startswith("the rows to train on all have the same target"):
        return InvalidInput("run_split_one_class")
    return InvalidInput("run_refused", detail=sentence(said))


def _own_sentence(error: str) -> str:
    """Return the cloud's first sentence on a run, which isn't followed by lines of the log."""
    said = sentence(error.partition("\n")[0])
    said = re.sub(r"^Training pipeline failed with error message: ", "", said)
    return re.sub(r" To find out more about why your job exited.*", "", said)
