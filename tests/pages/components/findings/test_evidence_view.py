"""The evidence of a finding: its facts as sentences."""

import pytest
from streamlit.testing.v1 import AppTest

from services.data.findings import Fact
from services.text.messages.findings import fact_name


def evidence_page(fact: "Fact") -> None:
    from components.findings import evidence_view
    from services.data.findings import Evidence

    evidence_view.show(Evidence((fact,), (("a", 2), ("b", 1)), ("*x*",), ("one", "two")), "key")


@pytest.mark.parametrize(
    ("fact", "numbers"),
    [
        (Fact("rows", 12), ("**12**",)),
        (Fact("duplicate_rows", 3, "rows", 300), ("**3**", "300 rows", "(1.0%)")),
        (Fact("skewness", 4.25), ("**4.25**",)),
    ],
)
def test_a_fact_is_shown_with_its_name_its_unit_and_its_share(fact: Fact, numbers: tuple[str, ...]) -> None:
    app = AppTest.from_function(evidence_page, kwargs={"fact": fact}).run()
    assert not app.exception
    assert app.markdown[0].value.startswith(f"{fact_name(fact.name)}: ")
    assert all(number in app.markdown[0].value for number in numbers)
    assert app.dataframe[0].value.to_dict("list") == {"value": ["a", "b"], "cells": [2, 1]}
    assert r":gray-badge[\*x\*]" in app.markdown[1].value
    assert ":gray-badge[one] :gray-badge[two]" in app.markdown[2].value


@pytest.mark.parametrize("whole", [None, 300])
def test_a_fact_that_was_counted_by_hash_is_marked_as_estimated(whole: int | None) -> None:
    facts = [Fact("duplicate_rows", 3, "rows", whole, hashed) for hashed in (False, True)]
    apps = [AppTest.from_function(evidence_page, kwargs={"fact": fact}).run() for fact in facts]
    shown = [app.markdown[0].value for app in apps]
    assert shown[1] == shown[0].replace(
        fact_name("duplicate_rows"), fact_name("duplicate_rows", estimated=True)
    )
    assert shown[1] != shown[0]
