"""Labels: what goes in comes out, within what Google allows."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from services.vertex import dataset_labels
from services.vertex.dataset_labels import Facts


def test_what_is_known_of_a_dataset_stands_in_its_labels() -> None:
    facts = Facts("ab12", 3, 2, 41, 7, "mina@example.com")
    assert dataset_labels.to_labels(facts) == {
        "launchpad_content": "ab12",
        "launchpad_rows": "3",
        "launchpad_columns": "2",
        "launchpad_bytes": "41",
        "launchpad_version": "7",
        "launchpad_by": "mina_40example_2ecom",
    }
    assert dataset_labels.from_labels(dataset_labels.to_labels(facts)) == facts


def test_labels_of_others_are_read_without_complaint() -> None:
    strange = {"launchpad_rows": "many", "launchpad_version": "０", "launchpad_by": "_zz_ff"}
    assert dataset_labels.from_labels(strange) == Facts(by="_zz�")


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_fits_a_label_and_a_short_one_comes_back(text: str) -> None:
    value = dataset_labels.escape(text)
    assert re.fullmatch("[a-z0-9_-]{0,63}", value)
    assert text.lower().startswith(dataset_labels.unescape(value))
