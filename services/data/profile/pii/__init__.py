"""Personally identifiable information (PII) in the cells and the names of columns."""

from services.data.profile.pii.cells import mails, numbers
from services.data.profile.pii.columns import names_or_addresses
from services.data.profile.pii.identity_numbers import count_numbers
from services.data.profile.pii.kinds import Personal

__all__ = ["Personal", "count_numbers", "mails", "names_or_addresses", "numbers"]
