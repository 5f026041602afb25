"""Single texts are dates where pandas reads them as dates."""

import pandas as pd
import pytest

from services.containers.trainer.date_forms import DATE_FORMS, date_shape
from services.data.tables import dates
from services.data.tables.date_matching import are_codes, forms_of

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
    "N": ("März", "MAI", "févr.", "Jun", "décembre", "Foo"),
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


@pytest.mark.parametrize(
    "text",
    [
        *("12. März 2021", "12.März.2021", "12-Mär-2021", "12/mar/2021", "12mar2021", "12 de marzo de 2021"),
        *("12 de marzo del 2021", "12 marzo, 2021", "12 mrt. 2021", "1er mars 2021", "1º de março de 2021"),
        *("12 de marzode 2021", "12de março 2021", "12  März  2021", "12 -- März 2021", "31. April 2021"),
        *("29. Februar 2021", "29. Februar 2024", "ma\u0308rz 2021", "Mär-21", "mär/21"),
        *("Mär 21", "marzo de 2021", "2021 déc.", "12. März 21", "ſeptembre 2021", "aprıl 2021"),
    ],
)
def test_signs_beside_the_name_of_a_month_matter_to_pandas_as_they_do_here(text):
    texts = pd.Series([text], dtype="str")
    named = [form for form in DATE_FORMS if "%N" in form and texts.str.fullmatch(date_shape(form)).all()]
    assert [form in forms_of(text) for form in named] == [
        dates.read(texts, form).notna().all() for form in named
    ]


@pytest.mark.parametrize(
    ("texts", "are"),
    [
        (["SET-01", "SET-02"], True),
        (["Okt-19", "Nov-19"], False),
        (["Okt-19", "Okt-19"], False),
        (["Oktober 2019", "Oktober 2020"], False),
    ],
)
def test_different_texts_with_one_short_word_are_codes(texts, are):
    assert are_codes(texts) is are
