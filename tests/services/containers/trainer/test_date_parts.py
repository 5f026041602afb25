import numpy
import pytest
from sklearn.impute import SimpleImputer

from services.containers.trainer import date_parts

DAYS = ["2026-01-31", "2026-01-31", "2025-03-01", "2025-03-01", "2024-07-04", None]


@pytest.mark.parametrize("days", [DAYS, [None, None]])
@pytest.mark.parametrize("part", ["month", "weekday", "hour"])
def test_a_missing_date_has_the_least_of_the_most_frequent_parts(part, days):
    cells = numpy.array(days, dtype=object).reshape(-1, 1)
    steps = date_parts.transformer(part, sparse=False, width=1)
    numbers = steps[:-1].fit_transform(cells)
    usual = SimpleImputer(strategy="most_frequent", keep_empty_features=True).fit_transform(numbers)
    assert steps.fit_transform(cells).tolist() == usual.tolist()
