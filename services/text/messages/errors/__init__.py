"""Texts of errors: for each code that a service raises, a message and a hint in the reader's language."""

from services.text.messages.errors.registry import ErrorText, error_text

# Each module registers the texts of one area as it is imported.
from services.text.messages.errors import calls as calls  # isort: skip
from services.text.messages.errors import dialect as dialect  # isort: skip
from services.text.messages.errors import export as export  # isort: skip
from services.text.messages.errors import findings as findings  # isort: skip
from services.text.messages.errors import files as files  # isort: skip
from services.text.messages.errors import ingest as ingest  # isort: skip
from services.text.messages.errors import inspection as inspection  # isort: skip
from services.text.messages.errors import models as models  # isort: skip
from services.text.messages.errors import operation as operation  # isort: skip
from services.text.messages.errors import profile as profile  # isort: skip
from services.text.messages.errors import reading as reading  # isort: skip
from services.text.messages.errors import recipe as recipe  # isort: skip
from services.text.messages.errors import settings as settings  # isort: skip
from services.text.messages.errors import vertex as vertex  # isort: skip

__all__ = ["ErrorText", "error_text"]
