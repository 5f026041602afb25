"""What stays open and what is closed as another thing is opened."""

import pytest

from components.context.context import Context

FULL = Context("d", "r", "m", "1", "e")


@pytest.mark.parametrize(
    ("opened", "context"),
    [
        (("dataset", "d2"), Context("d2", "r", "m", "1", "e")),
        (("run", "r2"), Context("d", "r2")),
        (("model", "m2", "3"), Context("d", "r", "m2", "3")),
        (("model", "m2"), Context("d", "r", "m2")),
        (("model", "m", "2"), Context("d", "r", "m", "2")),
        (("endpoint", "e2"), Context("d", "r", "m", "1", "e2")),
    ],
    ids=["dataset", "run", "model", "model without a version", "another version", "endpoint"],
)
def test_a_thing_closes_what_belongs_to_another(opened, context):
    assert FULL.opening(*opened) == context


@pytest.mark.parametrize("opened", [("dataset", "d"), ("run", "r"), ("model", "m"), ("model", "m", "1")])
def test_what_is_open_closes_nothing(opened):
    assert FULL.opening(*opened) == FULL


@pytest.mark.parametrize(
    ("parameters", "context"),
    [
        ({}, FULL),
        (FULL.parameters(), FULL),
        ({"endpoint": "e2"}, Context("d", "r", "m", "1", "e2")),
        ({"run": "r2"}, Context("d", "r2")),
        ({"run": "r2", "endpoint": "e"}, Context("d", "r2", endpoint="e")),
        ({"run": "r2", "model": "m2", "version": "4"}, Context("d", "r2", "m2", "4")),
        (Context("d2", "r2", "m2", "2", "e2").parameters(), Context("d2", "r2", "m2", "2", "e2")),
    ],
)
def test_a_link_opens_what_it_names(parameters, context):
    assert FULL.following(parameters) == context


def test_the_url_of_a_context_opens_it_anew():
    assert Context().parameters() == {}
    assert Context().following(FULL.parameters()) == FULL
    assert Context(dataset="d", endpoint="e").parameters() == {"dataset": "d", "endpoint": "e"}
