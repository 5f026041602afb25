"""Texts of errors: a message and a hint per error code, in the reader's language."""

from services.text.messages.errors.actions import Action, action_label
from services.text.messages.errors.registry import ErrorText, error_text

__all__ = ["Action", "ErrorText", "action_label", "error_text"]
