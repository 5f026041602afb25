"""Every kind of finding has a text, in each of its variants, for one column and for many."""

import ast
import inspect
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

import services.data.findings
from services.data.findings import Evidence, Finding, Severity
from services.data.findings.grouping import GROUPED
from services.data.findings.search import WORST_FIRST
from services.data.reading.parsing.repairs import Repair, RepairKind
from services.text.messages.findings import finding_text
from services.text.messages.findings.registry import GROUP_MESSAGES, TEXTS, FindingText, finding

REPAIRS = set(get_args(RepairKind))

SPELLINGS = {"value": "Yes", "other": "yes"}

# The kinds that concern the table, and those that concern a column, with the parameters of each variant.
OF_TABLE: list[tuple[str, dict[str, Any]]] = [
    ("no_features", {}),
    ("split_column", {"problem": "unset"}),
    ("too_few_rows", {"rows": 1, "minimum": 10}),
    ("too_few_rows", {"rows": 9, "minimum": 10}),
    ("too_few_rows", {"rows": 40, "minimum": 10}),
    ("too_many_columns", {"columns": 2000, "rows": 1, "remaining": None}),
    ("too_many_columns", {"columns": 2000, "rows": 60, "remaining": 100}),
    ("too_many_columns", {"columns": 2000, "rows": 9000, "remaining": 100}),
    ("many_columns", {"columns": 2000, "used": 30}),
    ("duplicate_rows", {"count": 1}),
    ("duplicate_rows", {"count": 1200}),
    *((kind, {"repair": Repair(kind, 3, width=5, encoding="cp949")}) for kind in get_args(RepairKind)),
    ("ragged_row", {"repair": Repair("ragged_row", 1)}),
]
OF_COLUMN: list[tuple[str, dict[str, Any]]] = [
    ("unknown_column", {"count": 1}),
    ("unknown_column", {"count": 12}),
    ("split_column", {"problem": "absent"}),
    ("split_column", {"problem": "no dates"}),
    ("target_missing", {"empty": False}),
    ("target_missing", {"empty": True}),
    ("one_class", {}),
    ("regression_on_text", {}),
    ("target_used", {}),
    ("target_missing_rows", {"too_few": True, "rows": 1, "missing": 20, "minimum": 10}),
    ("target_missing_rows", {"too_few": True, "rows": 8, "missing": 20, "minimum": 10}),
    ("target_missing_rows", {"too_few": False, "rows": 19, "missing": 1, "minimum": 10}),
    ("target_missing_rows", {"too_few": False, "rows": 90, "missing": 20, "minimum": 10}),
    ("class_per_row", {"is_number": True}),
    ("class_per_row", {"is_number": False}),
    ("many_classes", {"classes": 60, "rows": 1, "is_number": True}),
    ("many_classes", {"classes": 60, "rows": 10, "is_number": False}),
    ("single_row_class", {"classes": 1, "value": "rare"}),
    ("single_row_class", {"classes": 1, "value": None}),
    ("single_row_class", {"classes": 7, "value": None}),
    ("rare_class", {"value": "rare", "rows": 3}),
    ("rare_class", {"value": None, "rows": 5}),
    ("imbalance", {"value": "no", "share": 0.95}),
    ("leak", {"target": "y", "is_copy": True}),
    ("leak", {"target": "y", "is_copy": False}),
    ("leak_by_name", {"target": "y"}),
    ("personal_data", {"personal": ("mail", "phone"), "is_feature": True}),
    (
        "personal_data",
        {"personal": ("social security number", "bank account", "name", "address"), "is_feature": True},
    ),
    ("personal_data", {"personal": ("resident number", "card number"), "is_feature": False}),
    ("all_missing", {"ignored": True}),
    ("all_missing", {"ignored": False}),
    ("constant", {"ignored": True, "has_missing": False}),
    ("constant", {"ignored": True, "has_missing": True}),
    ("id_like", {"ignored": True}),
    ("id_like", {"ignored": False}),
    *(
        ("id_with_repeats", {"repeats": 20, "cells": 400, "used": used, "at_random": at_random})
        for used, at_random in ((True, True), (False, True), (False, False))
    ),
    ("id_with_repeats", {"repeats": 1, "cells": 400, "used": True, "at_random": False}),
    *(
        (
            "spelling_variants",
            {**SPELLINGS, "look_alike": look_alike, "is_target": is_target, "merged": merged},
        )
        for look_alike, is_target, merged in product((True, False), repeat=3)
    ),
    ("same_information", {"other": "inch", "nearly": True}),
    ("same_information", {"other": "inch", "nearly": False}),
    ("placeholder_numbers", {"number": -999, "count": 1}),
    ("placeholder_numbers", {"number": -999, "count": 9}),
    ("implausible_zeros", {"count": 1}),
    ("implausible_zeros", {"count": 9}),
    *(
        ("placeholder_dates", {"day": "9999-12-31", "count": count, "is_latest": True, "by_time": by_time})
        for count, by_time in ((1, True), (40, True), (1, False), (40, False))
    ),
    ("skewed_target", {"is_log": True}),
    ("skewed_target", {"is_log": False}),
    ("mostly_missing", {"share": 0.75}),
    ("high_cardinality", {"categories": 5000, "rows": 4.0, "by_target": True}),
    ("high_cardinality", {"categories": 5000, "rows": 4.0, "by_target": False}),
    ("role_misfit", {"role": "numeric", "count": 1}),
    ("role_misfit", {"role": "numeric", "count": 9}),
    ("role_misfit", {"role": "date", "count": 1}),
    ("role_misfit", {"role": "date", "count": 9}),
    ("numbers_as_text", {"cause": "symbols", "example": "7 %"}),
    ("numbers_as_text", {"cause": "other cells", "count": 5, "cells": 200, "is_target": True}),
    ("numbers_as_text", {"cause": "other cells", "count": 5, "cells": 200, "is_target": False}),
    ("mixed_types", {"numbers": 1, "cells": 10}),
    ("mixed_types", {"numbers": 30, "cells": 60}),
    ("infinite", {"count": 1}),
    ("infinite", {"count": 2}),
    ("too_large", {"value": 1e200, "limit": 1e38, "mostly": False, "is_target": False}),
    ("too_large", {"value": -1e200, "limit": 1e38, "mostly": True, "is_target": True}),
    ("missing_marks", {"count": 1, "marker": "NA"}),
    ("missing_marks", {"count": 15, "marker": "NA"}),
    ("dates_as_text", {"cause": "role"}),
    ("dates_as_text", {"cause": "other cells", "count": 5, "cells": 200, "is_target": True}),
    ("dates_as_text", {"cause": "other cells", "count": 5, "cells": 200, "is_target": False}),
    ("unused_dates", {}),
    ("dates", {}),
    ("outliers", {"distance": 12.4, "scaling": "standard"}),
    ("outliers", {"distance": 12.4, "scaling": "log"}),
    ("outliers", {"distance": 12.4, "scaling": "robust"}),
    ("skew", {"skewness": 4.0, "is_log": False}),
    ("skew", {"skewness": -4.0, "is_log": False}),
    ("skew", {"skewness": 4.0, "is_log": True}),
]


def text_of(kind: str, column: str | None, parameters: dict[str, Any]) -> FindingText:
    severity: Severity = "question" if kind == "leak" else "warning"
    return finding_text(Finding(kind, severity, column, parameters))


@pytest.mark.parametrize(("kind", "parameters"), [*OF_TABLE, *OF_COLUMN], ids=str)
def test_each_variant_has_a_text(kind: str, parameters: dict[str, Any]) -> None:
    column = "income" if (kind, parameters) in OF_COLUMN else None
    text = text_of(kind, column, parameters)
    assert "{" not in f"{text.message} {text.reason} {text.advice} {text.statement}"
    assert text.message
    assert text.reason
    assert text.advice
    assert bool(text.statement) == (kind == "leak")


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (1.0, "about 1 row each"),
        (1.04, "about 1 row each"),
        (1.5, "about 1.5 rows each"),
        (4, "about 4 rows each"),
    ],
)
def test_the_rows_of_a_category_are_as_precise_as_they_need_to_be(rows: float, text: str) -> None:
    parameters = {"categories": 5000, "rows": rows, "by_target": True}
    assert text in text_of("high_cardinality", "income", parameters).message


def test_the_variants_of_a_kind_differ() -> None:
    texts = [text_of(kind, "income", parameters) for kind, parameters in OF_COLUMN]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("kind", sorted(GROUPED))
def test_many_columns_have_one_text_that_names_three_of_them(kind: str) -> None:
    parameters = next(parameters for known, parameters in OF_COLUMN if known == kind)
    columns = tuple(f"x{number}" for number in range(1200))
    text = finding_text(Finding(kind, "warning", None, parameters, Evidence(columns=columns)))
    assert "1,200 columns" in text.message
    assert "“x0”, “x1”, “x2” and 1,197 more" in text.message
    assert ("1,200" in text.statement) == (kind == "leak")
    assert "“x0”" not in f"{text.reason} {text.advice} {text.statement}"


def test_the_kinds_that_are_grouped_are_those_with_a_message_for_many_columns() -> None:
    assert set(GROUP_MESSAGES) == GROUPED


def test_each_kind_has_a_text_and_a_rank_and_is_rendered_here() -> None:
    yielded = {kind for kind, _parameters in findings_in_sources()}
    assert yielded | REPAIRS == set(WORST_FIRST)
    assert yielded < set(TEXTS) <= yielded | REPAIRS | {"other_repair"}
    assert {kind for kind, _parameters in [*OF_TABLE, *OF_COLUMN]} == yielded | REPAIRS


def test_each_finding_has_the_parameters_that_its_text_takes() -> None:
    for kind, parameters in findings_in_sources():
        signature = inspect.signature(TEXTS[kind]).parameters
        required = {name for name, each in signature.items() if each.default is each.empty}
        assert required - {"column"} <= parameters <= set(signature), kind


def findings_in_sources() -> Iterator[tuple[str, set[str]]]:
    """Yield the kind and the names of the parameters of each finding that the sources make by name."""
    for path in Path(services.data.findings.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            kind = node.args[0] if node.args else None
            if not isinstance(kind, ast.Constant) or node.func.id not in ("Finding", "_useless"):
                continue
            names = {keyword.arg: keyword.value for keyword in node.keywords}
            if node.func.id == "_useless":
                yield kind.value, {"ignored", *(name for name in names if name)}
                continue
            given = node.args[3] if len(node.args) > 3 else names.get("parameters", ast.Dict([], []))
            assert isinstance(given, ast.Dict), f"{path.name}: {kind.value}"
            yield kind.value, {key.value for key in given.keys if isinstance(key, ast.Constant)}


def test_a_kind_has_only_one_text() -> None:
    with pytest.raises(ValueError, match="two texts"):
        finding()(TEXTS["leak"])


def test_an_extreme_outlier_and_a_leak_are_named_by_the_terms_of_the_field() -> None:
    outlier = text_of("outliers", "income", {"distance": 12.0, "scaling": "standard"})
    assert outlier.message == "“income” has extreme outliers: up to 12 IQRs beyond the quartiles."
    leak = text_of("leak", "x", {"target": "label", "is_copy": False})
    assert leak.message == "Possible target leakage: “x” predicts “label” almost perfectly."
