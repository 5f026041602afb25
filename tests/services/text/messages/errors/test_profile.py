from services.errors import InvalidInput
from services.text.messages.errors import error_text


def test_each_error_in_statistics_has_a_text():
    columns = tuple(f"c{number}" for number in range(30))
    text = error_text(InvalidInput("column_not_in_profile", column="x", columns=columns))
    assert text.message == "The table has no column “x”."
    assert "c19" in text.hint
    assert "c20" not in text.hint
    text = error_text(InvalidInput("profile_of_another_version", version=4))
    assert "(version 4)" in text.message
    assert text.hint
    text = error_text(InvalidInput("profile_unreadable"))
    assert text.message == "The stored statistics are damaged or incomplete."
    assert text.hint
