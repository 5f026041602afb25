"""Single texts are dates where pandas reads them as dates."""

import pandas as pd
import pytest

from services.containers.trainer.date_forms import DATE_FORMS, date_shape
from services.data.tables import dates
from services.data.tables.date_matching import forms_of

PARTS = {
    "Y": ("2024", "1900", "0000"),
    "y": ("24", "99"),
    "G": ("2024",),
    "m": ("2", "02", "12", "13", "0"),
    "d": ("1", "09", "29", "30", "31", "32"),
    "H": ("0", "23", "24"),
    "I": ("1", "12", "13"),
    "M": ("5", "59", "60"),
    "S": ("7", "59"),
    "f": ("1", "123456"),
    "p": ("AM", "pm", "XM"),
    "a": ("Mon", "Xon"),
    "b": ("Feb", "may", "Okt"),
    "B": ("February", "MAY", "Mai"),
    "z": ("+0900", "-05:00", "Z", "x"),
    "V": ("01", "53", "54"),
    "u": ("1", "8"),
    "q": ("1", "4", "5"),
}


def written(form):
    """Return texts in a form, each with one unusual part."""
    places = [place for place, sign in enumerate(form) if sign == "%"]
    usual = {letter: texts[0] for letter, texts in PARTS.items()}
    for chosen in places:
        for text in PARTS[form[chosen + 1]]:
            parts = [text if place == chosen else usual[form[place + 1]] for place in places]
            rest, line = form, ""
            for part in parts:
                before, _sign, after = rest.partition("%")
                rest, line = after[1:], line + before + part
            yield line + rest


@pytest.mark.parametrize("form", DATE_FORMS)
def test_a_text_is_a_date_in_a_form_where_pandas_reads_it_so(form):
    texts = sorted(set(written(form)))
    texts = [text for text in texts if pd.Series([text]).str.fullmatch(date_shape(form)).all()]
    read = dates.read(pd.Series(texts, dtype="str"), form).notna()
    assert [form in forms_of(text) for text in texts] == read.tolist()
    assert any(read) or not texts
