"""The filter language, against a table of readings and a slow obvious evaluation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.local_cloud.filters import (
    Both,
    Comparison,
    Either,
    Negation,
    comparisons,
    evaluate,
    parse_filter,
)
from services.local_cloud.http.errors import ApiError

A = Comparison(("a",), "=", "1")
B = Comparison(("b",), "=", "2")
C = Comparison(("c",), "=", "3")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Both(())),
        ("   ", Both(())),
        ("a=1", A),
        ('a = "1"', A),
        ("a='1'", A),
        ("a=1 AND b=2", Both((A, B))),
        ("a=1 b=2", Both((A, B))),
        ("a=1\nb=2", Both((A, B))),
        ("a=1 OR b=2", Either((A, B))),
        ("a=1 AND b=2 OR c=3", Both((A, Either((B, C))))),
        ("(a=1 AND b=2) OR c=3", Either((Both((A, B)), C))),
        ("NOT a=1", Negation(A)),
        ("-a=1", Negation(A)),
        ("NOT (a=1 OR b=2)", Negation(Either((A, B)))),
        ("labels.k=v", Comparison(("labels", "k"), "=", "v")),
        ("labels.k:*", Comparison(("labels", "k"), ":", "*")),
        ('labels."a key"=v', Comparison(("labels", "a key"), "=", "v")),
        ("labels:k", Comparison(("labels",), ":", "k")),
        ('state="JOB_STATE_FAILED"', Comparison(("state",), "=", "JOB_STATE_FAILED")),
        ("severity>=ERROR", Comparison(("severity",), ">=", "ERROR")),
        ("n!=-5", Comparison(("n",), "!=", "-5")),
        (r'a="say \"hi\" \\ bye"', Comparison(("a",), "=", r'say "hi" \ bye')),
        ('a="AND"', Comparison(("a",), "=", "AND")),
        ('a="한글 (x) = y"', Comparison(("a",), "=", "한글 (x) = y")),
        ('textPayload=~"^a|b"', Comparison(("textPayload",), "=~", "^a|b")),
        ('metadata."a:b".number_value>1', Comparison(("metadata", "a:b", "number_value"), ">", "1")),
        ('in_context("a/b")', Comparison(("in_context",), "()", "a/b")),
        ('NOT in_context("a") AND a=1', Both((Negation(Comparison(("in_context",), "()", "a")), A))),
        ("NOT(a=1 OR b=2)", Negation(Either((A, B)))),
    ],
)
def test_a_filter_is_read_as_documented(text, expected):
    assert parse_filter(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a=",
        "=1",
        "a=1 AND",
        "AND a=1",
        "a=1 OR",
        "(a=1",
        "a=1)",
        'a="1',
        "NOT",
        "a==1",
        "()",
        "a=(1)",
        "f()",
        "f(a",
        "f(a, b)",
        "(" * 1000,
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_with_the_place(text):
    with pytest.raises(ApiError, match="can't be read at character") as error:
        parse_filter(text)
    assert error.value.http == 400


@given(st.text(alphabet="ab=!<>:()\"' \\-.NOTRAD", max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        parse_filter(text)
    except ApiError:
        return


_FILTERS = st.recursive(
    st.sampled_from(["x", "y", "z"]).map(lambda name: Comparison((name,), "=", "1")),
    lambda inner: st.one_of(
        inner.map(Negation),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Both(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Either(tuple(parts))),
    ),
    max_leaves=8,
)


def _written(condition):
    match condition:
        case Comparison(path, comparator, value):
            return f"{path[0]}{comparator}{value}"
        case Negation(part):
            return f"NOT ({_written(part)})"
        case Both(parts):
            return " AND ".join(f"({_written(part)})" for part in parts)
        case Either(parts):
            return " OR ".join(f"({_written(part)})" for part in parts)


def _truth(condition, true):
    match condition:
        case Comparison(path, _, _):
            return path[0] in true
        case Negation(part):
            return not _truth(part, true)
        case Both(parts):
            return all(_truth(part, true) for part in parts)
        case Either(parts):
            return any(_truth(part, true) for part in parts)


@given(_FILTERS, st.sets(st.sampled_from(["x", "y", "z"])))
def test_a_written_filter_holds_exactly_where_it_should(condition, true):
    parsed = parse_filter(_written(condition))
    assert evaluate(parsed, lambda comparison: comparison.path[0] in true) == _truth(condition, true)


def test_all_comparisons_are_found_behind_a_true_or():
    assert list(comparisons(parse_filter("a=1 OR (b=2 AND NOT c=3)"))) == [A, B, C]
