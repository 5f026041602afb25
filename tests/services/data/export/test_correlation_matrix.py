"""The matrix of correlations: the strongest columns, in the table's order, symmetric."""

from services.data.export import correlation_matrix
from services.data.profile import Correlation

FOUND = (Correlation("a", "b", 0.1), Correlation("a", "c", -0.9), Correlation("b", "c", 0.2))


def test_a_matrix_is_symmetric_with_ones_where_a_column_meets_itself() -> None:
    assert correlation_matrix.strongest(FOUND) == correlation_matrix.Matrix(
        ("a", "b", "c"), ((1.0, 0.1, -0.9), (0.1, 1.0, 0.2), (-0.9, 0.2, 1.0)), 0
    )


def test_beyond_the_cap_the_weakest_columns_are_left_out() -> None:
    found = correlation_matrix.strongest(FOUND, most=2)
    assert (found.names, found.left_out) == (("a", "c"), 1)


def test_no_correlations_make_no_matrix() -> None:
    assert correlation_matrix.strongest(()).names == ()
