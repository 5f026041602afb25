"""The start page: the four steps from a CSV to a prediction."""

from components.overview import step_cards
from components.shared import frame, message
from services.settings import target
from services.text.i18n import _

here = target()

frame.title_row(
    _("From a CSV to a live endpoint"),
    _("Four steps on Vertex AI, on this machine or on Google Cloud, with the same API calls."),
)
with message.shown("overview"):
    step_cards.section(here)
