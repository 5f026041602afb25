import io
from itertools import pairwise

import pandas as pd
import pytest
from sklearn import datasets

from services.data.findings import SEVERITIES, errors, findings, require_trainable
from services.data.findings.search import WORST_FIRST
from services.data.profile import Profile, profile
from services.data.reading.read import read_csv
from services.data.recipe.recipe import propose
from services.data.samples import samples
from services.errors import InvalidInput
from services.text.messages.findings import finding_text


def read(content: bytes) -> Profile:
    return profile(read_csv(content).table)


def test_each_bad_table_is_refused_or_warned_of(bad_table):
    reading = read_csv(bad_table.content)
    described = profile(reading.table)
    recipe = propose(described, bad_table.target)
    found = findings(described, recipe, repairs=reading.repairs)
    first = next(finding for finding in found if finding.kind == bad_table.kind)
    assert (first.severity, first.column) == (bad_table.severity, bad_table.column)
    assert bad_table.parameters.items() <= first.parameters.items()
    texts = [finding_text(finding) for finding in found]
    assert all(text.message and text.reason and text.advice for text in texts)
    if bad_table.severity in ("error", "question"):
        with pytest.raises(InvalidInput) as refusal:
            require_trainable(recipe, described)
        code = "blocking_finding" if bad_table.severity == "error" else "unconfirmed_finding"
        assert refusal.value.code == code
        severe = [finding for finding in found if finding.severity == bad_table.severity]
        assert refusal.value.parameters["finding"] in severe
    else:
        require_trainable(recipe, described)


def test_a_question_forbids_training_until_its_column_is_confirmed():
    rows = "".join(f"{n % 7}.5,{'ab'[n % 3 == 0]},{'ab'[n % 3 == 0]}\n" for n in range(60))
    described = read(f"x,copy,label\n{rows}".encode())
    recipe = propose(described, "label")
    with pytest.raises(InvalidInput, match="unconfirmed_finding") as refusal:
        require_trainable(recipe, described, confirmed={"x"})
    finding = refusal.value.parameters["finding"]
    assert (finding.kind, finding.column, finding.parameters["is_copy"]) == ("leak", "copy", True)
    require_trainable(recipe, described, confirmed={"copy"})


def test_an_error_can_not_be_confirmed():
    described = read(b"x,label\n" + b"1,a\n" * 20)
    with pytest.raises(InvalidInput, match="blocking_finding") as refusal:
        require_trainable(propose(described, "label"), described, confirmed={"x", "label"})
    assert refusal.value.parameters["finding"].kind == "one_class"


def test_without_a_recipe_the_proposed_one_is_searched():
    described = read(b"x,label\n" + b"1,a\n2,b\n" * 20)
    assert findings(described) == findings(described, propose(described))


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda sample: sample.key)
def test_the_samples_have_no_problem_and_no_warning(sample):
    described = read(samples.load(sample.key)[1])
    found = findings(described, propose(described, sample.target))
    assert [finding for finding in found if finding.severity not in ("handled", "note")] == []


@pytest.mark.parametrize(
    ("name", "warned"),
    [
        ("iris", set()),
        ("wine", set()),
        ("digits", set()),
        ("breast_cancer", set()),
        ("diabetes", set()),
        ("linnerud", {"too_few_rows"}),
    ],
)
def test_well_known_clean_tables_raise_no_false_alarm(name, warned):
    frame = getattr(datasets, f"load_{name}")(as_frame=True).frame
    content = io.BytesIO()
    frame.to_csv(content, index=False)
    found = findings(read(content.getvalue()))
    assert {finding.kind for finding in found if finding.severity not in ("handled", "note")} == warned


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda sample: sample.key)
def test_no_fix_makes_a_trainable_table_untrainable(sample):
    described = read(samples.load(sample.key)[1])
    recipe = propose(described, sample.target)
    for finding in findings(described, recipe):
        if finding.fix:
            require_trainable(finding.fix(recipe), described)


def test_the_worst_comes_first():
    rows = [[str(n), "7", "", f"{n % 3}", "a"] for n in range(30)]
    frame = pd.DataFrame(rows, columns=["id", "same", "gone", "x", "label"])
    described = read(frame.to_csv(index=False).encode())
    found = findings(described, propose(described, "label"))
    places = [(SEVERITIES.index(finding.severity), WORST_FIRST.index(finding.kind)) for finding in found]
    assert found[0].kind == "one_class"
    assert all(before <= after for before, after in pairwise(places))


def test_a_recipe_can_be_trained_once_every_fix_is_applied():
    frame = pd.DataFrame({"id": range(40), "x": [n % 5 for n in range(40)], "label": ["a"] * 40})
    described = read(frame.assign(y=["u", "v"] * 20)[["y", "id", "x", "label"]].to_csv(index=False).encode())
    recipe = propose(described, "label")
    for _press in range(5):
        fixes = [error.fix for error in errors(findings(described, recipe)) if error.fix]
        if not fixes:
            break
        recipe = fixes[0](recipe)
    require_trainable(recipe, described)
    assert recipe.target != "label"
