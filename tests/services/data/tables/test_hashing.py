import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from services.data.tables.hashing import hash_slices, text_buffers


@given(st.lists(st.one_of(st.text(max_size=30), st.just("x" * 1500), st.just("x" * 1499 + "y"))))
def test_equal_texts_have_equal_hashes_wherever_they_stand_and_others_differ(texts):
    data, edges = text_buffers(pa.array(["skipped", *texts], pa.string()).slice(1))
    hashes = hash_slices(data, edges[:-1], np.diff(edges)).tolist()
    assert len(set(hashes)) == len(set(texts))
    assert len(set(zip(texts, hashes, strict=True))) == len(set(texts))
