"""Everything in Korean: a walk through every page finds no English but names, code and established terms."""

import re
from collections.abc import Callable

import pytest

from services.text.i18n import LOCALE_DIR
from tests.walk import SCENES, Walk, left_over

LANGUAGE = "ko"
# Words that Korean texts of the field write in Latin letters: products, formats, and names of measures.
_TERMS = re.compile(
    r"\b(?:Google(?: Cloud)?|Cloud Storage|Streamlit|scikit-learn|Parquet|JSONL|Excel|URL|ID|API|SDK|CPU|vCPU"
    r"|GPU|AUC|ROC|F1|RMSE|MAE|IQR|PII|TF-IDF|UTF-8|[kMG]B(?:/s)?|GCP|IAM|Ctrl|gs://[\w./*-]*"
    r"|make run|[A-Z]+(?:_[A-Z]+)+)(?![A-Za-z])|R²"
)

pytestmark = pytest.mark.skipif(
    not (LOCALE_DIR / LANGUAGE).is_dir(), reason="there is no Korean catalogue yet"
)


@pytest.mark.parametrize("scene", SCENES)
def test_no_english_is_left(walk_in: Callable[[str], Walk], scene: str) -> None:
    left = left_over(walk_in(LANGUAGE), scene, _TERMS)
    assert not left, "\n".join(f"{kind}: {text}" for kind, text in left)
