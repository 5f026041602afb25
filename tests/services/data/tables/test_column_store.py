import numpy as np
import pytest

from services.data.tables.column_store import ColumnStore, StoredColumn


@pytest.mark.parametrize("size", [10, 100_000], ids=["in memory", "on disk"])
def test_values_come_back_in_the_order_in_which_they_were_appended(size):
    store = ColumnStore(10_000)
    first, second = StoredColumn(store), StoredColumn(store, "i4")
    for start in range(0, 3 * size, size):
        first.append(np.arange(start, start + size) / 2)
        second.append(np.arange(start, start + size))
    assert (first.count, second.count) == (3 * size, 3 * size)
    assert np.array_equal(first.whole(), np.arange(3 * size) / 2)
    assert np.array_equal(second.whole(), np.arange(3 * size))
    assert first.part(size - 1, 3).tolist() == [(size - 1) / 2, size / 2, (size + 1) / 2]
    assert bool(list(store.folder.iterdir())) == (size > 10)
    store.close()
    assert not store.folder.exists()
