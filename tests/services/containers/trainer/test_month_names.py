import re
from unicodedata import normalize

import pandas as pd
import pytest

from services.containers.trainer.month_names import ANY_MONTH, ENGLISH_NAMES, MONTH_NUMBERS, in_english


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("12. März 2021", "12 Mar 2021"),
        ("1er AOÛT 2022", "1 Aug 2022"),
        ("1º DE MAYO DEL 2020", "1 May 2020"),
        ("01-janv.-22", "01 Jan 22"),
        ("out/21", " Oct 21"),
        ("2021 déc.", "2021 Dec "),
        ("3 lipca 2021", "3 Jul 2021"),
        ("3 listopada 2021", "3 Nov 2021"),
        ("3 gennaio 2021", "3 Jan 2021"),
        ("3 Jänner 2021", "3 Jan 2021"),
        ("3 Jaenner 2021", "3 Jan 2021"),
        ("demain", "demain"),
    ],
)
def test_a_month_of_any_language_becomes_the_english_one_between_blanks(text, english):
    assert in_english(text) == english
    assert in_english(normalize("NFD", text).replace("1o", "1º")) == normalize("NFD", english)


@pytest.mark.parametrize(
    "written", ["{}", "3. {} 2021", "3 de {} de 2021", "03-{}.-21", "{}-21", "1er {}, x"]
)
def test_the_expressions_of_the_shown_code_replace_what_the_trainer_replaces(written):
    texts = [written.format(change(name)) for name in MONTH_NUMBERS for change in (str, str.upper, str.title)]
    shown = pd.Series(texts, dtype=object).replace(ENGLISH_NAMES, regex=True)
    assert shown.tolist() == list(map(in_english, texts))


@pytest.mark.parametrize("name", MONTH_NUMBERS)
def test_a_name_has_one_month(name):
    assert sum(bool(re.fullmatch(pattern, name)) for pattern in ENGLISH_NAMES) == 1
    assert re.fullmatch(ANY_MONTH, name)
