"""What a traffic split may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.endpoints.checks import check_split


@given(st.dictionaries(st.sampled_from(["0", "1", "2", "3"]), st.integers(-10, 110)))
def test_a_split_is_accepted_exactly_where_it_is_empty_or_sums_to_100_over_what_is_deployed(split):
    fine = set(split) <= {"0", "1", "2"} and all(0 <= share <= 100 for share in split.values())
    fine = fine and (not split or sum(split.values()) == 100)
    if fine:
        check_split(split, {"0", "1", "2"})
    else:
        with pytest.raises(ApiError):
            check_split(split, {"0", "1", "2"})
