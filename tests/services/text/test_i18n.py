import pytest

from services.text.i18n import _, _n


def test_a_message_without_a_translation_stands_as_it_was_written():
    assert _("Nothing speaks against this table.") == "Nothing speaks against this table."


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1000, "1,000 rows")]
)
def test_a_count_has_its_form(count, words):
    assert _n("{n:,} row", "{n:,} rows", count, n=count) == words
