"""Findings are shown worst first, and fold where they are many or no problem."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from services.data.findings import Finding
from services.data.findings.fix import leave_out
from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.settings import Target
from services.text.markdown import escape
from services.text.messages.findings import finding_text, fix_label
from services.vertex import datasets
from services.vertex.datasets import Dataset

Open = Callable[..., AppTest]
IMBALANCE = Finding("imbalance", "warning", "label", {"value": "b", "share": 0.9})
IDENTIFIER = Finding("id_like", "handled", "id", {"ignored": True})


@pytest.fixture
def dataset(here: Target) -> Iterator[Dataset]:
    """A table with an imbalanced target, a constant column and an identifier."""
    rows = "".join(f"{n % 7}.5,7,{n},{'ba'[n % 10 == 0]}\r\n" for n in range(60))
    content = f"*x* [1],same,id,label\r\n{rows}".encode()
    stored = datasets.create(here, "Some findings", dataset_files.files(read_csv(content), "label"))
    yield stored
    datasets.delete(here, stored)


def test_a_table_without_findings_says_so(text_dataset: Dataset, open_page: Open) -> None:
    app = open_page("data.py", dataset=text_dataset.id)
    assert len(app.get_by_key(f"no_findings_{text_dataset.id}").markdown) == 1


def test_findings_are_shown_in_full_with_reason_advice_and_evidence(
    dataset: Dataset, open_page: Open
) -> None:
    app = open_page("data.py", dataset=dataset.id)
    text = finding_text(IMBALANCE)
    warnings = app.get_by_key(f"findings_warning_{dataset.id}")
    shown = [element.value for element in (*warnings.markdown, *warnings.caption)]
    for sentence in (text.message, text.reason, text.advice):
        assert any(escape(sentence) in element for element in shown)
    assert any("**54** of 60 rows (90%)" in element for element in shown)


@pytest.mark.parametrize("page", ["data.py", "train.py"])
def test_what_the_recipe_handles_is_one_closed_line(dataset: Dataset, open_page: Open, page: str) -> None:
    app = open_page(page, dataset=dataset.id)
    folded = app.get_by_key(f"folded_handled_{dataset.id}")
    assert not folded.proto.expanded
    assert "2" in folded.label
    message = escape(finding_text(IDENTIFIER).message)
    assert any(message in element.value for element in folded.markdown)
    handled = app.get_by_key(f"findings_handled_{dataset.id}")
    assert len(handled.markdown) == len(folded.markdown)
    assert not handled.warning


def findings_page(brief: bool) -> None:
    """Show seven questions, about the columns a to g."""
    from datetime import UTC, datetime

    import streamlit as st

    from components.findings import findings_view
    from services.data.findings import Finding
    from services.data.findings.fix import leave_out
    from services.data.recipe.recipe import Recipe
    from services.settings import Target
    from services.vertex.datasets import Dataset

    target = Target("local", "project", "us-central1", "bucket")
    dataset = Dataset("datasets/7", "Leaks", datetime(2026, 1, 1, tzinfo=UTC), "gs://b/table.csv", "", 0, 0)
    recipe = Recipe("y", "classification", tuple((name, "numeric") for name in "abcdefg"))
    parameters = {"target": "y", "is_copy": False}
    leaks = [Finding("leak", "question", name, parameters, fix=leave_out(name)) for name in "abcdefg"]
    if brief:
        st.text(",".join(sorted(findings_view.brief(target, dataset, recipe, leaks))))
    else:
        findings_view.section(target, dataset, leaks)


@pytest.mark.parametrize(("brief", "count"), [(False, 2), (True, 5)])
def test_the_rest_of_a_long_list_folds(brief: bool, count: int) -> None:
    app = AppTest.from_function(findings_page, kwargs={"brief": brief}).run()
    assert not app.exception
    folded = app.get_by_key("folded_question_7")
    assert not folded.proto.expanded
    labels = [button.label for button in folded.button]
    assert labels == [fix_label(leave_out(name)) for name in "abcdefg"[7 - count :]]
    assert len(app.button) == 7


def test_a_column_is_confirmed_by_its_tick_folded_or_not() -> None:
    app = AppTest.from_function(findings_page, kwargs={"brief": True}).run()
    for column in "ag":
        finding = Finding("leak", "question", column)
        app.checkbox(key=f"confirmed_7_y_{finding.key}").check().run()
    assert app.text[0].value == "a,g"
