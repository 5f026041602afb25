from services.data.models.contract import Field
from services.text.messages.contract import field_help


def test_a_number_shows_its_range_in_the_training_data():
    text = field_help(Field("age", "numeric", "integer", 0.0, minimum=18.0, maximum=80.5))
    assert text is not None
    assert "18 to 80.5" in text


def test_other_fields_show_none():
    assert field_help(Field("plan", "category", "category", 0.0)) is None
