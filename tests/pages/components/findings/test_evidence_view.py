"""Evidence as a reader meets it."""

from typing import Any

from streamlit.testing.v1 import AppTest


def evidence_page(hashed: bool) -> None:
    from components.findings import evidence_view
    from services.data.findings import Evidence, Fact

    evidence_view.show(Evidence((Fact("Repeated rows", 3, "rows", 300, hashed),)), "key")


def said(hashed: bool) -> list[Any]:
    app = AppTest.from_function(evidence_page, kwargs={"hashed": hashed}).run()
    assert not app.exception
    return [each.value for each in app.markdown]


def test_a_fact_that_was_counted_by_hash_says_so() -> None:
    assert said(hashed=False) == ["Repeated rows: **3** of 300 rows (1.0%)"]
    assert said(hashed=True) == ["Repeated rows: **3** of 300 rows (1.0%), counted by hash"]
