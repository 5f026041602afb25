"""Every fix has a label for one column and, where it can change several, for many."""

from typing import get_args

import pytest

from services.data.findings import Fix, FixCode, fix
from services.data.recipe.column_plans import ROLES
from services.text.messages.findings import fix_label


@pytest.mark.parametrize("code", get_args(FixCode))
def test_each_code_has_a_label(code: FixCode) -> None:
    label = fix_label(Fix(code, (), ("income",)))
    assert label
    assert "{" not in label


@pytest.mark.parametrize(
    "of_columns",
    [
        fix.leave_out,
        *(lambda *columns, role=role: fix.use_as(role, *columns) for role in ROLES),
        lambda *columns: fix.scale("log", *columns),
        lambda *columns: fix.scale("robust", *columns),
        fix.encode_by_target,
        fix.merge_spellings,
    ],
)
def test_a_fix_of_columns_names_one_or_counts_many(of_columns) -> None:
    assert "“a”" in fix_label(of_columns("a"))
    assert "2 columns" in fix_label(of_columns("a", "b"))


def test_all_safe_fixes_are_counted() -> None:
    together = fix.all_safe([fix.leave_out("a", safe=True), fix.leave_out("b", "c", safe=True)])
    assert together is not None
    assert "2" in fix_label(together)
