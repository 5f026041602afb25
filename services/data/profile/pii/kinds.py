"""The kinds of personal data."""

from typing import Literal

Personal = Literal[
    "mail",
    "phone",
    "resident number",
    "social security number",
    "card number",
    "bank account",
    "name",
    "address",
]
