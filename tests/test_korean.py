"""Everything in Korean: a walk through every page finds no English but names, code and established terms."""

import re
from collections.abc import Callable

import pytest

from services.text.i18n import LOCALE_DIR
from tests.walk import SCENES, Walk, left_over

LANGUAGE = "ko"
# What Korean texts of the field write in Latin letters: products, formats, encodings, measures and units.
_TERMS = re.compile(
    r"(?<![A-Za-z])(?:pip|Secret Manager|requirements\.txt|trainer\.task|--table=|gs://|us-docker\S+"
    r"|\.tar\.gz|\.whl|Google(?: Cloud)?|Cloud Storage|Streamlit|scikit-learn|Parquet"
    r"|JSON(?:L| Lines)?|Excel|OpenDocument|\.gz|\.zip|\.bz2|\.xz|\.zst"
    r"|URL|ID|API|SDK|CPU|vCPU|GPU|AUC|ROC|F1|R²|RMSE|MAE|IQR|PII|TF-IDF|n(?=-그램)"
    r"|CP\d+|ISO|KOI8-[RU]|Mac [A-Z][a-z]+2?|Big5|Shift-JIS|EUC-JP|\\t|\\x01|[kMG]?B(?:/s)?|ms"
    r"|make run|[A-Z]+(?:_[A-Z]+)+)(?![A-Za-z])"
)

pytestmark = pytest.mark.skipif(
    not (LOCALE_DIR / LANGUAGE).is_dir(), reason="there is no Korean catalogue yet"
)


@pytest.mark.parametrize("scene", SCENES)
def test_no_english_is_left(walk_in: Callable[[str], Walk], scene: str) -> None:
    left = left_over(walk_in(LANGUAGE), scene, _TERMS)
    assert not left, "\n".join(f"{kind}: {text}" for kind, text in left)
