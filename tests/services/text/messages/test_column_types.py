from typing import get_args

import pytest

from services.data.tables.column_types import ColumnType
from services.text.messages.column_types import kind_text


@pytest.mark.parametrize("kind", get_args(ColumnType))
def test_every_type_has_a_name_of_its_own(kind: ColumnType) -> None:
    assert [other for other in get_args(ColumnType) if kind_text(other) == kind_text(kind)] == [kind]
