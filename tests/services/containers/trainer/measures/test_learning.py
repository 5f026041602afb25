import pytest

from services.containers.trainer.measures import learning


@pytest.mark.parametrize(
    ("rows", "seconds", "sizes"),
    [
        (800, 0.2, [100, 200, 400]),  # all rows were fitted already
        (20_000, 5, [250, 500, 1000, 2000]),
        (100_000, 60, []),
        (49, 0.1, []),
        (800, 30, []),  # a slow fit of few rows
    ],
)
def test_models_learn_from_fewer_rows_where_that_is_quick(rows, seconds, sizes):
    assert learning.sizes(rows, seconds) == sizes


def test_a_slow_fit_takes_at_most_a_quarter_more():
    sizes = learning.sizes(20_000, 1000)
    assert 0 < sum(sizes) <= 20_000 / 4
