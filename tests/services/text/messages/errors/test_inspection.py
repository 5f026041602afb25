import pytest

from services.errors import InvalidInput
from services.text.messages.errors import error_text


@pytest.mark.parametrize(
    ("code", "parameters"),
    [
        ("inspected_file_missing", {}),
        ("inspected_file_is_folder", {}),
        ("inspected_file_is_device", {}),
        ("inspected_file_forbidden", {}),
        ("inspected_file_unreadable", {"detail": "File name too long"}),
        ("inspection_failed", {"exception": "ZeroDivisionError", "detail": "by zero"}),
    ],
)
def test_each_error_of_the_command_line_has_a_message_with_its_details_and_a_hint(code, parameters):
    text = error_text(InvalidInput(code, **parameters))
    assert text.message != code
    assert all(value in text.message for value in parameters.values())
    assert text.hint
