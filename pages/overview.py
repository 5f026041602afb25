"""The start page: the four steps from a CSV to a prediction."""

from components.overview import step_cards
from components.shared import message
from services.settings import target

here = target()

with message.shown("overview"):
    step_cards.section(here)
