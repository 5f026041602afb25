import io
from itertools import pairwise

import pandas as pd
import pytest
from sklearn import datasets

from services.data.findings import SEVERITIES, findings, require_trainable
from services.data.findings.search import WORST_FIRST
from services.data.profile import Profile, profile
from services.data.reading.read import read_csv
from services.data.recipe.recipe import propose
from services.data.samples import samples
from services.errors import InvalidInput


def read(content: bytes) -> Profile:
    return profile(read_csv(content).table)


def test_each_table_that_no_run_should_start_from_is_refused_or_warned_of(bad_table):
    reading = read_csv(bad_table.content)
    described = profile(reading.table)
    recipe = propose(described, bad_table.target)
    found = findings(described, recipe, repairs=reading.repairs)
    (first,) = [each for each in found if each.kind == bad_table.kind][:1]
    assert (first.severity, first.column) == (bad_table.severity, bad_table.column)
    assert bad_table.words in first.message
    assert all(each.message and each.reason and each.advice for each in found)
    if bad_table.severity in ("error", "question"):
        with pytest.raises(InvalidInput) as refusal:
            require_trainable(recipe, described)
        told = {each.message: each for each in found if each.severity == bad_table.severity}
        assert told[refusal.value.message].advice in refusal.value.hint
    else:
        require_trainable(recipe, described)


def test_a_question_forbids_a_run_until_each_of_its_columns_is_confirmed():
    rows = "".join(f"{n % 7}.5,{'ab'[n % 3 == 0]},{'ab'[n % 3 == 0]}\n" for n in range(60))
    described = read(f"x,copy,label\n{rows}".encode())
    recipe = propose(described, "label")
    with pytest.raises(InvalidInput, match="seems to be a copy") as refusal:
        require_trainable(recipe, described, confirmed={"x"})
    assert "“copy” is known before the answer is" in refusal.value.hint
    require_trainable(recipe, described, confirmed={"copy"})


def test_an_error_is_not_confirmed_away():
    described = read(b"x,label\n" + b"1,a\n" * 20)
    with pytest.raises(InvalidInput, match="same in every row"):
        require_trainable(propose(described, "label"), described, confirmed={"x", "label"})


def test_without_a_recipe_the_proposed_one_is_judged():
    described = read(b"x,label\n" + b"1,a\n2,b\n" * 20)
    assert findings(described) == findings(described, propose(described))


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda sample: sample.key)
def test_the_samples_have_nothing_to_cure_and_nothing_to_be_warned_of(sample):
    described = read(samples.load(sample.key)[1])
    found = findings(described, propose(described, sample.target))
    assert [each for each in found if each.severity not in ("answered", "note")] == []


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
    assert {each.kind for each in found if each.severity not in ("answered", "note")} == warned


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda sample: sample.key)
def test_no_fix_that_is_offered_makes_a_sound_table_untrainable(sample):
    described = read(samples.load(sample.key)[1])
    recipe = propose(described, sample.target)
    for finding in findings(described, recipe):
        if finding.fix:
            require_trainable(finding.fix(recipe), described)


def test_the_worst_stands_first():
    rows = [[str(n), "7", "", f"{n % 3}", "a"] for n in range(30)]
    frame = pd.DataFrame(rows, columns=["id", "same", "gone", "x", "label"])
    found = findings(read(frame.to_csv(index=False).encode()))
    places = [(SEVERITIES.index(each.severity), WORST_FIRST.index(each.kind)) for each in found]
    assert found[0].kind == "one_class"
    assert all(before <= after for before, after in pairwise(places))


def test_a_recipe_that_is_cured_press_by_press_can_be_trained():
    frame = pd.DataFrame({"id": range(40), "x": [n % 5 for n in range(40)], "label": ["a"] * 40})
    described = read(frame.assign(y=["u", "v"] * 20)[["y", "id", "x", "label"]].to_csv(index=False).encode())
    recipe = propose(described, "label")
    for _press in range(5):
        cures = [each.fix for each in findings(described, recipe) if each.severity == "error" and each.fix]
        if not cures:
            break
        recipe = cures[0](recipe)
    require_trainable(recipe, described)
    assert recipe.target != "label"
