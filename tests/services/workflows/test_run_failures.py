"""A failed run is explained by what the trainer says, wherever it stands, and never by raw lines."""

import re
from dataclasses import replace

import pytest

from services.containers.trainer import pipeline, split, table
from services.errors import Unavailable
from services.settings import Target
from services.text.i18n import LANGUAGES, use_language
from services.text.messages.errors import error_text
from services.text.messages.errors.actions import ACTIONS, WITHOUT_ACTION
from services.vertex import layout
from services.vertex.logs import LogLine
from services.vertex.training import Run
from services.workflows.run_failures import diagnose, run_failure

GOOGLE = (
    "The replica workerpool0-0 exited with a non-zero status of 1. To find out more about why your job "
    "exited please check the logs: https://console.cloud.google.com/logs/viewer?project=123&resource=ml_job"
)
LOCAL = f"Training pipeline failed with error message: {GOOGLE.partition(' To find')[0]}"
RAW = re.compile(
    r"[{}]|projects/|://|[a-z]+/[a-z]+/|\b\w+Error\b|Traceback|workerpool0-0 exited.*check the logs"
)
RAISED = ["Traceback (most recent call last):", '  File "task.py", line 3, in <module>', "    main()"]
SAID = [
    ("ValueError: the table has no column 'a \"b\"'", "run_column_missing"),
    ("ValueError: no column of the recipe holds anything to learn from", "run_nothing_to_learn"),
    (
        "ValueError: no column holds anything to learn from among the rows to train on",
        "run_nothing_to_learn",
    ),
    (
        "ValueError: the target is the same in every row that has one, so there is nothing to learn",
        "run_target_constant",
    ),
    ("ValueError: every row has a class of its own, so nothing can be tested", "run_classes_unique"),
    ("ValueError: the column 'when' holds no dates to split by", "run_split_without_dates"),
    (
        "ValueError: all rows have the same date in 'when', so it can't split them",
        "run_split_column_constant",
    ),
    ("ValueError: all rows have the same 'who', so it can't split them", "run_split_column_constant"),
    ("ValueError: the split by column leaves no rows to test on", "run_split_empty"),
    ("ValueError: the split by column leaves no rows to train on", "run_split_empty"),
    (
        "ValueError: the rows to train on all have the same target; choose another split",
        "run_split_one_class",
    ),
    ("ValueError: depth must be a number from 1 to 100, not 'x'", "run_refused"),
    ("ValueError: unknown role 'magic'", "run_refused"),
    ("ValueError: ", "run_refused"),
    ("MemoryError: Unable to allocate 30 GiB for an array", "run_out_of_memory"),
    ("KeyError: 'projects/p/locations/l'", "run_ended_by_bug"),
    ("TypeError: f() got {'a': 1} from <object at 0x7f00aa>", "run_ended_by_bug"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("said", "code"), SAID)
def test_what_the_trainer_says_last_has_a_code(said: str, code: str, language: str) -> None:
    line = f"Training failed: {said}"
    for error, log in ((GOOGLE, ["Reading the table", line]), (f"{LOCAL} {line}", []), (LOCAL, [line, ""])):
        failure = diagnose(error, log)
        assert failure.code == code
        with use_language(language):
            text = error_text(failure)
        assert not RAW.search(text.message), text.message
        assert text.hint
        assert text.actions or code in WITHOUT_ACTION


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (GOOGLE, "run_ended"),
        ("", "run_ended"),
        ('{"error": {"code": 13}}', "run_ended"),
        ("The replica workerpool0-0 exited with a non-zero status of 137.", "run_out_of_memory"),
        ("The replica workerpool0-0 ran out of memory.", "run_out_of_memory"),
        (f"{LOCAL} ERROR: No matching distribution found for a==1", "run_packages_missing"),
        ("Quota exceeded: custom_model_training_cpus.", "run_over_quota"),
        ("The job ran longer than its timeout of 60 seconds.", "run_timed_out"),
    ],
)
def test_without_the_trainers_words_the_clouds_count(error: str, code: str) -> None:
    failure = diagnose(error)
    assert failure.code == code
    assert not RAW.search(error_text(failure).message)


def test_a_log_that_cannot_be_read_leaves_the_clouds_sentence(text_run: Run, here: Target) -> None:
    failed = replace(text_run, state="failed", error="The job ran longer than its timeout of 60 seconds.")

    def unreadable(_target: Target, _run: Run) -> tuple[LogLine, ...]:
        raise Unavailable("log_not_read")

    assert run_failure(here, failed, unreadable).code == "run_timed_out"
    assert run_failure(here, failed).code == "run_timed_out"  # its log says nothing of a failure


@pytest.mark.parametrize(
    ("log", "error", "code"),
    [
        ([*RAISED, "ValueError: no such city"], GOOGLE, "run_of_own_code_failed"),
        ([*RAISED, "TimeoutError: no answer, the quota is used up"], GOOGLE, "run_of_own_code_failed"),
        ([*RAISED, "MemoryError"], GOOGLE, "run_out_of_memory"),
        ([*RAISED, "ValueError: handled"], "The job ran longer than its timeout of 60 s.", "run_timed_out"),
        (["no traceback"], GOOGLE, "run_ended"),
    ],
)
def test_own_code_fails_by_its_last_exception(
    text_run: Run, here: Target, log: list[str], error: str, code: str
) -> None:
    failed = replace(text_run, state="failed", algorithm=layout.OWN_CODE, error=error)
    lines = [LogLine(text_run.created, "ERROR", text) for text in log]
    failure = run_failure(here, failed, lambda _target, _run: lines)
    assert failure.code == code
    assert not RAW.search(error_text(failure).message)


def test_the_last_of_several_reasons_counts() -> None:
    log = ["Training failed: KeyError: 'x'", "Training failed: ValueError: the table has no column 'y'"]
    assert diagnose(GOOGLE, log).parameters == {"column": "y"}


@pytest.mark.parametrize(
    "said",
    [said.removeprefix("ValueError: ") for said, code in SAID if code in ACTIONS and "column 'a" not in said],
)
def test_the_trainer_says_it_in_these_words(said: str) -> None:
    import inspect

    source = "".join(inspect.getsource(module) for module in (pipeline, split, table))
    words = re.split(r"'\w+'|by column|to (?:test|train) on$", said)
    assert all(piece.strip() in source for piece in words), words
