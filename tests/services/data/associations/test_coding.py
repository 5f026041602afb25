import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from services.data.associations import coding
from services.data.profile import ColumnProfile
from services.data.tables.column_types import COLUMN_TYPES
from services.data.tables.writing import store


@pytest.mark.parametrize("type", COLUMN_TYPES)
def test_each_ordered_type_has_values_and_no_other(type):
    table = store(pd.DataFrame({"x": ["1", "2"]}, dtype="str"))
    column = ColumnProfile("x", type, 0, 2)
    if COLUMN_TYPES[type].is_ordered:
        assert len(coding.values(pa.array(["1", None]), column, table)) == 2
    else:
        with pytest.raises(ValueError, match=type):
            coding.values(pa.array(["1", None]), column, table)


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
