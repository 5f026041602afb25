"""The corpus: each hostile file through the command that people use, in one process."""

import pytest

from tests.services.data.corpus.collection import CASES, LONG
from tests.services.data.corpus.runner import run
from tests.services.data.corpus.unmet import UNMET
from tests.services.data.corpus.verdict import differences

MET = [case for case in CASES if case[0] not in UNMET]
# Every sixth case; make soak runs the others.
SHORT = MET[::6]
REST = [case for place, case in enumerate(MET) if place % 6]
OPEN = [
    pytest.param(name, id=name, marks=pytest.mark.xfail(reason=reason, strict=True))
    for name, reason in UNMET.items()
]


def outcomes(folder, cases):
    """Return the case and its outcome by the case's name."""
    files = []
    for number, (_name, case) in enumerate(cases):
        files.append(folder / f"{number:04d} {case.name}")
        files[-1].write_bytes(case.content())
    found = run(files, folder / "exported")
    for file in files:
        file.unlink()
    return {name: (case, outcome) for (name, case), outcome in zip(cases, found, strict=True)}


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """The outcomes of the cases that `make test` runs."""
    return outcomes(tmp_path_factory.mktemp("corpus"), SHORT)


@pytest.fixture(scope="module")
def rest(tmp_path_factory):
    """The outcomes of the other cases that are met."""
    return outcomes(tmp_path_factory.mktemp("corpus"), REST)


@pytest.fixture(scope="module")
def unmet(tmp_path_factory):
    """What the cases gave that aren't as they should be yet."""
    return outcomes(tmp_path_factory.mktemp("corpus"), [case for case in CASES if case[0] in UNMET])


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """The outcomes of the cases in their long form."""
    return outcomes(tmp_path_factory.mktemp("corpus"), LONG)


@pytest.mark.soak
@pytest.mark.parametrize("name", [name for name, _case in LONG])
def test_work_grows_with_the_size_of_a_file_whatever_its_quotes(long, name):
    assert differences(*long[name]) == []


@pytest.mark.parametrize("name", [name for name, _case in SHORT])
def test_a_strangers_file_becomes_the_table_that_its_owner_means_or_is_refused(short, name):
    assert differences(*short[name]) == []


@pytest.mark.soak
@pytest.mark.parametrize("name", [name for name, _case in REST])
def test_the_rest_of_the_strangers_files_are_read_or_refused_as_well(rest, name):
    assert differences(*rest[name]) == []


@pytest.mark.soak
@pytest.mark.parametrize("name", OPEN)
def test_a_case_that_is_met_by_now_leaves_the_list_of_the_unmet(unmet, name):
    assert differences(*unmet[name]) == []


def test_the_corpus_is_large_and_no_case_is_forgotten():
    names = [name for name, _case in CASES]
    assert len(names) == len(set(names)) >= 700
    assert set(UNMET) <= set(names)
