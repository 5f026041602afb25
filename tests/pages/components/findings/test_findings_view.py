"""What speaks against a table is told worst first, whoever wrote its cells."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets
from services.vertex.datasets import Dataset

Open = Callable[..., AppTest]


def test_a_sound_table_is_said_to_be_sound(text_dataset: Dataset, open_page: Open) -> None:
    app = open_page("data.py", dataset=text_dataset.id)
    assert any("Nothing speaks against this table" in each.value for each in app.markdown)


def test_findings_stand_in_their_order_with_reason_advice_and_evidence(here: Target, open_page: Open) -> None:
    rows = "".join(f"{n % 7}.5,7,{n},{'ab'[n % 10 == 0]}\r\n" for n in range(60))
    content = f"*x* [1],same,id,label\r\n{rows}".encode()
    dataset = datasets.create(here, "Some findings", dataset_files.files(read_csv(content), "label"))
    app = open_page("data.py", dataset=dataset.id)
    shown = [each.value for each in app.markdown]
    (warned,) = [place for place, text in enumerate(shown) if "90.0% of the rows" in text]
    (noted,) = [place for place, text in enumerate(shown) if "looks like an id" in text]
    assert warned < noted
    assert any("Largest class: **54** of 60 rows (90%)" in text for text in shown)
    assert any("has learned nothing" in each.value for each in app.caption)
    assert any(each.label == "The recipe takes care of it · 2" for each in app.expander)
    datasets.delete(here, dataset)
