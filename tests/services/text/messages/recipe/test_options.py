from typing import get_args

import pytest

from services.containers.trainer import spec
from services.text.messages.recipe import options

TITLES = [
    (options.task_title, spec.Task),
    (options.role_title, spec.Role),
    (options.imputation_title, spec.NumericImputation),
    (options.imputation_title, spec.CategoryImputation),
    (options.scaling_title, spec.Scaling),
    (options.encoding_title, spec.Encoding),
    (options.vectoriser_title, spec.Vectoriser),
    (options.date_part_title, spec.DatePart),
]


@pytest.mark.parametrize(
    ("title", "code"), [(title, code) for title, codes in TITLES for code in get_args(codes)]
)
def test_every_code_has_a_title(title, code):
    assert title(code) not in ("", code)


@pytest.mark.parametrize(("lengths", "text"), [((1, 1), "1"), ((1, 3), "1–3")])
def test_a_range_of_lengths_is_written_once_where_both_ends_are_the_same(lengths, text):
    assert options.ngram_title(*lengths) == text
