"""The corpus: each hostile file through the command that people use, in one process."""

import pytest

from tests.services.data.corpus.collection import CASES
from tests.services.data.corpus.runner import run
from tests.services.data.corpus.verdict import differences


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What each case of the corpus gave, by the case's name."""
    folder = tmp_path_factory.mktemp("corpus")
    files = []
    for number, (_name, case) in enumerate(CASES):
        files.append(folder / f"{number:04d} {case.name}")
        files[-1].write_bytes(case.content())
    found = run(files, folder / "exported")
    for file in files:
        file.unlink()
    return dict(zip((name for name, _case in CASES), found, strict=True))


@pytest.mark.parametrize(("name", "case"), CASES, ids=[name for name, _case in CASES])
def test_a_strangers_file_becomes_the_table_that_its_owner_means_or_is_refused(outcomes, name, case):
    assert differences(case, outcomes[name]) == []
