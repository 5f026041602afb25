"""What the fields of a model's contract say of themselves."""

from services.data.models.contract import Field
from services.text.i18n import _


def field_help(field: Field) -> str | None:
    """Return the range of a numeric field in the training data, or None for other fields."""
    if field.minimum is None or field.maximum is None:
        return None
    return _("Training data: {minimum:g} to {maximum:g}", minimum=field.minimum, maximum=field.maximum)
