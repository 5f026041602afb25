from typing import get_args

import numpy as np
import pyarrow as pa
import pytest

from services.data.associations import coding
from services.data.tables.column_types import ColumnType


@pytest.mark.parametrize("kind", get_args(ColumnType))
def test_each_type_is_ordered_or_not(kind):
    assert coding.is_ordered(kind) == (kind in ("number", "date"))


def test_equal_values_share_the_middle_of_their_ranks():
    assert coding.ranks(np.array([10.0, 30.0, 10.0, 20.0])).tolist() == [0.25, 0.875, 0.25, 0.625]
    assert coding.ranks(np.array([])).tolist() == []


def test_the_largest_classes_have_the_first_codes_and_the_others_share_the_last():
    texts = pa.array([f"c{number:02}" for number in range(60)] + ["c07", "c07", "c59"])
    codes, labels, count = coding.classes(texts)
    assert (labels[:2], len(labels), count) == (("c07", "c59"), 50, 60)
    assert codes[7] == codes[60] == codes[61] == 0
    assert codes[59] == codes[62] == 1
    assert codes.max() == 49
    assert (codes == 49).sum() == 11
